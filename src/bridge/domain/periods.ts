import { Temporal } from 'temporal-polyfill';
import type { Period } from '../../schemas/period.ts';

/** One span of a board: which, and when it begins and ends (epoch ms, the end not included; null: never). */
export interface PeriodSpan {
  readonly key: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
}

type Recurring = Exclude<Period, 'all-time'>;

interface BoundedSpan extends PeriodSpan {
  readonly startsAt: number;
  readonly endsAt: number;
}

const allTime: PeriodSpan = { key: 'all-time', startsAt: null, endsAt: null };

/** The last answer for each period and time zone. Most moments are of now, and calendars are slow to ask. */
const lastSpans = new Map<string, BoundedSpan>();

/** The span of its kind that holds a moment, as days, ISO weeks, months and years run in that time zone. */
export function periodAt(period: Period, atMs: number, timeZone: string): PeriodSpan {
  if (period === 'all-time') return allTime;
  const place = `${period} ${timeZone}`;
  const last = lastSpans.get(place);
  if (last !== undefined && last.startsAt <= atMs && atMs < last.endsAt) return last;
  const span = findSpan(period, atMs, timeZone);
  lastSpans.set(place, span);
  return span;
}

function findSpan(period: Recurring, atMs: number, timeZone: string): BoundedSpan {
  const day = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();
  const span = spanOfDay(period, day);
  const bounded = boundsOf(span, timeZone);
  // Where clocks went back past midnight, the evening came a second time after the next day had begun.
  return atMs < bounded.endsAt ? bounded : boundsOf(spanOfDay(period, span.next), timeZone);
}

function boundsOf({ key, first, next }: DaySpan, timeZone: string): BoundedSpan {
  return { key, startsAt: startOfDay(first, timeZone), endsAt: startOfDay(next, timeZone) };
}

interface DaySpan {
  readonly key: string;
  readonly first: Temporal.PlainDate;
  readonly next: Temporal.PlainDate;
}

function spanOfDay(period: Recurring, day: Temporal.PlainDate): DaySpan {
  switch (period) {
    case 'daily':
      return { key: day.toString(), first: day, next: day.add({ days: 1 }) };
    case 'weekly': {
      const monday = day.subtract({ days: day.dayOfWeek - 1 });
      return { key: weekKey(day), first: monday, next: monday.add({ weeks: 1 }) };
    }
    case 'monthly': {
      const first = day.with({ day: 1 });
      return { key: day.toPlainYearMonth().toString(), first, next: first.add({ months: 1 }) };
    }
    case 'yearly': {
      const first = day.with({ month: 1, day: 1 });
      return { key: String(day.year), first, next: first.add({ years: 1 }) };
    }
    default:
      return period satisfies never;
  }
}

// The ISO calendar, which this always is, defines both fields.
function weekKey(day: Temporal.PlainDate): string {
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
}

// Not always midnight: some zones skip it when the clocks go forward.
function startOfDay(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime(timeZone).epochMilliseconds;
}
