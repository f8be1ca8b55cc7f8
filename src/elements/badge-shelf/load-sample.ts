import type { BadgeShelf } from '../../schemas/badges.ts';

/** Sample data, fetched only by who shows it. */
export async function loadSample(): Promise<BadgeShelf> {
  return (await import('./sample.ts')).sample();
}
