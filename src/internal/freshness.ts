import type { LiveState } from '../client/live-connection.ts';
import { formatTime } from './format.ts';
import type { CommonStrings } from './strings.ts';
import type { WidgetSource } from './widget-source.ts';

/** How true what is shown still is, and since when it may not be. */
export class Freshness {
  #state: LiveState = 'off';
  #lastCurrentAt: number | undefined;

  get state(): LiveState {
    return this.#state;
  }

  update({ data, error, liveState }: WidgetSource<unknown>): void {
    // With an error it may be out of date, whatever the stream says.
    this.#state = data !== undefined && error && liveState !== 'offline' ? 'stale' : liveState;
    if (this.#state === 'live') this.#lastCurrentAt = Date.now();
    if (data === undefined) this.#lastCurrentAt = undefined;
  }

  /** The state in words. */
  sentence(strings: CommonStrings, locale: string): string {
    const usual = strings.live[this.#state];
    if (this.#lastCurrentAt === undefined) return usual;
    const time = formatTime(locale, this.#lastCurrentAt);
    if (this.#state === 'stale') return strings.staleSince(time);
    return this.#state === 'offline' ? strings.offlineSince(time) : usual;
  }

  /** What is worth interrupting somebody for: that it is out of date, and that it no longer is. */
  news(strings: CommonStrings, locale: string): string | undefined {
    return ['stale', 'offline'].includes(this.#state) ? this.sentence(strings, locale) : undefined;
  }
}
