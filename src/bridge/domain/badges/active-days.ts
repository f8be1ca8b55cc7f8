import { Temporal } from 'temporal-polyfill';

/** Days in a row, the first and the last of them, each counted from 1970-01-01 where the community is. */
export type DayRun = readonly [first: number, last: number];

const dayZero = Temporal.PlainDate.from('1970-01-01');

/** The day that holds a moment. */
export function dayAt(atMs: number, timeZone: string): number {
  const day = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();
  return dayZero.until(day).days;
}

/** When a day begins (epoch ms). */
export function startOfDay(day: number, timeZone: string): number {
  return dayZero.add({ days: day }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The runs with another one, joined where they touch: the same in whichever order runs come. */
export function withRun(runs: readonly DayRun[], [first, last]: DayRun): DayRun[] {
  const before = runs.filter((run) => run[1] < first - 1);
  const after = runs.filter((run) => run[0] > last + 1);
  const touched = runs.slice(before.length, runs.length - after.length);
  const joined: DayRun = [
    Math.min(first, ...touched.map((run) => run[0])),
    Math.max(last, ...touched.map((run) => run[1])),
  ];
  return [...before, joined, ...after];
}

export function lengthOf([first, last]: DayRun): number {
  return last - first + 1;
}

/** How many days the longest run has; 0 without any. */
export function longestRun(runs: readonly DayRun[]): number {
  return Math.max(0, ...runs.map(lengthOf));
}
