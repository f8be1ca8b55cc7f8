export { configure } from '../client/settings.ts';
export { WidgetError, type ErrorCode } from '../client/errors.ts';
export type { LiveState } from '../client/live-connection.ts';
export * from '../internal/events.ts';
export type { WidgetStatus } from '../internal/widget-source.ts';
export { defineLeaderboard } from './leaderboard/define-leaderboard.ts';
export { ReturningLeaderboard } from './leaderboard/leaderboard.ts';
export { defineMessageFeed } from './message-feed/define-message-feed.ts';
export { ReturningMessageFeed } from './message-feed/message-feed.ts';
