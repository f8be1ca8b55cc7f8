import type { Leaderboard, LeaderboardEntry } from '../schemas/leaderboard.ts';

/** On each side of a viewer who does not stand among the top. */
const NEIGHBOURS = 1;

/** The room that takes, in rows: the gap above it is half a row high. */
export const PINNED_LINES = 2 * NEIGHBOURS + 1.5;

export interface BoardRows {
  readonly top: readonly LeaderboardEntry[];
  /** The viewer with their neighbours, where they stand below the top. */
  readonly pinned: readonly LeaderboardEntry[];
  /** How many members stand between the two. */
  readonly skipped: number;
}

/** The viewer's own row: as the live board has it, or else as it was loaded. */
export function ownEntry({ entries, viewer }: Leaderboard): LeaderboardEntry | undefined {
  const isOwn = ({ member }: LeaderboardEntry): boolean => member.id === viewer?.member;
  return entries.find(isOwn) ?? viewer?.neighbours.find(isOwn);
}

/** Which rows of a board are shown. @param limit how many of the top @param isPinning whether the viewer's place is, too */
export function boardRows(board: Leaderboard, limit: number, isPinning: boolean): BoardRows {
  const { entries, viewer } = board;
  const top = entries.slice(0, limit);
  const own = isPinning ? ownEntry(board) : undefined;
  if (!own || top.includes(own)) return { top, pinned: [], skipped: 0 };
  const list = entries.includes(own) ? entries : (viewer?.neighbours ?? []);
  const at = list.indexOf(own);
  const known = new Set(top.map(({ member }) => member.id));
  const pinned = list
    .slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1)
    .filter(({ member }) => !known.has(member.id));
  return { top, pinned, skipped: Math.max(0, membersAbove(entries, pinned) - top.length) };
}

/** Where the list has it, its place says more than its rank, which it may share. */
function membersAbove(entries: readonly LeaderboardEntry[], [first]: readonly LeaderboardEntry[]): number {
  if (!first) return 0;
  const place = entries.indexOf(first);
  return place < 0 ? first.rank - 1 : place;
}
