import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RequestBudget } from '../../../src/bridge/upstream/request-budget.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const MINUTE_MS = 60_000;

interface Happening {
  readonly pauseMs: number;
  /** Undefined for a request, else the platform asks to be left alone so long. */
  readonly blockMs: number | undefined;
}

interface Sent {
  readonly index: number;
  readonly at: number;
}

/** Each request once it went, by callers that wait as long as they are told, and look again then. */
function sentAfter(requestsPerMinute: number, happenings: readonly Happening[]): Sent[] {
  const clock = new FakeClock();
  const budget = new RequestBudget({ requestsPerMinute, now: () => clock.now() });
  const sent: Sent[] = [];
  const go = (index: number, place: number): void => {
    const waitMs = budget.waitMsOf(place);
    if (waitMs > 0) clock.after(waitMs, () => go(index, place));
    else sent.push({ index, at: clock.now() });
  };
  for (const [index, { pauseMs, blockMs }] of happenings.entries()) {
    clock.advance(pauseMs);
    if (blockMs === undefined) go(index, budget.take());
    else budget.block(blockMs);
  }
  for (let [next] = clock.dueInMs; next !== undefined; [next] = clock.dueInMs) clock.advance(next);
  return sent;
}

describe('a budget of requests a minute', () => {
  it('lets no minute see more requests than that, wherever it begins and whenever the platform wants to be left alone, and none go before an earlier one', () => {
    const pauseMs = fc.oneof(fc.constant(0), fc.nat({ max: 20_000 }));
    const blockMs = fc.option(fc.nat({ max: 2 * MINUTE_MS }), { nil: undefined, freq: 9 });
    const happenings = fc.array(fc.record({ pauseMs, blockMs }), { maxLength: 100 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), happenings, (requestsPerMinute, all) => {
        const sent = sentAfter(requestsPerMinute, all);
        assert.equal(sent.length, all.filter((each) => each.blockMs === undefined).length);
        assert.deepEqual(
          sent,
          sent.toSorted((a, b) => a.index - b.index),
        );
        for (const { at: start } of sent) {
          const inMinute = sent.filter(({ at }) => at >= start && at < start + MINUTE_MS).length;
          assert.ok(inMinute <= requestsPerMinute, `${inMinute} of ${requestsPerMinute}`);
        }
      }),
    );
  });

  it('lets a quarter of them go at once, and is full again after a quiet minute', () => {
    let now = 0;
    const budget = new RequestBudget({ requestsPerMinute: 8, now: () => now });
    const waits = () => Array.from({ length: 3 }, () => budget.waitMsOf(budget.take()));
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
    assert.deepEqual([budget.waitMsOf(budget.take()), budget.nextWaitMs, budget.blockedMs], [4000, 4000, 4000]);
    now += 4000;
    assert.deepEqual([budget.waitMsOf(budget.take()), budget.blockedMs], [0, 0]);
  });

  it('is not filled meanwhile, and who waits already waits as much longer', () => {
    let now = 0;
    const budget = new RequestBudget({ requestsPerMinute: 8, now: () => now });
    const places = Array.from({ length: 4 }, () => budget.take());
    now += 1000;
    budget.block(30_000);
    const waits = () => places.map((place) => budget.waitMsOf(place));
    assert.deepEqual([waits(), budget.nextWaitMs], [[30_000, 30_000, 39_000, 49_000], 59_000]);
    now += 35_000;
    assert.deepEqual([waits(), budget.nextWaitMs], [[0, 0, 4000, 14_000], 24_000]);
  });
});
