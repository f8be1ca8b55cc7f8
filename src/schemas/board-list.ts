import * as z from 'zod/mini';
import { boardSummary } from './leaderboard.ts';
import { atMost } from './primitives.ts';

/** `GET …/leaderboards`: those that the caller may read. */
export const boardList = z.object({ boards: z.array(boardSummary).check(atMost(200)) });

export type BoardList = z.infer<typeof boardList>;
