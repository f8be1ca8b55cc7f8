const MAX_AHEAD_MS = 5 * 60_000;

/** When it happened. A platform's clock that is more than 5 minutes ahead of ours is not believed. */
export function clampAhead(atMs: number, nowMs: number): number {
  return atMs > nowMs + MAX_AHEAD_MS ? nowMs : atMs;
}

/** Slack's `<seconds>.<microseconds>` in milliseconds, digit by digit: a float would be off by one here and there. */
export function slackTimeMs(timestamp: string): number {
  const [seconds = '', fraction = ''] = timestamp.split('.');
  return Number(seconds) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}
