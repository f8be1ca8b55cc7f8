import { formatCursor } from '../../schemas/cursor.ts';
import type { BoardConfig, CommunityConfig } from '../../schemas/config.ts';
import type { BoardSummary, Leaderboard, LeaderboardEntry } from '../../schemas/leaderboard.ts';
import { competitionRanks } from '../../schemas/rank.ts';
import type { RankedMember, Reads, View } from '../store/store.ts';
import { rankingOf, type BoardSpan } from './board-span.ts';
import { markRef, readMark } from './marks.ts';
import type { Presentation } from './naming.ts';
import { presentMember, toInstant } from './present.ts';
import { boardPresentation, shownBoardReads, shownTop, shownTotal } from './shown-board.ts';

/** What a board's snapshot is made of. */
export function leaderboardReads(boardSpan: BoardSpan, community: CommunityConfig): Reads {
  return [() => ({ documents: [markRef(boardSpan)] }), ...shownBoardReads(boardSpan, community)];
}

/** The snapshot of a board, from a view that holds its reads. */
export function leaderboardOf(boardSpan: BoardSpan, community: CommunityConfig, view: View): Leaderboard {
  const { board, period, span } = boardSpan;
  const presentation = boardPresentation(boardSpan, community, view);
  const top = shownTop(boardSpan, presentation, view);
  const entries = entriesOf(boardSpan, top, competitionRanks(top), presentation, view);
  const ranking = rankingOf(boardSpan);
  return {
    ...summaryOf(board),
    period,
    periodKey: span.key,
    periodEndsAt: span.endsAt === null ? null : toInstant(span.endsAt),
    size: board.size,
    entries,
    total: shownTotal(ranking, view.total(ranking), presentation, view),
    viewer: null,
    updatedAt: entries.reduce<string | null>(latest, null),
    cursor: formatCursor(view.cursor),
  };
}

export function summaryOf({ slug, title, description, metric, defaultPeriod, periods }: BoardConfig): BoardSummary {
  return { slug, title, description, rankBy: metric, period: defaultPeriod, periods };
}

/** Rows with their ranks; a member who is gone, or not shown, is left out. */
export function entriesOf(
  boardSpan: BoardSpan,
  standings: readonly RankedMember[],
  ranks: readonly number[],
  presentation: Presentation,
  view: View,
): LeaderboardEntry[] {
  const mark = readMark(boardSpan, view);
  return standings.flatMap(({ member: id, score, tie }, index) => {
    const member = presentMember(id, presentation, view);
    const rank = ranks[index];
    if (member === undefined || rank === undefined) return [];
    return [{ rank, previousRank: mark.get(id) ?? null, member, score, reachedAt: toInstant(tie) }];
  });
}

function latest(sofar: string | null, { reachedAt }: LeaderboardEntry): string {
  return sofar === null || reachedAt > sofar ? reachedAt : sofar;
}
