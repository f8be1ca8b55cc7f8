import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { periodAt } from '../../../src/bridge/domain/periods.ts';
import type { Period } from '../../../src/schemas/period.ts';

const at = (text: string): number => Date.parse(text);

describe('periodAt', () => {
  const cases: readonly (readonly [Period, string, string, string, string | null, string | null])[] = [
    ['all-time', '2025-08-31T10:13:52.863Z', 'UTC', 'all-time', null, null],
    ['daily', '2025-08-31T10:13:52.863Z', 'UTC', '2025-08-31', '2025-08-31T00:00:00Z', '2025-09-01T00:00:00Z'],
    ['weekly', '2025-08-31T10:13:52.863Z', 'UTC', '2025-W35', '2025-08-25T00:00:00Z', '2025-09-01T00:00:00Z'],
    ['monthly', '2025-08-31T10:13:52.863Z', 'UTC', '2025-08', '2025-08-01T00:00:00Z', '2025-09-01T00:00:00Z'],
    ['yearly', '2025-08-31T10:13:52.863Z', 'UTC', '2025', '2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    // A moment belongs to another day, week and month elsewhere.
    ['daily', '2025-08-31T23:30:00Z', 'Asia/Tokyo', '2025-09-01', '2025-08-31T15:00:00Z', '2025-09-01T15:00:00Z'],
    ['monthly', '2025-08-31T23:30:00Z', 'Asia/Tokyo', '2025-09', '2025-08-31T15:00:00Z', '2025-09-30T15:00:00Z'],
    // The last days of December can belong to the first week of the next year, and the other way round.
    ['weekly', '2024-12-30T12:00:00Z', 'UTC', '2025-W01', '2024-12-30T00:00:00Z', '2025-01-06T00:00:00Z'],
    ['weekly', '2027-01-02T12:00:00Z', 'UTC', '2026-W53', '2026-12-28T00:00:00Z', '2027-01-04T00:00:00Z'],
    // Days of 23 and of 25 hours.
    ['daily', '2025-03-30T12:00:00Z', 'Europe/Berlin', '2025-03-30', '2025-03-29T23:00:00Z', '2025-03-30T22:00:00Z'],
    ['daily', '2025-10-26T12:00:00Z', 'Europe/Berlin', '2025-10-26', '2025-10-25T22:00:00Z', '2025-10-26T23:00:00Z'],
    // A zone where the clocks go forward at midnight: that day begins at one.
    ['daily', '2025-09-07T12:00:00Z', 'America/Santiago', '2025-09-07', '2025-09-07T04:00:00Z', '2025-09-08T03:00:00Z'],
  ];

  for (const [period, moment, timeZone, key, startsAt, endsAt] of cases) {
    it(`puts ${moment} into ${key} (${period}, ${timeZone})`, () => {
      assert.deepEqual(periodAt(period, at(moment), timeZone), {
        key,
        startsAt: startsAt === null ? null : at(startsAt),
        endsAt: endsAt === null ? null : at(endsAt),
      });
    });
  }

  it('gives a moment to one day only where the clocks go back past midnight', () => {
    const [zone, midnight] = ['America/St_Johns', at('2010-11-07T02:30:00Z')];
    const sunday = periodAt('daily', midnight + 12 * 3_600_000, zone);
    assert.deepEqual([sunday.key, sunday.startsAt], ['2010-11-07', midnight]);
    // A quarter past eleven on Saturday, for the second time: Sunday has begun before.
    assert.deepEqual(periodAt('daily', at('2010-11-07T02:45:00Z'), zone), sunday);
    assert.equal(periodAt('daily', midnight - 1, zone).endsAt, midnight);
  });

  it('answers the same whatever it was asked before', () => {
    const moment = fc.integer({ min: at('2009-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') });
    const asked = fc.record({
      period: fc.constantFrom<Period>('daily', 'weekly', 'monthly', 'yearly'),
      moment: fc.oneof(moment, fc.integer({ min: -3, max: 3 }).map((hours) => at('2010-11-07T02:30:00Z') + hours * 900_000)), // prettier-ignore
      zone: fc.constantFrom('UTC', 'America/St_Johns', 'Europe/Berlin', 'America/Santiago', 'Asia/Tokyo'),
    });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 12 }), (questions) => {
        const ask = ({ period, moment, zone }: (typeof questions)[number]) => periodAt(period, moment, zone);
        const forwards = questions.map(ask);
        const backwards = questions.toReversed().map(ask).toReversed();
        assert.deepEqual(backwards, forwards);
        for (const [index, { startsAt, endsAt }] of forwards.entries()) {
          const { moment = NaN } = questions[index] ?? {};
          assert.ok(startsAt !== null && endsAt !== null && startsAt <= moment && moment < endsAt);
        }
      }),
    );
  });

  it('counts the first moment of a day to it, and the last one too', () => {
    const { startsAt, endsAt } = periodAt('daily', at('2025-08-31T12:00:00Z'), 'Europe/Berlin');
    assert.ok(startsAt !== null && endsAt !== null);
    assert.equal(periodAt('daily', startsAt, 'Europe/Berlin').key, '2025-08-31');
    assert.equal(periodAt('daily', endsAt - 1, 'Europe/Berlin').key, '2025-08-31');
    assert.equal(periodAt('daily', endsAt, 'Europe/Berlin').key, '2025-09-01');
  });
});
