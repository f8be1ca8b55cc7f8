import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { clampAhead, slackTimeMs } from '../../../src/bridge/ingest/event-time.ts';

describe('clampAhead', () => {
  const now = 1_700_000_000_000;

  it('believes the past and up to 5 minutes ahead', () => {
    for (const at of [0, now - 1, now, now + 300_000]) assert.equal(clampAhead(at, now), at);
  });

  it('holds anything later back to now', () => {
    for (const at of [now + 300_001, 8_640_000_000_000_000]) assert.equal(clampAhead(at, now), now);
  });
});

describe('slackTimeMs', () => {
  it('reads seconds with and without a fraction', () => {
    assert.equal(slackTimeMs('1360782804.083113'), 1_360_782_804_083);
    assert.equal(slackTimeMs('1360782804.5'), 1_360_782_804_500);
    assert.equal(slackTimeMs('1360782804'), 1_360_782_804_000);
  });

  it('is never off by one, as a float would be', () => {
    assert.notEqual(Math.trunc(Number('1.001000') * 1000), 1001);
    fc.assert(
      fc.property(fc.nat(8_639_999_999_999), fc.nat(999), fc.nat(999), (seconds, milliseconds, rest) => {
        const fraction = [milliseconds, rest].map((part) => String(part).padStart(3, '0')).join('');
        assert.equal(slackTimeMs(`${seconds}.${fraction}`), seconds * 1000 + milliseconds);
      }),
    );
  });
});
