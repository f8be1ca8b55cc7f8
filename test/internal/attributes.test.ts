import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { oneOf, wholeNumber } from '../../src/internal/attributes.ts';

describe('wholeNumber', () => {
  const range = { min: 1, max: 100, fallback: 10 };

  for (const value of ['1', '100', ' 50 ', 7]) {
    it(`takes ${JSON.stringify(value)}`, () => {
      assert.equal(wholeNumber(value, range), Number(value));
    });
  }

  for (const value of ['0', '101', '-1', '1.5', 'ten', '', ' ', null, undefined, NaN, Infinity, true, [5], {}]) {
    it(`takes ${JSON.stringify(value) ?? 'undefined'} as the default`, () => {
      assert.equal(wholeNumber(value, range), 10);
    });
  }
});

describe('oneOf', () => {
  const words = ['on', 'off'] as const;

  it('takes the words, and any other value as the default', () => {
    assert.equal(oneOf('off', words, 'on'), 'off');
    for (const junk of ['OFF', '', null, undefined, 0, {}]) assert.equal(oneOf(junk, words, 'on'), 'on');
  });
});
