/** The most bytes each thing a page can load may have, compressed with brotli. Raising one is a decision: say why in the changelog. */
export const brotliBudgets = {
  'widgets.js': 34_000,
  'badge-shelf.js': 25_000,
  'channel.js': 25_000,
  'leaderboard.js': 25_000,
  'message-feed.js': 25_000,
  'loader.js': 3_000,
} as const;

/** The same for what a page has loaded once its widgets are live. Of the loader: all four, in one language. */
export const liveBudgets = {
  'widgets.js': 38_500,
  'badge-shelf.js': 27_000,
  'channel.js': 25_000,
  'leaderboard.js': 29_000,
  'message-feed.js': 29_000,
  'loader.js': 47_500,
} as const;
