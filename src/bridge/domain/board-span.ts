import type { BoardConfig, CommunityConfig } from '../../schemas/config.ts';
import type { Period } from '../../schemas/period.ts';
import type { BoardReset } from './log-entry.ts';
import { periodAt, type PeriodSpan } from './periods.ts';
import { boardRanking, boardTimeZone } from './scoring.ts';

/** One board in the span of one period. */
export interface BoardSpan {
  readonly board: BoardConfig;
  readonly period: Period;
  readonly span: PeriodSpan;
}

/**
 * @param period the board's default when undefined
 * @returns the span that holds `now`; undefined when the community has no such board, or the board no such period
 */
export function findBoardSpan(
  community: CommunityConfig,
  slug: string,
  period: Period | undefined,
  now: number,
): BoardSpan | undefined {
  const board = community.boards.find((candidate) => candidate.slug === slug);
  const chosen = period ?? board?.defaultPeriod;
  if (board === undefined || chosen === undefined || !board.periods.includes(chosen)) return undefined;
  return { board, period: chosen, span: periodAt(chosen, now, boardTimeZone(board, community)) };
}

/** Every span of a community's boards that is running now. */
export function runningSpans(community: CommunityConfig, now: number): BoardSpan[] {
  return community.boards.flatMap((board) =>
    board.periods.flatMap((period) => findBoardSpan(community, board.slug, period, now) ?? []),
  );
}

export function rankingOf({ board, period, span }: BoardSpan): string {
  return boardRanking(board.slug, period, span.key);
}

/** Has the pages that show a board load it anew. */
export function resetOf({ board, period, span }: BoardSpan): BoardReset {
  return { type: 'board.reset', board: board.slug, period, periodKey: span.key };
}
