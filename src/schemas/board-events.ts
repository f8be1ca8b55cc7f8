import * as z from 'zod/mini';
import { eventPlace, type Named } from './event-place.ts';
import { boardRow } from './leaderboard.ts';
import { period, periodKey } from './period.ts';
import { atMost, identifier, slug, wholeNumber } from './primitives.ts';

const board = { ...eventPlace, board: slug, period, periodKey };

/** What a topic `board/…` tells. */
export const boardEvents = {
  /** Absolute rows to put in place, members to take out, and how many members now have a score. */
  'board.changed': z.object({
    ...board,
    /** The rows that changed, and the row that enters at the board's `size` when one above it fell. */
    rows: z.array(boardRow).check(atMost(10_000)),
    removed: z.array(identifier).check(atMost(10_000)),
    total: wholeNumber(0),
  }),
  /** The period ended, or more became different than rows could tell, as by a merge or a recount: a new snapshot is needed. */
  'board.reset': z.object(board),
} as const;

export type BoardEvent = Named<typeof boardEvents>;
export type BoardChanged = Extract<BoardEvent, { name: 'board.changed' }>;
export type BoardReset = Extract<BoardEvent, { name: 'board.reset' }>;
