import { leaderboard, type Leaderboard, type Period } from '../schemas/index.ts';
import type { Readable } from './bridge-reader.ts';

export interface LeaderboardQuery {
  readonly board: string;
  /** Default: the board's own. */
  readonly period?: Period | undefined;
  /** `me`: with the standing of the token's member. */
  readonly around?: 'me' | undefined;
}

/** The top of a board. */
export function leaderboardAt({ board, period, around }: LeaderboardQuery): Readable<Leaderboard> {
  return { path: `/leaderboards/${encodeURIComponent(board)}`, query: { period, around }, schema: leaderboard };
}
