import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dayAt, longestRun, startOfDay, withRun, type DayRun } from '../../../src/bridge/domain/badges/active-days.ts';

function runsOf(days: readonly number[]): DayRun[] {
  return days.reduce<DayRun[]>((runs, day) => withRun(runs, [day, day]), []);
}

describe('withRun', () => {
  it('joins runs that touch, and keeps apart those with a gap', () => {
    assert.deepEqual(runsOf([5, 7, 6, 9, 1, 7]), [
      [1, 1],
      [5, 7],
      [9, 9],
    ]);
    assert.deepEqual(withRun(runsOf([1, 5, 9]), [2, 8]), [[1, 9]]);
  });

  it('holds the same days as a set does, in order, with gaps between, in whichever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 })), (days) => {
        const runs = runsOf(days);
        const held = runs.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index),
        );
        assert.deepEqual(
          held,
          [...new Set(days)].sort((a, b) => a - b),
        );
        runs.slice(1).forEach(([first], index) => assert.ok(first > runs[index]![1] + 1));
      }),
    );
  });
});

describe('longestRun', () => {
  it('is 0 without any, else the days of the longest', () => {
    assert.equal(longestRun([]), 0);
    assert.equal(longestRun(runsOf([1, 2, 4, 5, 6, 9])), 3);
  });
});

describe('dayAt', () => {
  it('is the day where the community is, and startOfDay its beginning', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_800_000 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kathmandu'),
        (at, zone) => {
          const day = dayAt(at, zone);
          assert.ok(startOfDay(day, zone) <= at && at < startOfDay(day + 1, zone));
        },
      ),
    );
  });
});
