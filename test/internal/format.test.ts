import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatInstant, formatNumber } from '../../src/internal/format.ts';

describe('formatNumber', () => {
  it('uses the digits and grouping of the locale', () => {
    assert.equal(formatNumber('en', 1234567), '1,234,567');
    assert.equal(formatNumber('de', 1234567), '1.234.567');
    assert.equal(formatNumber('ar-EG', 12), '١٢');
    assert.equal(formatNumber('en', -5), '-5');
  });
});

describe('formatInstant', () => {
  it('tells day and time in the order of the locale', () => {
    const instant = new Date(2025, 7, 31, 14, 5).toISOString();
    assert.match(formatInstant('en', instant), /^Aug 31, 2025, 2:05\sPM$/u);
    assert.equal(formatInstant('de', instant), '31.08.2025, 14:05');
  });
});
