/** The first element of a shadow root with this part. */
export function part(host: Element, name: string): HTMLElement {
  const [found] = parts(host, name);
  if (!found) throw new Error(`<${host.localName}> shows no part "${name}"`);
  return found;
}

export function parts(host: Element, name: string): HTMLElement[] {
  return [...(host.shadowRoot?.querySelectorAll<HTMLElement>(`[part~="${name}"]`) ?? [])];
}

export function hasState(element: Element, name: string): boolean {
  return element.matches(`:state(${name})`);
}

/** Resolves at the first frame in which it is true; a test that waits in vain ends by its time limit. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => requestAnimationFrame(resolve));
}
