import { settings } from '../client/settings.ts';
import { languages } from './strings/languages.ts';
import type { CommonStrings, Strings } from './strings/strings.ts';

export type { CommonStrings };

const known = new Map<string, Strings>();
const failed = new Set<string>();
const pending = new Map<string, Promise<void>>();

/**
 * The sentences of a locale's language in the page's own words; in English where it has none.
 * @returns undefined while they are not loaded
 */
export function stringsFor<Words extends CommonStrings>(locale: string, english: Words): Words | undefined {
  const language = languageOf(locale);
  const strings = isLoadable(language) ? (known.get(language) as Words | undefined) : english;
  const own = strings && (settings().strings?.[language] ?? settings().strings?.[strings.language]);
  return own ? reworded(strings, own) : strings;
}

/** Lists of sentences, such as those of errors, are changed one by one as well. */
function reworded<Words extends object>(strings: Words, own: Readonly<Record<string, unknown>>): Words {
  const entries = Object.entries(strings).map(([name, words]: [string, unknown]) => [
    name,
    typeof words === 'object' ? { ...words, ...(own[name] as object) } : (own[name] ?? words),
  ]);
  return Object.fromEntries(entries) as Words;
}

/** Loads a language once; one that can't be loaded speaks English. */
export function loadStrings(locale: string): Promise<void> {
  const language = languageOf(locale);
  const loading = pending.get(language) ?? load(language);
  pending.set(language, loading);
  return loading;
}

async function load(language: string): Promise<void> {
  try {
    const strings = await languages[language]?.();
    if (strings) known.set(language, strings);
  } catch (error) {
    failed.add(language);
    // eslint-disable-next-line no-console -- there is nobody else to tell
    console.error(`returning-widgets: the language "${language}" could not be loaded`, error);
  }
}

function isLoadable(language: string): boolean {
  return Object.hasOwn(languages, language) && !failed.has(language);
}

function languageOf(locale: string): string {
  return new Intl.Locale(locale).language;
}
