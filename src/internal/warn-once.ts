const told = new Set<string>();

/** Tells whoever builds the page of a mistake: each once, however many elements make it. */
export function warnOnce(message: string): void {
  if (told.has(message)) return;
  told.add(message);
  // eslint-disable-next-line no-console -- whoever builds the page looks there
  console.warn(`returning-widgets: ${message} See https://www.npmjs.com/package/returning-widgets`);
}
