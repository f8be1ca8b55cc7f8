import { Temporal } from 'temporal-polyfill';

/** When a day that is written `2026-10-31` begins (epoch ms); undefined for anything else, and before 1970. */
export type DayStart = (date: string) => number | undefined;

/** Looks each day up once: a file names few, a hundred thousand times. */
export function dayStartIn(timeZone: string): DayStart {
  const known = new Map<string, number | undefined>();
  return (date) => {
    if (!known.has(date)) known.set(date, startOf(date, timeZone));
    return known.get(date);
  };
}

function startOf(date: string, timeZone: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  try {
    const { epochMilliseconds } = Temporal.PlainDate.from(date, { overflow: 'reject' }).toZonedDateTime(timeZone);
    return epochMilliseconds < 0 ? undefined : epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined; // There is no such day.
    throw error;
  }
}
