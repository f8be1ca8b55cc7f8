import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Standing, View, Work } from '../../store/store.ts';
import { botsQuery, readBots } from '../bots.ts';
import { rankingOf, runningSpans, type BoardSpan } from '../board-span.ts';
import { entering, leavingSlice } from '../erasure/erase-standings.ts';
import type { BoardChange, LogEntryBody } from '../log-entry.ts';
import { rankingBeside, standingIn, standingRefs, standingWrites } from '../standings.ts';
import type { Merge } from './merge.ts';

/** Adds up the scores of two members under the one that stays; reached when the later of the two was. */
export function mergeStandings(
  rankings: readonly string[],
  merge: Merge,
  community: CommunityConfig,
  now: number,
): Work<undefined> {
  const boards = [...new Set(rankings.map(rankingBeside))];
  const running = (view: View): BoardSpan[] =>
    runningSpans(community, now).filter((span) => held(boards, merge, view).includes(rankingOf(span)));
  return {
    reads: [
      () => ({
        ...botsQuery,
        standings: boards.flatMap((ranking) =>
          [merge.from, merge.into].flatMap((member) => standingRefs({ ranking, member })),
        ),
      }),
      (view) => ({
        totals: running(view).map(rankingOf),
        slices: running(view).map((span) => leavingSlice(span, community, view)),
      }),
    ],
    decide: (view) => {
      const theirs = held(boards, merge, view);
      if (theirs.length === 0) return { outcome: undefined };
      const changes = running(view).map((span) => changeOf(span, merge, community, view));
      const entry: LogEntryBody = { at: now, changes };
      const after = theirs.map((ranking) => ({ ranking, member: merge.into, ...sumOf(ranking, merge, view) }));
      const { standings, removed } = standingWrites(after, view);
      const gone = theirs.flatMap((ranking) => standingRefs({ ranking, member: merge.from }));
      const writes = { claims: [], documents: [], standings, removed: { standings: [...removed, ...gone] }, entry };
      return { outcome: undefined, writes };
    },
  };
}

/** The boards on which the member that goes has a standing, with points or without. */
function held(boards: readonly string[], { from }: Merge, view: View): string[] {
  return boards.filter((ranking) => standingIn(view, { ranking, member: from }) !== undefined);
}

function sumOf(ranking: string, { from, into }: Merge, view: View): Standing {
  const none = { score: 0, tie: 0 };
  const [one, other] = [from, into].map((member) => standingIn(view, { ranking, member }) ?? none);
  return { score: (one?.score ?? 0) + (other?.score ?? 0), tie: Math.max(one?.tie ?? 0, other?.tie ?? 0) };
}

function changeOf(span: BoardSpan, merge: Merge, community: CommunityConfig, view: View): BoardChange {
  const { from, into } = merge;
  const ranking = rankingOf(span);
  const { score, tie } = sumOf(ranking, merge, view);
  const others = entering(span, from, community, view).filter(({ member }) => member !== into);
  const before = [from, into].filter((member) => view.standing(ranking, member) !== undefined);
  // Who is one with a bot is not shown any more.
  const isOff = score === 0 || readBots(view).includes(into);
  return {
    type: 'board.changed',
    board: span.board.slug,
    period: span.period,
    periodKey: span.span.key,
    rows: [...(score === 0 ? [] : [{ member: into, score, reachedAt: tie }]), ...others],
    removed: isOff ? [from, into] : [from],
    total: view.total(ranking) - before.length + (score === 0 ? 0 : 1),
  };
}
