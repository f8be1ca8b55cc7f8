import { parseAccept } from 'hono/utils/accept';

const rightToLeftScripts: readonly (string | undefined)[] = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'];

/**
 * The language of a page: the one asked for by name, else the first the reader's browser would have, else English.
 * @returns a BCP 47 tag
 */
export function pageLanguage(locale: string | undefined, acceptLanguage = ''): string {
  const wished = parseAccept(acceptLanguage).filter(({ q }) => q > 0);
  return [locale ?? '', ...wished.map(({ type }) => type)].map(canonical).find((tag) => tag !== undefined) ?? 'en';
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeftScripts.includes(new Intl.Locale(language).maximize().script) ? 'rtl' : 'ltr';
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
