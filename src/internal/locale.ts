/**
 * The language an element speaks: its own `locale`, else the nearest `lang` around it (through shadow roots), else the
 * browser's. A tag that is no language tag counts as not given.
 */
export function localeOf(element: Element, own: string | null): string {
  return [own, nearestLang(element), globalThis.navigator?.language].find(isLanguageTag) ?? 'en';
}

function nearestLang(element: Element): string | null {
  for (let start: Element | undefined = element; start; start = hostOf(start.getRootNode())) {
    const holder = start.closest('[lang]');
    if (holder) return holder.getAttribute('lang');
  }
  return null;
}

/** Whose shadow root it is, if it is one; by its kind, as each document has classes of its own. */
export function hostOf(node: Node): Element | undefined {
  return node.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? (node as ShadowRoot).host : undefined;
}

/** Whether it is a BCP 47 tag. */
export function isLanguageTag(tag: string | null | undefined): tag is string {
  try {
    return Intl.getCanonicalLocales(tag ?? []).length > 0;
  } catch {
    return false;
  }
}
