import type { Clock } from './clock.ts';
import type { Page } from './page.ts';

/**
 * `connecting`: the first try · `live` · `reconnecting`: after a drop · `stale`: no stream for 30 s ·
 * `offline`: no stream, and the browser has no network · `off`: nothing to be live for, or refused.
 */
export const liveStates = ['connecting', 'live', 'reconnecting', 'stale', 'offline', 'off'] as const;

export type LiveState = (typeof liveStates)[number];

const STALE_AFTER_MS = 30_000;

/** Works out the state of a connection from what happens to its streams. */
export class LiveStatus {
  readonly #clock: Clock;
  readonly #page: Page;
  readonly #onChange: (state: LiveState) => void;
  #course: Exclude<LiveState, 'offline'> = 'off';
  #told: LiveState = 'off';
  #cancelStale: (() => void) | undefined;

  constructor(clock: Clock, page: Page, onChange: (state: LiveState) => void) {
    this.#clock = clock;
    this.#page = page;
    this.#onChange = onChange;
  }

  get state(): LiveState {
    return this.#told;
  }

  connecting(): void {
    this.#expectStream();
    this.#set('connecting');
  }

  live(): void {
    this.#cancelStale?.();
    this.#cancelStale = undefined;
    this.#set('live');
  }

  dropped(): void {
    this.#expectStream();
    if (this.#course !== 'stale') this.#set('reconnecting');
  }

  off(): void {
    this.#cancelStale?.();
    this.#cancelStale = undefined;
    this.#set('off');
  }

  /** The network came or went. */
  networkChanged(): void {
    this.#set(this.#course);
  }

  #expectStream(): void {
    this.#cancelStale ??= this.#clock.after(STALE_AFTER_MS, () => this.#set('stale'));
  }

  #set(course: Exclude<LiveState, 'offline'>): void {
    this.#course = course;
    // A stream that flows proves more than the browser knows, which calls a machine with a local bridge offline.
    const isStreamless = course !== 'live' && course !== 'off';
    const state = isStreamless && !this.#page.isOnline() ? 'offline' : course;
    if (state === this.#told) return;
    this.#told = state;
    this.#onChange(state);
  }
}
