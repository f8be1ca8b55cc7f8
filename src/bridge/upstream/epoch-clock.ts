/** Time as the adapters use it; passed in, so that a test can move it by hand. */
export interface EpochClock {
  /** Whole epoch ms, and never going back. */
  now(): number;
  /** Runs once after the delay, unless the returned function is called before. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemEpochClock: EpochClock = {
  // `Date.now` follows the machine's clock when it is set back, and a wait measured by it would grow by as much.
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** @throws the signal's reason, at once when it aborts */
export function sleep(clock: EpochClock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const handleAbort = (): void => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = clock.after(delayMs, () => {
      signal.removeEventListener('abort', handleAbort);
      resolve();
    });
    if (signal.aborted) handleAbort();
    else signal.addEventListener('abort', handleAbort, { once: true });
  });
}
