import type { BoardConfig, CommunityConfig } from '../../schemas/config.ts';
import type { RankedMember, Reads, View, Work } from '../store/store.ts';
import { enteringRows, topSlice, type TopSlice } from './board-writes.ts';
import { botsQuery } from './bots.ts';
import { identityKey, identityRef, resolveIdentity } from './identity.ts';
import type { BoardChange, LogEntryBody } from './log-entry.ts';
import { boardRanking, isPlatformBoard, type PlatformBoard } from './scoring.ts';
import { standingIn, standingRefs, standingWrites, type StandingWrite } from './standings.ts';

/** The platform's own counts of a person; what is not told stays as it was. */
export interface PlatformScore {
  readonly externalId: string;
  readonly xp?: number;
  readonly coins?: number;
}

/**
 * Sets the scores of members on the boards that count the platform's `xp` or `coins`. They are set and never added to, so
 * such a board has no other period than all time. People no fact has named yet are passed over; of somebody who is listed
 * twice the last count stands.
 * @param at when the counts were read, epoch ms
 */
export function setScores(scores: readonly PlatformScore[], community: CommunityConfig, at: number): Work<boolean> {
  const boards = community.boards.filter(isPlatformBoard);
  return {
    reads: scoreReads(scores, boards, community),
    decide: (view) => {
      const changes = boards.map((board) => ({ board, standings: changedStandings(board, scores, view, at) }));
      const standings = changes.flatMap((change) => change.standings);
      if (standings.length === 0) return { outcome: false };
      const told = changes.flatMap((change) =>
        changeOf(change.board, change.standings, topOf(change.board, scores, community, view), view),
      );
      const entry: LogEntryBody = { at, changes: told };
      const { removed, ...placed } = standingWrites(standings, view);
      return {
        outcome: true,
        writes: { claims: [], documents: [], ...placed, removed: { standings: removed }, entry },
      };
    },
  };
}

function scoreReads(
  scores: readonly PlatformScore[],
  boards: readonly PlatformBoard[],
  community: CommunityConfig,
): Reads {
  return [
    () => botsQuery,
    () => ({ documents: scores.map(({ externalId }) => identityRef(identityKey('returning', externalId))) }),
    (view) => ({
      standings: boards.flatMap((board) =>
        scores.flatMap(({ externalId }) => {
          const member = resolveIdentity(view, identityKey('returning', externalId));
          return member === undefined ? [] : standingRefs({ ranking: rankingOf(board), member });
        }),
      ),
      totals: boards.map(rankingOf),
      slices: boards.map((board) => topOf(board, scores, community, view).slice),
    }),
  ];
}

function changedStandings(
  board: PlatformBoard,
  scores: readonly PlatformScore[],
  view: View,
  at: number,
): StandingWrite[] {
  const ranking = rankingOf(board);
  // By member: the platform may list somebody twice, or by two ids that are one member's here.
  const counts = new Map<string, number>();
  for (const score of scores) {
    const count = score[board.metric];
    const member = resolveIdentity(view, identityKey('returning', score.externalId));
    if (count !== undefined && member !== undefined) counts.set(member, count);
  }
  return [...counts]
    .filter(([member, count]) => standingIn(view, { ranking, member })?.score !== count)
    .map(([member, score]) => ({ ranking, member, score, tie: at }));
}

function changeOf(board: PlatformBoard, standings: readonly StandingWrite[], top: TopSlice, view: View): BoardChange[] {
  const ranking = rankingOf(board);
  const isOn = (member: string): boolean => view.standing(ranking, member) !== undefined;
  const changed = standings.filter(({ score }) => score !== 0);
  const removed = standings.filter(({ score, member }) => score === 0 && isOn(member)).map(({ member }) => member);
  if (changed.length + removed.length === 0) return [];
  const entering = enteringRows(top, { changed, left: removed }, view);
  const added = changed.filter(({ member }) => !isOn(member)).length;
  const rows: readonly RankedMember[] = [...changed, ...entering];
  return [
    {
      type: 'board.changed',
      board: board.slug,
      period: 'all-time',
      periodKey: 'all-time',
      rows: rows.map(({ member, score, tie }) => ({ member, score, reachedAt: tie })),
      removed,
      total: view.total(ranking) + added - removed.length,
    },
  ];
}

function topOf(
  board: PlatformBoard,
  { length }: readonly PlatformScore[],
  community: CommunityConfig,
  view: View,
): TopSlice {
  return topSlice({ ranking: rankingOf(board), board: board.slug }, community, length, view);
}

function rankingOf({ slug }: BoardConfig): string {
  return boardRanking(slug, 'all-time', 'all-time');
}
