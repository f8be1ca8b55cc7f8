/** The most bytes each thing a page can load may have, compressed with brotli. Raising one is a decision: say why in the changelog. */
export const brotliBudgets = {
  'widgets.js': 34_000,
  'badge-shelf.js': 25_000,
  'channel.js': 25_000,
  'leaderboard.js': 25_000,
  'message-feed.js': 25_000,
  'loader.js': 3_000,
} as const;
