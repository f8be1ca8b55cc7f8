import type { BoardRow } from './leaderboard.ts';

/**
 * The one rule of ranking, for the bridge's snapshots and the browser's folding alike: score falling, then `reachedAt`
 * rising, then member id rising. Instants of one form compare as text.
 */
export function compareRows(a: BoardRow, b: BoardRow): number {
  if (a.score !== b.score) return b.score - a.score;
  return compareText(a.reachedAt, b.reachedAt) || compareText(a.member.id, b.member.id);
}

/** Competition ranks for rows already in order: equal scores share a rank, the next one counts on (1 2 2 4). */
export function competitionRanks(rows: readonly Pick<BoardRow, 'score'>[]): number[] {
  const ranks: number[] = [];
  for (const [index, { score }] of rows.entries()) {
    const isTied = index > 0 && rows[index - 1]?.score === score;
    ranks.push(isTied ? (ranks[index - 1] ?? 1) : index + 1);
  }
  return ranks;
}

/** The order of code units, the same wherever it is asked for. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
