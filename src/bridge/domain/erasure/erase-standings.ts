import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Slice, View, Work } from '../../store/store.ts';
import { botsQuery } from '../bots.ts';
import { rankingOf, runningSpans, type BoardSpan } from '../board-span.ts';
import type { BoardChange, LogEntryBody } from '../log-entry.ts';
import { mostExcluded, namingRuleOf } from '../naming.ts';

/**
 * Takes a member off rankings. Boards that run are told, with the row that comes into the snapshot from below.
 * @returns from how many
 */
export function eraseStandings(
  rankings: readonly string[],
  member: string,
  community: CommunityConfig,
  now: number,
): Work<number> {
  const held = (view: View): string[] => rankings.filter((ranking) => view.standing(ranking, member) !== undefined);
  const running = (view: View): BoardSpan[] => {
    const theirs = new Set(held(view));
    return runningSpans(community, now).filter((span) => theirs.has(rankingOf(span)));
  };
  return {
    reads: [
      () => ({ ...botsQuery, standings: rankings.map((ranking) => ({ ranking, member })) }),
      (view) => ({
        totals: running(view).map(rankingOf),
        slices: running(view).map((span) => leavingSlice(span, community, view)),
      }),
    ],
    decide: (view) => {
      const standings = held(view).map((ranking) => ({ ranking, member }));
      if (standings.length === 0) return { outcome: 0 };
      const changes = running(view).map((span) => removalOf(span, member, community, view));
      const entry: LogEntryBody = { at: now, changes };
      const writes = { claims: [], documents: [], standings: [], removed: { standings }, entry };
      return { outcome: standings.length, writes };
    },
  };
}

function removalOf(span: BoardSpan, member: string, community: CommunityConfig, view: View): BoardChange {
  const ranking = rankingOf(span);
  const { board, period } = span;
  return {
    type: 'board.changed',
    board: board.slug,
    period,
    periodKey: span.span.key,
    rows: entering(span, member, community, view),
    removed: [member],
    total: view.total(ranking) - 1,
  };
}

/** What stands right below the snapshot comes into it when a member leaves; from a view that holds `leavingSlice`. */
export function entering(span: BoardSpan, member: string, community: CommunityConfig, view: View): BoardChange['rows'] {
  const top = view.slice(leavingSlice(span, community, view));
  const place = top.findIndex((row) => row.member === member);
  if (place === -1) return [];
  const rows = top.slice(span.board.size).filter((row) => row.member !== member);
  return rows.map(({ member: id, score, tie }) => ({ member: id, score, reachedAt: tie }));
}

/** The snapshot's rows, and those that may come into it; from a view that holds `botsQuery`. */
export function leavingSlice(span: BoardSpan, community: CommunityConfig, view: View): Slice {
  const passedOver = mostExcluded(namingRuleOf(span.board, community), view);
  return { ranking: rankingOf(span), limit: span.board.size + 1 + passedOver };
}
