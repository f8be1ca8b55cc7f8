import {
  boardEvents,
  compareRows,
  competitionRanks,
  type BoardChanged,
  type BoardEvent,
  type Leaderboard,
  type LeaderboardEntry,
} from '../schemas/index.ts';
import { advanceCursor } from './cursor-order.ts';
import { foldOf } from './fold.ts';

/**
 * A board after an event. Rows are absolute, so events may be merged or repeated; what the board already includes is
 * ignored. `needs-snapshot`: the period changed, or the board was counted anew, and no event tells the rows.
 */
export const foldLeaderboard = foldOf(boardEvents, boardAfter);

function boardAfter(state: Leaderboard, event: BoardEvent): Leaderboard | 'needs-snapshot' {
  if (event.name === 'board.reset' || event.periodKey > state.periodKey) return 'needs-snapshot';
  const cursor = advanceCursor(state.cursor, event.seq);
  // A late fact changed a period that is over. Keys of one kind sort in the order of time.
  if (event.periodKey < state.periodKey) return { ...state, cursor };
  const entries = rankEntries(mergeRows(state.entries, event), state.size);
  return { ...state, entries, total: event.total, updatedAt: latestIn(entries), cursor };
}

type UnrankedEntry = LeaderboardEntry | (Omit<LeaderboardEntry, 'rank'> & { readonly rank?: undefined });

function mergeRows(entries: readonly LeaderboardEntry[], { rows, removed }: BoardChanged): UnrankedEntry[] {
  const merged = new Map<string, UnrankedEntry>(entries.map((entry) => [entry.member.id, entry]));
  for (const row of rows) {
    merged.set(row.member.id, { ...row, previousRank: merged.get(row.member.id)?.previousRank ?? null });
  }
  for (const id of removed) merged.delete(id);
  return [...merged.values()];
}

function rankEntries(entries: readonly UnrankedEntry[], size: number): LeaderboardEntry[] {
  const top = entries.toSorted(compareRows).slice(0, size);
  const ranks = competitionRanks(top);
  return top.map((entry, index) => withRank(entry, ranks[index] ?? index + 1));
}

/** What did not change stays the same object, by which a reader knows it. */
function withRank(entry: UnrankedEntry, rank: number): LeaderboardEntry {
  return entry.rank === rank ? entry : { ...entry, rank };
}

/** Instants of one form sort as text. */
function latestIn(entries: readonly LeaderboardEntry[]): string | null {
  const instants = entries.map(({ reachedAt }) => reachedAt);
  return instants.sort().at(-1) ?? null;
}
