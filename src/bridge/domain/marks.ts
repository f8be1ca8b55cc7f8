import type { CommunityConfig } from '../../schemas/config.ts';
import { competitionRanks } from '../../schemas/rank.ts';
import type { DocumentRef, View, Work } from '../store/store.ts';
import { rankingOf, type BoardSpan } from './board-span.ts';
import { collections, markDocument, readDocument } from './documents.ts';
import type { LogEntryBody } from './log-entry.ts';
import { periodAt } from './periods.ts';
import { boardTimeZone } from './scoring.ts';
import { boardPresentation, shownBoardReads, shownTop } from './shown-board.ts';

/** Marks note who stood where, so that a board can show who rose and who fell since. */

const HOUR_MS = 3_600_000;

/** When a board's last mark was due: the last midnight where the board is, or for a daily board the last full hour. */
export function markTime({ board, period }: BoardSpan, community: CommunityConfig, now: number): number {
  if (period === 'daily') return now - (now % HOUR_MS);
  return periodAt('daily', now, boardTimeZone(board, community)).startsAt ?? now;
}

/** The claim under which a mark is made once. */
export function markClaim(boardSpan: BoardSpan, dueAt: number): string {
  return `mark:${rankingOf(boardSpan)}:${dueAt}`;
}

/** Makes a mark. The outcome says whether it was made just now. */
export function makeMark(boardSpan: BoardSpan, community: CommunityConfig, dueAt: number): Work<boolean> {
  const claim = markClaim(boardSpan, dueAt);
  const entry: LogEntryBody = { at: dueAt, changes: [] };
  return {
    reads: [() => ({ claims: [claim] }), ...shownBoardReads(boardSpan, community)],
    decide: (view) => {
      if (view.isClaimed(claim)) return { outcome: false };
      const top = shownTop(boardSpan, boardPresentation(boardSpan, community, view), view);
      const ranks = competitionRanks(top);
      const value = { ranks: Object.fromEntries(top.map(({ member }, index) => [member, ranks[index] ?? index + 1])) };
      return {
        outcome: true,
        writes: { claims: [claim], documents: [{ ...markRef(boardSpan), value }], standings: [], entry },
      };
    },
  };
}

export function markRef(boardSpan: BoardSpan): DocumentRef {
  return { collection: collections.marks, key: rankingOf(boardSpan) };
}

/** The rank of each member at the board's last mark, from a view that holds the mark's document. */
export function readMark(boardSpan: BoardSpan, view: View): ReadonlyMap<string, number> {
  const mark = readDocument(view, markDocument, collections.marks, rankingOf(boardSpan));
  return new Map(Object.entries(mark?.ranks ?? {}));
}
