/** Making an Intl object costs far more than using it. */
function cached<Format>(create: (locale: string) => Format): (locale: string) => Format {
  const formats = new Map<string, Format>();
  return (locale) => {
    const known = formats.get(locale);
    if (known) return known;
    const created = create(locale);
    formats.set(locale, created);
    return created;
  };
}

const wholeNumbers = cached((locale) => new Intl.NumberFormat(locale));
const compactNumbers = cached(
  (locale) => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
);
const instants = cached((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));
const dates = cached((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));
const days = cached((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }));
const times = cached((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
const relatives = cached((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

/** A whole number with the locale's digits and grouping. */
export function formatNumber(locale: string, value: number): string {
  return wholeNumbers(locale).format(value);
}

/** A number in few characters: 1.3M. Below 10,000 it is whole. */
export function formatCompact(locale: string, value: number): string {
  return Math.abs(value) < 10_000 ? formatNumber(locale, value) : compactNumbers(locale).format(value);
}

/** Day and time in the reader's time zone. @param instant ISO 8601 */
export function formatInstant(locale: string, instant: string): string {
  return instants(locale).format(new Date(instant));
}

/** The day in the reader's time zone, in few characters. @param instant ISO 8601 */
export function formatDate(locale: string, instant: string): string {
  return dates(locale).format(new Date(instant));
}

/** The day in the reader's time zone. @param instant ISO 8601 */
export function formatDay(locale: string, instant: string): string {
  return days(locale).format(new Date(instant));
}

/** The time of day in the reader's time zone. @param instant epoch milliseconds, or ISO 8601 */
export function formatTime(locale: string, instant: number | string): string {
  return times(locale).format(new Date(instant));
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/**
 * How far an instant is from now in its largest whole unit: "in 3 days", "5 minutes ago"; "now" within a minute.
 * @param instant ISO 8601 @param now epoch milliseconds
 */
export function formatRelative(locale: string, instant: string, now: number): string {
  const distance = Date.parse(instant) - now;
  const [unit, length] = units.find(([, each]) => Math.abs(distance) >= each) ?? (['second', Infinity] as const);
  return relatives(locale).format(Math.trunc(distance / length), unit);
}

/** Whole days from one to the other in the reader's time zone, as "today" and "yesterday" where there is a word for it. */
export function formatDayDistance(locale: string, days: number): string {
  return relatives(locale).format(days, 'day');
}
