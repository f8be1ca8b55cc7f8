import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Standing, View, Work } from '../../store/store.ts';
import { botsQuery, readBots } from '../bots.ts';
import { rankingOf, runningSpans, type BoardSpan } from '../board-span.ts';
import { entering, leavingSlice } from '../erasure/erase-standings.ts';
import type { BoardChange, LogEntryBody } from '../log-entry.ts';
import type { Merge } from './begin-merge.ts';

/** Adds up the scores of two members under the one that stays; reached when the later of the two was. */
export function mergeStandings(
  rankings: readonly string[],
  merge: Merge,
  community: CommunityConfig,
  now: number,
): Work<undefined> {
  const { from, into } = merge;
  const held = (view: View): string[] => rankings.filter((ranking) => view.standing(ranking, from) !== undefined);
  const running = (view: View): BoardSpan[] =>
    runningSpans(community, now).filter((span) => held(view).includes(rankingOf(span)));
  return {
    reads: [
      () => ({
        ...botsQuery,
        standings: rankings.flatMap((ranking) => [from, into].map((member) => ({ ranking, member }))),
      }),
      (view) => ({
        totals: running(view).map(rankingOf),
        slices: running(view).map((span) => leavingSlice(span, community, view)),
      }),
    ],
    decide: (view) => {
      const theirs = held(view);
      if (theirs.length === 0) return { outcome: undefined };
      const entry: LogEntryBody = {
        at: now,
        changes: running(view).map((span) => changeOf(span, merge, community, view)),
      };
      const standings = theirs.map((ranking) => ({ ranking, member: into, ...sumOf(ranking, merge, view) }));
      const removed = { standings: theirs.map((ranking) => ({ ranking, member: from })) };
      return { outcome: undefined, writes: { claims: [], documents: [], standings, removed, entry } };
    },
  };
}

function sumOf(ranking: string, { from, into }: Merge, view: View): Standing {
  const none = { score: 0, tie: 0 };
  const [one, other] = [view.standing(ranking, from) ?? none, view.standing(ranking, into) ?? none];
  return { score: one.score + other.score, tie: Math.max(one.tie, other.tie) };
}

function changeOf(span: BoardSpan, merge: Merge, community: CommunityConfig, view: View): BoardChange {
  const { from, into } = merge;
  const ranking = rankingOf(span);
  const { score, tie } = sumOf(ranking, merge, view);
  const others = entering(span, from, community, view).filter(({ member }) => member !== into);
  return {
    type: 'board.changed',
    board: span.board.slug,
    period: span.period,
    periodKey: span.span.key,
    rows: [{ member: into, score, reachedAt: tie }, ...others],
    // Who is one with a bot is not shown any more.
    removed: readBots(view).includes(into) ? [from, into] : [from],
    total: view.total(ranking) - (view.standing(ranking, into) === undefined ? 0 : 1),
  };
}
