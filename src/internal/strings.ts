import { Backoff } from '../client/backoff.ts';
import { systemClock } from '../client/clock.ts';
import { pageState } from '../client/page-state.ts';
import { configure, settings } from '../client/settings.ts';
import { languages } from './strings/languages.ts';
import type { CommonStrings, Strings } from './strings/strings.ts';
import { warnOnce } from './warn-once.ts';

export type { CommonStrings };

/** By language; undefined: it could not be loaded. */
const known = new Map<string, Strings | undefined>();
const pending = new Map<string, Promise<void>>();
/** By what they were made of, the page's own words first: the same words are one object, by which a template knows that nothing changed. */
const rewordings = new WeakMap<object, WeakMap<object, object>>();

/**
 * The sentences of a locale's language in the page's own words; in English where it has none.
 * @returns undefined while they are not loaded
 */
export function stringsFor<Words extends CommonStrings>(locale: string, english: Words): Words | undefined {
  const language = languageOf(locale);
  if (Object.hasOwn(languages, language) && !known.has(language)) return undefined;
  const strings = (known.get(language) as Words | undefined) ?? english;
  const own = settings().strings?.[language] ?? settings().strings?.[strings.language];
  return own ? reworded(strings, own) : strings;
}

function reworded<Words extends object>(strings: Words, own: Readonly<Record<string, unknown>>): Words {
  const ofOwn = rewordings.get(own) ?? new WeakMap<object, object>();
  const words = ofOwn.get(strings) ?? reword(strings, own);
  rewordings.set(own, ofOwn.set(strings, words));
  return words as Words;
}

/** Lists of sentences, such as those of errors, are changed one by one as well. */
function reword(strings: object, own: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(strings).map(([name, words]: [string, unknown]) => [
    name,
    typeof words === 'object' ? { ...words, ...(own[name] as object) } : (own[name] ?? words),
  ]);
  return Object.fromEntries(entries) as object;
}

/** Loads a language once; one that can't be loaded speaks English until it can. */
export function loadStrings(locale: string): Promise<void> {
  const language = languageOf(locale);
  const loading = pending.get(language) ?? load(language);
  pending.set(language, loading);
  return loading;
}

async function load(language: string): Promise<void> {
  try {
    known.set(language, await languages[language]?.());
  } catch (error) {
    known.set(language, undefined);
    warnOnce(`The language "${language}" could not be loaded, and English stands in: ${String(error)}.`);
    void loadAgain(language);
  }
}

/** Ever more seldom. Where no widget is left that could speak it, the next one begins anew. */
async function loadAgain(language: string): Promise<void> {
  const backoff = new Backoff();
  while (!known.get(language)) {
    await new Promise<void>((resolve) => systemClock.after(backoff.nextDelayMs(), resolve));
    if (pageState().settingsListeners.size === 0) {
      known.delete(language);
      pending.delete(language);
      return;
    }
    known.set(language, await languages[language]?.().catch(() => undefined));
  }
  // The widgets follow.
  configure({});
}

function languageOf(locale: string): string {
  return new Intl.Locale(locale).language;
}
