import type { RowOptions } from '../../src/elements/leaderboard/row-view.ts';
import { leaderboardEnglish } from '../../src/internal/strings/en.ts';
import type { LeaderboardEntry } from '../../src/schemas/leaderboard.ts';

export const ROWS = 1000;
/** The row whose score each update changes. */
export const CHANGED = 500;

/** Some rose, some fell, some are new. */
export const rows: readonly LeaderboardEntry[] = Array.from({ length: ROWS }, (_, index) => ({
  rank: index + 1,
  previousRank: index % 4 === 0 ? null : index + (index % 4),
  member: { id: `member-${index}`, name: `Member Number ${index}`, avatar: null },
  score: 1_000_000 - index * 900,
  reachedAt: '2026-01-01T00:00:00.000Z',
}));

/** The same rows, but for one score, which stays between its neighbours'. */
export function withScore(round: number): readonly LeaderboardEntry[] {
  return rows.map((row, index) => (index === CHANGED ? { ...row, score: row.score + (round % 800) } : row));
}

export const options: RowOptions = {
  strings: leaderboardEnglish,
  locale: 'en',
  own: 'member-700',
  hasAvatars: true,
  hasChanges: true,
  memberUrl: null,
  isSelectable: false,
  onSelect: () => {},
};
