import type { CommunityConfig } from '../../schemas/config.ts';
import type { RankedMember, Reads, Slice, View } from '../store/store.ts';
import { rankingOf, type BoardSpan } from './board-span.ts';
import { collections } from './documents.ts';
import { exclusionQuery, namingRuleOf, presentationOf, type Presentation } from './naming.ts';

/** A board as readers may see it: excluded members take no rank in it, and are not counted. */

export function shownBoardReads(boardSpan: BoardSpan, community: CommunityConfig): Reads {
  const ranking = rankingOf(boardSpan);
  return [
    () => exclusionQuery(namingRuleOf(boardSpan.board, community).excluded),
    (view) => {
      const { excluded } = boardPresentation(boardSpan, community, view);
      return {
        slices: [topSlice(boardSpan, excluded.size)],
        totals: [ranking],
        standings: [...excluded].map((member) => ({ ranking, member })),
      };
    },
  ];
}

export function boardPresentation({ board }: BoardSpan, community: CommunityConfig, view: View): Presentation {
  return presentationOf(namingRuleOf(board, community), view);
}

/** The rows of the snapshot, in order. */
export function shownTop(boardSpan: BoardSpan, { excluded }: Presentation, view: View): readonly RankedMember[] {
  return view
    .slice(topSlice(boardSpan, excluded.size))
    .filter(({ member }) => !excluded.has(member))
    .slice(0, boardSpan.board.size);
}

/** How many members have a score. */
export function shownTotal(ranking: string, total: number, { excluded }: Presentation, view: View): number {
  return total - [...excluded].filter((member) => view.standing(ranking, member) !== undefined).length;
}

/** How many excluded members have a higher score than this one. */
export function hiddenAbove(ranking: string, score: number, { excluded }: Presentation, view: View): number {
  return [...excluded].filter((member) => (view.standing(ranking, member)?.score ?? -Infinity) > score).length;
}

function topSlice(boardSpan: BoardSpan, hidden: number): Slice {
  const { board } = boardSpan;
  return { ranking: rankingOf(boardSpan), limit: board.size + hidden, join: collections.members };
}
