import type { Page, PageSignal } from '../../src/client/page.ts';

/** A page whose network and visibility change by hand. */
export class FakePage implements Page {
  #isOnline = true;
  readonly #listeners = new Set<(signal: PageSignal) => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  isOnline(): boolean {
    return this.#isOnline;
  }

  watch(listener: (signal: PageSignal) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(signal: PageSignal): void {
    if (signal === 'online') this.#isOnline = true;
    if (signal === 'offline') this.#isOnline = false;
    for (const listener of [...this.#listeners]) listener(signal);
  }
}
