import type { LogListener, LogPage, Reads, Store, StoredClaim, StoredDocument, Upkeep, View, Work } from './store.ts';

/** Told how long each call of a store took. */
export interface StoreObserver {
  storeAnswered(operation: string, outcome: 'done' | 'failed', seconds: number): void;
}

/** A store whose calls are measured. */
export class ObservedStore implements Store {
  readonly #store: Store;
  readonly #observers: readonly StoreObserver[];

  constructor(store: Store, observers: readonly StoreObserver[]) {
    this.#store = store;
    this.#observers = observers;
  }

  async read(space: string, reads: Reads): Promise<View> {
    return this.#observe('read', () => this.#store.read(space, reads));
  }

  async transact<Outcome>(space: string, work: Work<Outcome>): Promise<Outcome> {
    return this.#observe('transact', () => this.#store.transact(space, work));
  }

  async scan(space: string, collection: string, range: { after?: string; limit: number }) {
    return this.#observe<readonly StoredDocument[]>('scan', () => this.#store.scan(space, collection, range));
  }

  async readLog(space: string, range: { after: number; limit: number }): Promise<LogPage> {
    return this.#observe('readLog', () => this.#store.readLog(space, range));
  }

  async rewriteLog(...call: Parameters<Store['rewriteLog']>): Promise<number | undefined> {
    return this.#observe('rewriteLog', () => this.#store.rewriteLog(...call));
  }

  async scanClaims(space: string, range: { prefix: string; after?: string; limit: number }) {
    return this.#observe<readonly StoredClaim[]>('scanClaims', () => this.#store.scanClaims(space, range));
  }

  async scanRankings(space: string, range: { after?: string; limit: number }): Promise<readonly string[]> {
    return this.#observe('scanRankings', () => this.#store.scanRankings(space, range));
  }

  async upkeep(space: string, writes: Upkeep): Promise<void> {
    return this.#observe('upkeep', () => this.#store.upkeep(space, writes));
  }

  async shred(): Promise<void> {
    return this.#observe('shred', () => this.#store.shred());
  }

  async probe(): Promise<void> {
    return this.#observe('probe', () => this.#store.probe());
  }

  async size(): Promise<number> {
    return this.#store.size();
  }

  follow(listener: LogListener): () => void {
    return this.#store.follow(listener);
  }

  async close(): Promise<void> {
    return this.#store.close();
  }

  async #observe<Answer>(operation: string, call: () => Promise<Answer>): Promise<Answer> {
    const begunAt = performance.now();
    let outcome: 'done' | 'failed' = 'failed';
    try {
      const answer = await call();
      outcome = 'done';
      return answer;
    } finally {
      const seconds = (performance.now() - begunAt) / 1000;
      for (const observer of this.#observers) observer.storeAnswered(operation, outcome, seconds);
    }
  }
}
