import type { Leaderboard } from '../../schemas/leaderboard.ts';
import type { Period } from '../../schemas/period.ts';

/** The sample board, loaded only by who shows it. @param period default: weekly */
export async function loadSample(period: Period | null): Promise<Leaderboard> {
  return (await import('./sample.ts')).sample(period ?? 'weekly');
}
