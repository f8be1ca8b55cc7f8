const MINUTE_MS = 60_000;
/** The part of a minute's requests that may go at once. */
const BURST_SHARE = 1 / 4;

export interface RequestBudgetOptions {
  /** At least 2. */
  readonly requestsPerMinute: number;
  /** Whole epoch ms, and never going back. */
  readonly now: () => number;
}

/**
 * A token bucket (as the generic cell rate algorithm, ITU-T I.371: one number, no timer). What may go at once and what is
 * refilled in a minute add up to the budget, so that no minute, wherever it begins, sees more requests than that. It reckons
 * by a time that stands still while the platform wants to be left alone: nothing is refilled then, and whoever waits keeps
 * their place, so that they don't all go together at the end.
 */
export class RequestBudget {
  readonly #now: () => number;
  readonly #refillMs: number;
  readonly #burstMs: number;
  /** When the bucket is full again, in its own time. */
  #fullAt = -Infinity;
  #blockedUntil = -Infinity;
  /** How long its own time has stood still, up to `#blockedUntil`. */
  #stoodStillMs = 0;

  constructor({ requestsPerMinute, now }: RequestBudgetOptions) {
    const burst = Math.max(1, Math.floor(requestsPerMinute * BURST_SHARE));
    this.#now = now;
    this.#refillMs = MINUTE_MS / (requestsPerMinute - burst);
    this.#burstMs = (burst - 1) * this.#refillMs;
  }

  /** How long the next request would have to wait. */
  get nextWaitMs(): number {
    return this.waitMsOf(this.#nextPlace);
  }

  /** How long the platform wants to be left alone. */
  get blockedMs(): number {
    return Math.max(0, this.#blockedUntil - this.#now());
  }

  /** Counts one request. @returns its place, for `waitMsOf`; who asks later never goes earlier */
  take(): number {
    const place = this.#nextPlace;
    this.#fullAt = Math.max(this.#fullAt, this.#ownTime) + this.#refillMs;
    return place;
  }

  /** How long the request in this place has to wait by now. Longer than it was told, where a block came meanwhile. */
  waitMsOf(place: number): number {
    return Math.max(0, place - this.#ownTime) + this.blockedMs;
  }

  /** The platform said to come back later; that goes for every request, also for those that wait. */
  block(forMs: number): void {
    const longerMs = Math.max(0, forMs - this.blockedMs);
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#now() + forMs);
    this.#stoodStillMs += longerMs;
  }

  get #ownTime(): number {
    return this.#now() - this.#stoodStillMs + this.blockedMs;
  }

  // Whole, because a caller that waits for a part of a millisecond would find a rest of it left.
  get #nextPlace(): number {
    return Math.max(this.#ownTime, Math.ceil(this.#fullAt - this.#burstMs));
  }
}
