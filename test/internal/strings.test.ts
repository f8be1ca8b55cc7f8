import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
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

  it('answers English where a language can’t be loaded, and that language once it can', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const warn = test.mock.method(console, 'warn', () => undefined);
    const { de } = languages;
    let isBlocked = true;
    Object.assign(languages, { eo: () => (isBlocked ? Promise.reject(new Error('blocked')) : de?.()) });
    test.after(() => Reflect.deleteProperty(languages, 'eo'));
    let updates = 0;
    test.after(watchSettings(() => (updates += 1)));
    for (const round of [1, 2]) {
      assert.equal(stringsFor('eo', english), undefined);
      await loadStrings('eo');
      assert.equal(stringsFor('eo', english), english);
      test.mock.timers.tick(5000);
      assert.equal(updates, round);
    }
    isBlocked = false;
    await loadStrings('eo');
    assert.equal(stringsFor('eo', english)?.rank, 'Platz');
    assert.equal(warn.mock.callCount(), 1);
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
    configure({ strings: { en: { rank: 'Position' } } });
    assert.equal(stringsFor('en', english)?.rank, 'Position');
    configure({ strings: undefined });
    assert.equal(stringsFor('en', english), english);
  });
});
