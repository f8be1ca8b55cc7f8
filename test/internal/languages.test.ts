import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  badgeShelfEnglish,
  channelEnglish,
  leaderboardEnglish,
  messageFeedEnglish,
} from '../../src/internal/strings/en.ts';
import { languages } from '../../src/internal/strings/languages.ts';

type Words = Readonly<Record<string, unknown>>;

const english: Words = { ...leaderboardEnglish, ...badgeShelfEnglish, ...channelEnglish, ...messageFeedEnglish };

/** Every sentence with what it takes: `errors.offline text`, `rankUp 2`. */
function outline(words: Words, prefix = ''): string[] {
  return Object.entries(words)
    .flatMap(([name, value]) => {
      if (typeof value === 'object') return outline(value as Words, `${prefix}${name}.`);
      return `${prefix}${name} ${typeof value === 'function' ? value.length : 'text'}`;
    })
    .sort();
}

/** Every sentence as it is said, with numbers of each plural form. */
function sentencesOf(words: Words): [name: string, sentence: unknown][] {
  return Object.entries(words).flatMap(([name, value]): [string, unknown][] => {
    if (typeof value === 'object')
      return sentencesOf(value as Words).map(([inner, said]) => [`${name}.${inner}`, said]);
    if (typeof value !== 'function') return [[name, value]];
    return [0, 1, 2, 3, 11, 100].map((count) => [name, sayWith(value as (...values: unknown[]) => unknown, count)]);
  });
}

function sayWith(sentence: (...values: unknown[]) => unknown, count: number): unknown {
  const isOfMissing = /\.join\(/.test(sentence.toString());
  return sentence(...(isOfMissing ? [['board']] : [count, `${count}`, 'General']));
}

for (const [language, load] of Object.entries({ en: async () => english, ...languages })) {
  describe(`the language ${language}`, () => {
    it('says everything that English says, of the same', async () => {
      assert.deepEqual(outline(await load()), outline(english));
    });

    it('leaves no sentence empty but that there is no stream', async () => {
      const empty = sentencesOf(await load()).filter(
        ([, sentence]) => typeof sentence !== 'string' || sentence.trim() === '' || /undefined|NaN/.test(sentence),
      );
      assert.deepEqual(empty, [['live.off', '']]);
    });

    it('names itself, and how it is written', async () => {
      const { language: own, direction } = await load();
      assert.equal(own, language);
      assert.equal(direction, language === 'ar' ? 'rtl' : 'ltr');
    });
  });
}
