import type { DataEvent } from '../../schemas/live-event.ts';

/** As far as it decides what a reader is told of a topic they may read. */
export interface Reader {
  /** The boards of which they may be told how they stand on them. */
  readonly boards: ReadonlySet<string>;
}

/** Events as a reader may know them: of their own standing, only on boards they may see. */
export function eventsFor(events: readonly DataEvent[], { boards }: Reader): DataEvent[] {
  return events.flatMap((event): DataEvent[] => {
    if (event.name !== 'standing.changed') return [event];
    const standings = event.standings.filter(({ board }) => boards.has(board));
    return standings.length === 0 ? [] : [{ ...event, standings }];
  });
}

/** The readers of a topic by what they are told of these events, all of that topic. */
export function audiences<Each extends Reader>(
  events: readonly DataEvent[],
  readers: Iterable<Each>,
): (readonly [told: readonly DataEvent[], readers: readonly Each[]])[] {
  const all = [...readers];
  if (!events.some(({ name }) => name === 'standing.changed')) return [[events, all]];
  // A member has few streams, and each may be of another page.
  return all.map((reader) => [eventsFor(events, reader), [reader]] as const);
}
