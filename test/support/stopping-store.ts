import type { LogListener, Reads, Store, Upkeep, View, Work } from '../../src/bridge/store/store.ts';

/** Whatever asks a store for something after it stopped hears this. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** A store whose process ends before one of its writes: that one, and all after it, never come about. */
export class StoppingStore implements Store {
  readonly #store: Store;
  #writesLeft: number;

  constructor(store: Store, writes: number) {
    this.#store = store;
    this.#writesLeft = writes;
  }

  async read(space: string, reads: Reads): Promise<View> {
    return this.#whileRunning().read(space, reads);
  }

  async transact<Outcome>(space: string, work: Work<Outcome>): Promise<Outcome> {
    return this.#writing().transact(space, work);
  }

  async upkeep(space: string, writes: Upkeep): Promise<void> {
    return this.#writing().upkeep(space, writes);
  }

  async rewriteLog(...args: Parameters<Store['rewriteLog']>): Promise<number | undefined> {
    return this.#writing().rewriteLog(...args);
  }

  async shred(): Promise<void> {
    return this.#writing().shred();
  }

  async probe(): Promise<void> {
    return this.#writing().probe();
  }

  async scan(...args: Parameters<Store['scan']>): ReturnType<Store['scan']> {
    return this.#whileRunning().scan(...args);
  }

  async scanClaims(...args: Parameters<Store['scanClaims']>): ReturnType<Store['scanClaims']> {
    return this.#whileRunning().scanClaims(...args);
  }

  async scanRankings(...args: Parameters<Store['scanRankings']>): ReturnType<Store['scanRankings']> {
    return this.#whileRunning().scanRankings(...args);
  }

  async readLog(...args: Parameters<Store['readLog']>): ReturnType<Store['readLog']> {
    return this.#whileRunning().readLog(...args);
  }

  async size(): Promise<number> {
    return this.#whileRunning().size();
  }

  follow(listener: LogListener): () => void {
    return this.#store.follow(listener);
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  #writing(): Store {
    this.#writesLeft -= 1;
    return this.#whileRunning();
  }

  #whileRunning(): Store {
    if (this.#writesLeft < 0) throw new StoppedError('The process has ended.');
    return this.#store;
  }
}
