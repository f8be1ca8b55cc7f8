import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Backoff } from '../../src/client/backoff.ts';

describe('Backoff', () => {
  it('doubles its limit with each try, up to 30 s', () => {
    const backoff = new Backoff({ random: () => 1 });
    const delays = Array.from({ length: 7 }, () => backoff.nextDelayMs());
    assert.deepEqual(delays, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('spreads each delay over the whole span, also at the cap', () => {
    let chance = 0;
    const backoff = new Backoff({ random: () => (chance += 0.125) });
    const delays = Array.from({ length: 7 }, () => backoff.nextDelayMs());
    assert.deepEqual(delays, [125, 500, 1500, 4000, 10_000, 22_500, 26_250]);
  });

  it('begins anew after a reset', () => {
    const backoff = new Backoff({ random: () => 1, baseMs: 10, capMs: 20 });
    backoff.nextDelayMs();
    backoff.nextDelayMs();
    backoff.reset();
    assert.equal(backoff.nextDelayMs(), 10);
  });

  it('stays at the cap however often it is asked', () => {
    const backoff = new Backoff({ random: () => 1 });
    for (let tries = 0; tries < 5000; tries += 1) backoff.nextDelayMs();
    assert.equal(backoff.nextDelayMs(), 30_000);
  });
});
