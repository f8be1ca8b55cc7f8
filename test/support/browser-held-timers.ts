/** Holds back timers of some lengths, so that a test says when their time is over. */
export class HeldTimers {
  readonly #isHeld: (delayMs: number) => boolean;
  readonly #original = globalThis.setTimeout.bind(globalThis);
  readonly #held = new Set<() => void>();

  constructor(isHeld: (delayMs: number) => boolean) {
    this.#isHeld = isHeld;
    const hold = (handler: () => void, delayMs = 0): number => {
      if (!this.#isHeld(delayMs)) return Number(this.#original(handler, delayMs));
      this.#held.add(handler);
      return 0;
    };
    globalThis.setTimeout = hold as typeof setTimeout;
  }

  get waiting(): number {
    return this.#held.size;
  }

  /** Lets their time be over. */
  fire(): void {
    const due = [...this.#held];
    this.#held.clear();
    for (const run of due) run();
  }

  restore(): void {
    globalThis.setTimeout = this.#original;
  }
}
