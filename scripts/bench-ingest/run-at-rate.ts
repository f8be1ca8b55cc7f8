import { setTimeout } from 'node:timers/promises';

/** In milliseconds, one of each for each piece of work. */
export interface Durations {
  /** From its beginning to its end. */
  readonly taken: number[];
  /** From when it was due to its end: with what it had to wait for others, and for what is done between them. */
  readonly waited: number[];
}

/** Begins so many pieces of work a second, one after the other, whether the last ones were in time or not. */
export async function runAtRate(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  work: () => Promise<unknown>,
): Promise<Durations> {
  const durations: Durations = { taken: [], waited: [] };
  const start = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = start + (index * 1000) / perSecond;
    while (performance.now() < due) await setTimeout(1);
    const begun = performance.now();
    await work();
    const ended = performance.now();
    durations.taken.push(ended - begun);
    durations.waited.push(ended - due);
  }
  return durations;
}
