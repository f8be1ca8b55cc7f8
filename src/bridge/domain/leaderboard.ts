import { formatCursor } from '../../schemas/cursor.ts';
import type { BoardConfig, CommunityConfig } from '../../schemas/config.ts';
import type { BoardSummary, Leaderboard, LeaderboardEntry } from '../../schemas/leaderboard.ts';
import type { Period } from '../../schemas/period.ts';
import { competitionRanks } from '../../schemas/rank.ts';
import type { RankedMember, Reads, Slice, View } from '../store/store.ts';
import { collections } from './documents.ts';
import { readMember } from './people.ts';
import { periodAt, type PeriodSpan } from './periods.ts';
import { presentMember, toInstant } from './present.ts';
import { boardRanking, boardTimeZone } from './scoring.ts';

/** One board in the span of one period that is running now. */
export interface BoardSpan {
  readonly board: BoardConfig;
  readonly period: Period;
  readonly span: PeriodSpan;
}

/** @param period the board's default when undefined
 *  @returns undefined when the community has no such board, or the board no such period */
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

/** What a board's snapshot is made of. */
export function leaderboardReads(boardSpan: BoardSpan): Reads {
  return [() => ({ slices: [topSlice(boardSpan)], totals: [rankingOf(boardSpan)] })];
}

/** The snapshot of a board, from a view that holds its reads. */
export function leaderboardOf(boardSpan: BoardSpan, view: View): Leaderboard {
  const { board, period, span } = boardSpan;
  const entries = entriesOf(view.slice(topSlice(boardSpan)), view);
  return {
    ...summaryOf(board),
    period,
    periodKey: span.key,
    periodEndsAt: span.endsAt === null ? null : toInstant(span.endsAt),
    size: board.size,
    entries,
    total: view.total(rankingOf(boardSpan)),
    updatedAt: entries.reduce<string | null>(latest, null),
    cursor: formatCursor(view.cursor),
  };
}

export function summaryOf({ slug, title, description, metric, defaultPeriod, periods }: BoardConfig): BoardSummary {
  return { slug, title, description, rankBy: metric, period: defaultPeriod, periods };
}

function entriesOf(standings: readonly RankedMember[], view: View): LeaderboardEntry[] {
  const ranks = competitionRanks(standings);
  return standings.flatMap(({ member, score, tie }, index) => {
    const known = readMember(view, member);
    const rank = ranks[index];
    if (known === undefined || rank === undefined) return [];
    return [{ rank, previousRank: null, member: presentMember(known), score, reachedAt: toInstant(tie) }];
  });
}

function latest(sofar: string | null, { reachedAt }: LeaderboardEntry): string {
  return sofar === null || reachedAt > sofar ? reachedAt : sofar;
}

function topSlice(boardSpan: BoardSpan): Slice {
  return { ranking: rankingOf(boardSpan), limit: boardSpan.board.size, join: collections.members };
}

function rankingOf({ board, period, span }: BoardSpan): string {
  return boardRanking(board.slug, period, span.key);
}
