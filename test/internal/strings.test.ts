import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, type TestContext } from 'node:test';
import { configure, watchSettings } from '../../src/client/settings.ts';
import { loadStrings, stringsFor } from '../../src/internal/strings.ts';
import { languages } from '../../src/internal/strings/languages.ts';
import { leaderboardEnglish as english } from '../../src/internal/strings/en.ts';

describe('stringsFor', () => {
  afterEach(() => configure({ strings: undefined, apiUrl: undefined }));

  it('answers English where there is no other language', () => {
    for (const locale of ['en', 'en-GB', 'EN-us', 'tlh']) {
      assert.equal(stringsFor(locale, english), english);
    }
  });

  it('answers another language once it is loaded', async () => {
    assert.equal(stringsFor('de-AT', english), undefined);
    await loadStrings('de-AT');
    assert.equal(stringsFor('de', english)?.rank, 'Platz');
  });

  describe('where a language can’t be loaded', () => {
    const { de } = languages;
    let isBlocked: boolean;
    let tries: number;

    beforeEach((test) => {
      (test as TestContext).mock.timers.enable({ apis: ['setTimeout'] });
      isBlocked = true;
      tries = 0;
      const load = () => ((tries += 1), isBlocked ? Promise.reject(new Error('blocked')) : de?.());
      Object.assign(languages, { eo: load, ia: load });
    });

    afterEach(() => {
      Reflect.deleteProperty(languages, 'eo');
      Reflect.deleteProperty(languages, 'ia');
    });

    /** Lets the next try begin, however long it was put off, and end. */
    async function passTime(test: TestContext): Promise<void> {
      test.mock.timers.tick(30_000);
      await new Promise((resolve) => setImmediate(resolve));
    }

    it('answers English, and that language once it can be, of which widgets hear', async (test) => {
      const warn = test.mock.method(console, 'warn', () => undefined);
      let updates = 0;
      test.after(watchSettings(() => (updates += 1)));
      assert.equal(stringsFor('eo', english), undefined);
      await loadStrings('eo');
      assert.equal(stringsFor('eo', english), english);
      await passTime(test);
      assert.deepEqual([tries, updates], [2, 0]);
      isBlocked = false;
      await passTime(test);
      assert.equal(stringsFor('eo', english)?.rank, 'Platz');
      assert.deepEqual([tries, updates, warn.mock.callCount()], [3, 1, 1]);
    });

    it('tries no more when no widget is left, and begins anew with the next one', async (test) => {
      test.mock.method(console, 'warn', () => undefined);
      const leave = watchSettings(() => undefined);
      await loadStrings('ia');
      leave();
      await passTime(test);
      await passTime(test);
      assert.equal(tries, 1);
      assert.equal(stringsFor('ia', english), undefined);
      isBlocked = false;
      await loadStrings('ia');
      assert.equal(stringsFor('ia', english)?.rank, 'Platz');
    });
  });

  it('puts the page’s own words in place of those it names, one by one', () => {
    configure({ strings: { en: { rank: 'Place', errors: { offline: 'No network' } } } });
    const words = stringsFor('en', english);
    assert.deepEqual(
      [words?.rank, words?.errors.offline, words?.errors.timeout],
      ['Place', 'No network', english.errors.timeout],
    );
  });

  it('answers the same object for the same words, so that nothing is rendered anew, until they change', () => {
    configure({ strings: { en: { rank: 'Place' } } });
    const words = stringsFor('en', english);
    configure({ apiUrl: 'https://bridge.example' });
    assert.equal(stringsFor('en-GB', english), words);
    configure({ strings: { en: { rank: 'Place' }, tlh: { rank: 'yaH' } } });
    const [plain, klingon] = [stringsFor('en', english), stringsFor('tlh', english)];
    assert.deepEqual(
      [stringsFor('en', english), stringsFor('tlh', english)].map((each, at) => each === [plain, klingon][at]),
      [true, true],
    );
    configure({ strings: { en: { rank: 'Position' } } });
    assert.equal(stringsFor('en', english)?.rank, 'Position');
    configure({ strings: undefined });
    assert.equal(stringsFor('en', english), english);
  });
});
