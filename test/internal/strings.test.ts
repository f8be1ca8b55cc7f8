import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadStrings, stringsFor } from '../../src/internal/strings.ts';
import { leaderboardEnglish as english } from '../../src/internal/strings/en.ts';

describe('stringsFor', () => {
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
});
