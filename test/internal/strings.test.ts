import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stringsFor } from '../../src/internal/strings.ts';
import { en } from '../../src/internal/strings/en.ts';

describe('stringsFor', () => {
  it('answers the language of a locale, and English where there is none', () => {
    for (const locale of ['en', 'en-GB', 'EN-us', 'tlh']) assert.equal(stringsFor(locale), en);
  });
});
