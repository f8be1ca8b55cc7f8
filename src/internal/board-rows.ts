import type { Leaderboard, LeaderboardEntry } from '../schemas/leaderboard.ts';

/** On each side of a viewer who does not stand among the top. */
const NEIGHBOURS = 1;

/** The room that takes, in rows: the gap above it is half a row high. */
export const PINNED_LINES = 2 * NEIGHBOURS + 1.5;

/** A number stands for that many members who are not shown. */
export type RowItem = LeaderboardEntry | number;

/** The viewer's own row: as the live board has it, or else as it was loaded, unless others stand in that place by now. */
export function ownEntry({ entries, viewer, total }: Leaderboard): LeaderboardEntry | undefined {
  const last = entries.at(-1);
  const isOwn = ({ member }: LeaderboardEntry): boolean => member.id === viewer?.member;
  const isBelow = ({ rank, score }: LeaderboardEntry): boolean =>
    last !== undefined && total > entries.length && (rank > last.rank || (rank === last.rank && score === last.score));
  return entries.find(isOwn) ?? viewer?.neighbours.find((entry) => isOwn(entry) && isBelow(entry));
}

/**
 * What is shown of a board, in order: the top, and where the viewer stands below it their row with its neighbours.
 * @param limit how many of the top @param isPinning whether the viewer's place is shown, too
 */
export function boardRows(board: Leaderboard, limit: number, isPinning: boolean): readonly RowItem[] {
  const { entries, viewer } = board;
  const top = entries.slice(0, limit);
  const own = isPinning ? ownEntry(board) : undefined;
  if (!own || top.includes(own)) return top;
  // Whom the live board holds stands where that says, and nowhere else.
  const isListed = entries.includes(own);
  const [list, others] = isListed ? [entries, top] : [viewer?.neighbours ?? [], entries];
  const known = new Set(others.map(({ member }) => member.id));
  const at = list.indexOf(own);
  const around = list.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1);
  const pinned = around.filter(({ member }) => !known.has(member.id));
  const [first = own] = pinned;
  // Where the list has them, their place says more than their rank, which they may share.
  const skipped = (isListed ? entries.indexOf(first) : first.rank - 1) - top.length;
  return skipped > 0 ? [...top, skipped, ...pinned] : [...top, ...pinned];
}
