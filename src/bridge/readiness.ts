import type { Communities } from './communities.ts';
import type { StoreObserver } from './store/observed-store.ts';
import type { Store } from './store/store.ts';

/** The store's operations that write. One that ended well may have had nothing to write, so only a probe tells that all is well again. */
const writes: ReadonlySet<string> = new Set(['transact', 'upkeep', 'rewriteLog']);

/** Whether the bridge can do its work. */
export class Readiness implements StoreObserver {
  #isStopping = false;
  #hasWriteFailed = false;

  /** Whether the bridge takes no new streams, because it ends. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  stop(): void {
    this.#isStopping = true;
  }

  storeAnswered(operation: string, outcome: 'done' | 'failed'): void {
    if (outcome === 'failed' && writes.has(operation)) this.#hasWriteFailed = true;
  }

  /** @throws {StoreUnavailableError} when the store does not answer */
  async checkReads(store: Store, communities: Communities): Promise<void> {
    for (const { id } of communities) await store.readLog(id, { after: 0, limit: 0 });
  }

  /**
   * Tries to write only where a write has failed, so that asking costs nothing.
   * @throws {StoreUnavailableError} when the store still takes none
   */
  async checkWrites(store: Store): Promise<void> {
    if (!this.#hasWriteFailed) return;
    await store.probe();
    this.#hasWriteFailed = false;
  }
}
