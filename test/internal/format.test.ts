import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatCompact,
  formatDay,
  formatDayDistance,
  formatInstant,
  formatNumber,
  formatRelative,
  formatTime,
} from '../../src/internal/format.ts';

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

describe('formatCompact', () => {
  it('is whole below 10,000, and short above', () => {
    assert.deepEqual(
      [0, 9999, 10_000, 12_345, 1_250_000].map((value) => formatCompact('en', value)),
      ['0', '9,999', '10K', '12.3K', '1.3M'],
    );
    assert.equal(formatCompact('de', 1_250_000).replaceAll(/\s/gu, ' '), '1,3 Mio.');
  });
});

describe('formatDay and formatTime', () => {
  it('tell a day and a time of day in the reader’s time zone', () => {
    const date = new Date(2025, 7, 31, 14, 5);
    assert.equal(formatDay('en', date.toISOString()), 'August 31, 2025');
    assert.equal(formatDay('de', date.toISOString()), '31. August 2025');
    assert.equal(formatTime('de', date.toISOString()), '14:05');
    assert.match(formatTime('en', date.getTime()), /^2:05\sPM$/u);
  });
});

describe('formatRelative', () => {
  const now = Date.UTC(2025, 7, 31, 12);

  for (const [seconds, en] of [
    [0, 'now'],
    [-59, 'now'],
    [59, 'now'],
    [-60, '1 minute ago'],
    [3599, 'in 59 minutes'],
    [-7200, '2 hours ago'],
    [86_400, 'tomorrow'],
    [-86_400 * 2.9, '2 days ago'],
    [86_400 * 400, 'in 400 days'],
  ] as const) {
    it(`tells ${seconds} s as "${en}"`, () => {
      assert.equal(formatRelative('en', new Date(now + seconds * 1000).toISOString(), now), en);
    });
  }

  it('speaks the locale’s language', () => {
    assert.equal(formatRelative('de', new Date(now - 300_000).toISOString(), now), 'vor 5 Minuten');
  });
});

describe('formatDayDistance', () => {
  it('has words for the days around today', () => {
    assert.deepEqual(
      [0, -1, 1, -3].map((days) => formatDayDistance('en', days)),
      ['today', 'yesterday', 'tomorrow', '3 days ago'],
    );
  });
});
