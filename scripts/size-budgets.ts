/** The most bytes each thing a page can load may have, compressed with brotli. Raising one is a decision: say why in the changelog. */
export const brotliBudgets = {
  'widgets.js': 35_500,
  'badge-shelf.js': 25_000,
  'channel.js': 25_000,
  'leaderboard.js': 25_500,
  'message-feed.js': 26_000,
  'loader.js': 3_000,
} as const;
