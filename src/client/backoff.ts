export interface BackoffOptions {
  /** The longest first delay. Default 1 s. */
  readonly baseMs?: number;
  /** The longest delay of all. Default 30 s. */
  readonly capMs?: number;
  readonly random?: () => number;
}

/**
 * How long to wait before the next try: anything up to a limit that doubles with each try ("full jitter").
 * The jitter comes after the cap, so that many clients of a long outage do not return together.
 */
export class Backoff {
  readonly #baseMs: number;
  readonly #capMs: number;
  readonly #random: () => number;
  #tries = 0;

  constructor({ baseMs = 1000, capMs = 30_000, random = Math.random }: BackoffOptions = {}) {
    this.#baseMs = baseMs;
    this.#capMs = capMs;
    this.#random = random;
  }

  nextDelayMs(): number {
    const limitMs = Math.min(this.#capMs, this.#baseMs * 2 ** this.#tries);
    this.#tries += 1;
    return this.#random() * limitMs;
  }

  reset(): void {
    this.#tries = 0;
  }
}
