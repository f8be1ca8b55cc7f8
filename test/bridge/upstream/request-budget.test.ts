import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RequestBudget } from '../../../src/bridge/upstream/request-budget.ts';

const MINUTE_MS = 60_000;

describe('a budget of requests a minute', () => {
  it('lets no minute see more requests than that, wherever it begins, and none go before an earlier one', () => {
    const pauses = fc.array(fc.nat({ max: 20_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), pauses, (requestsPerMinute, pausesMs) => {
        let now = 0;
        const budget = new RequestBudget({ requestsPerMinute, now: () => now });
        const sentAt = pausesMs.map((pauseMs) => {
          now += pauseMs;
          return now + budget.take();
        });
        assert.deepEqual(
          sentAt,
          sentAt.toSorted((a, b) => a - b),
        );
        for (const start of sentAt) {
          const inMinute = sentAt.filter((at) => at >= start && at < start + MINUTE_MS - 0.001).length;
          assert.ok(inMinute <= requestsPerMinute, `${inMinute} of ${requestsPerMinute}`);
        }
      }),
    );
  });

  it('lets a quarter of them go at once, and is full again after a quiet minute', () => {
    let now = 0;
    const budget = new RequestBudget({ requestsPerMinute: 8, now: () => now });
    const waits = () => [budget.take(), budget.take(), budget.take()];
    assert.deepEqual(waits(), [0, 0, 10_000]);
    now += MINUTE_MS;
    assert.deepEqual(waits(), [0, 0, 10_000]);
  });

  it('lets none go while the platform wants to be left alone', () => {
    let now = 0;
    const budget = new RequestBudget({ requestsPerMinute: 8, now: () => now });
    budget.block(5000);
    budget.block(1000);
    now += 1000;
    assert.deepEqual([budget.take(), budget.blockedMs], [4000, 4000]);
    now += 4000;
    assert.deepEqual([budget.take(), budget.blockedMs], [0, 0]);
  });
});
