import { Temporal } from 'temporal-polyfill';
import type { Period } from '../../schemas/period.ts';

/** Some moment within the span of that key (epoch ms); undefined for a key of no span, and for one that never ends. */
export function momentWithin(period: Period, key: string, timeZone: string): number | undefined {
  try {
    return dayWithin(period, key)?.toZonedDateTime({ timeZone, plainTime: '12:00' }).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** @throws {RangeError} for a key of no span */
function dayWithin(period: Period, key: string): Temporal.PlainDate | undefined {
  switch (period) {
    case 'all-time':
      return undefined;
    case 'daily':
      return Temporal.PlainDate.from(key);
    case 'weekly': {
      const [year, week] = key.split('-W').map(Number);
      // The fourth of January is always in the first week (ISO 8601).
      return Temporal.PlainDate.from({ year: year ?? NaN, month: 1, day: 4 }).add({ weeks: (week ?? NaN) - 1 });
    }
    case 'monthly':
      return Temporal.PlainDate.from(`${key}-15`);
    case 'yearly':
      return Temporal.PlainDate.from(`${key}-07-01`);
    default:
      return period satisfies never;
  }
}
