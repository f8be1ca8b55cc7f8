import type { Backoff } from './backoff.ts';
import type { Clock } from './clock.ts';

/** One retry at a time: after the back-off, and never before the server said. */
export class RetryTimer {
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #run: () => void;
  #cancel: (() => void) | undefined;
  #notBefore = 0;

  constructor(clock: Clock, backoff: Backoff, run: () => void) {
    this.#clock = clock;
    this.#backoff = backoff;
    this.#run = run;
  }

  get isWaiting(): boolean {
    return this.#cancel !== undefined;
  }

  /** @param askedMs how long the server asked to be left alone; the back-off's jitter comes on top */
  schedule(askedMs = 0): void {
    this.#notBefore = this.#clock.now() + askedMs;
    this.#start(askedMs + this.#backoff.nextDelayMs());
  }

  /** There is reason to hope: brings a waiting retry forward, as far as the server allows. */
  hasten(): void {
    if (this.isWaiting) this.#start(Math.max(0, this.#notBefore - this.#clock.now()));
  }

  cancel(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #start(delayMs: number): void {
    this.cancel();
    this.#cancel = this.#clock.after(delayMs, () => {
      this.#cancel = undefined;
      this.#run();
    });
  }
}
