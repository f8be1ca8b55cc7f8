import { en } from './strings/en.ts';
import type { Strings } from './strings/strings.ts';

export type { Strings };

const languages: ReadonlyMap<string, Strings> = new Map([['en', en]]);

/** The strings of a locale's language; English where there are none yet. */
export function stringsFor(locale: string): Strings {
  return languages.get(new Intl.Locale(locale).language) ?? en;
}
