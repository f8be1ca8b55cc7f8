const MINUTE_MS = 60_000;
/** The part of a minute's requests that may go at once. */
const BURST_SHARE = 1 / 4;

export interface RequestBudgetOptions {
  /** At least 2. */
  readonly requestsPerMinute: number;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * A token bucket (as the generic cell rate algorithm, ITU-T I.371: one number, no timer). What may go at once and what is
 * refilled in a minute add up to the budget, so that no minute, wherever it begins, sees more requests than that.
 */
export class RequestBudget {
  readonly #now: () => number;
  readonly #refillMs: number;
  readonly #burstMs: number;
  /** When the bucket is full again. */
  #fullAt = -Infinity;
  #blockedUntil = -Infinity;

  constructor({ requestsPerMinute, now }: RequestBudgetOptions) {
    const burst = Math.max(1, Math.floor(requestsPerMinute * BURST_SHARE));
    this.#now = now;
    this.#refillMs = MINUTE_MS / (requestsPerMinute - burst);
    this.#burstMs = (burst - 1) * this.#refillMs;
  }

  /** How long the next request would have to wait. */
  get waitMs(): number {
    return Math.max(0, this.#fullAt - this.#burstMs - this.#now(), this.blockedMs);
  }

  /** How long the platform wants to be left alone. */
  get blockedMs(): number {
    return Math.max(0, this.#blockedUntil - this.#now());
  }

  /** Counts one request. @returns how long it has to wait; who asks later never goes earlier */
  take(): number {
    const waitMs = this.waitMs;
    this.#fullAt = Math.max(this.#fullAt, this.#now()) + this.#refillMs;
    return waitMs;
  }

  /** The platform said to come back later; that goes for every request. */
  block(forMs: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#now() + forMs);
  }
}
