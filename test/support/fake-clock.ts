import type { Clock } from '../../src/client/clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved by hand. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #timers = new Set<Timer>();
  #wake: (() => void) | undefined;

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** How long each timer still has to wait, the next one first. */
  get dueInMs(): number[] {
    return this.#sorted.map(({ at }) => at - this.#now);
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#now + delayMs, run };
    this.#timers.add(timer);
    this.#wake?.();
    return () => void this.#timers.delete(timer);
  }

  /** Moves on, and runs what comes due on the way, in its order. */
  advance(byMs: number): void {
    const end = this.#now + byMs;
    for (let [next] = this.#sorted; next && next.at <= end; [next] = this.#sorted) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }

  /** Waits, without moving on, until someone has set a timer that is due in so long. */
  async timerDueIn(delayMs: number): Promise<void> {
    while (!this.dueInMs.includes(delayMs)) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  get #sorted(): Timer[] {
    return [...this.#timers].sort((a, b) => a.at - b.at);
  }
}
