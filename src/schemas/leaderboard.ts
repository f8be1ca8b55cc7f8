import * as z from 'zod/mini';
import { cursorText } from './cursor-text.ts';
import { member } from './member.ts';
import { period, periodKey } from './period.ts';
import { atMost, displayName, identifier, instant, slug, wholeNumber } from './primitives.ts';

/** The most rows a board's snapshot holds; an element's `limit` only trims what it shows of them. */
export const MAX_BOARD_SIZE = 100;

/** Scores are whole numbers; a board of negative scores is allowed. */
export const score = wholeNumber();

/**
 * A member's standing, absolute: it replaces what was known of that member.
 * `reachedAt` breaks ties (the earlier, the higher): the latest time of a fact that changed the score.
 */
export const boardRow = z.object({ member, score, reachedAt: instant });

/** A row with the rank it had when the snapshot was made. `previousRank`: at the board's last mark, null when new. */
export const leaderboardEntry = z.object({
  ...boardRow.shape,
  rank: wholeNumber(1),
  previousRank: z.nullable(wholeNumber(1)),
});

/** What a board is, whoever stands on it. */
export const boardSummary = z.object({
  slug,
  title: displayName,
  description: z.string().check(atMost(500)),
  /** What the score counts. */
  rankBy: identifier,
  /** The default period. */
  period,
  periods: z.array(period).check(atMost(5)),
});

/** The caller's own place: known only with a token. `neighbours` stand next to it, the caller among them, in order. */
export const viewerStanding = z.object({
  /** Which of them the caller is. Left out by older bridges. */
  member: z.optional(identifier),
  rank: wholeNumber(1),
  score,
  neighbours: z.array(leaderboardEntry).check(atMost(21)),
});

/** `GET …/leaderboards/{slug}`: the top of one board in one period, true at `cursor`. */
export const leaderboard = z.object({
  ...boardSummary.shape,
  /** The period shown. */
  period,
  periodKey,
  /** When the period ends; null for `all-time`. */
  periodEndsAt: z.nullable(instant),
  /** How many rows a reader must keep to fold live events rightly. */
  size: wholeNumber(1),
  entries: z.array(leaderboardEntry).check(atMost(MAX_BOARD_SIZE)),
  /** Null for a caller without a token, or without a score. Left out by older bridges. */
  viewer: z.optional(z.nullable(viewerStanding)),
  /** How many members have a score. */
  total: wholeNumber(0),
  updatedAt: z.nullable(instant),
  cursor: cursorText,
});

export type BoardRow = z.infer<typeof boardRow>;
export type LeaderboardEntry = z.infer<typeof leaderboardEntry>;
export type BoardSummary = z.infer<typeof boardSummary>;
export type ViewerStanding = z.infer<typeof viewerStanding>;
export type Leaderboard = z.infer<typeof leaderboard>;
