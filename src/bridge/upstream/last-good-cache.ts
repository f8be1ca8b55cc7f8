import { LRUCache } from 'lru-cache';
import type { EpochClock } from './epoch-clock.ts';

export interface LastGoodCacheOptions<Value> {
  readonly load: (key: string) => Promise<Value>;
  /** So long a value is handed out without asking. */
  readonly freshMs: number;
  /** So long after that it is handed out at once while it is asked for again; later, the answer is waited for. */
  readonly staleMs: number;
  /** How long a platform that failed is left alone. */
  readonly retryMs: number;
  readonly maxEntries: number;
  readonly clock: EpochClock;
  /** Told when an old value stands in for a failed load. */
  readonly onFailure: (error: unknown) => void;
}

export interface Kept<Value> {
  readonly value: Value;
  readonly ageMs: number;
  /** The last attempt to load it again failed. */
  readonly isLastGood: boolean;
}

interface Entry<Value> {
  readonly value: Value;
  readonly loadedAt: number;
  readonly isLastGood: boolean;
}

/** Loads a value once for all who ask at the same time, and keeps the last good one for when the platform is down. */
export class LastGoodCache<Value> {
  readonly #options: LastGoodCacheOptions<Value>;
  readonly #entries: LRUCache<string, Entry<Value>>;

  constructor(options: LastGoodCacheOptions<Value>) {
    this.#options = options;
    this.#entries = new LRUCache({
      max: options.maxEntries,
      ttl: options.freshMs,
      ttlResolution: 0,
      perf: options.clock,
      fetchMethod: async (key, last, { options: entryOptions }) => {
        const entry = await this.#load(key, last);
        if (entry.isLastGood) entryOptions.ttl = options.retryMs;
        return entry;
      },
    });
  }

  /**
   * @param wanted.maxAgeMs a value of that age is not handed out while the platform can be asked; 0 asks in any case.
   *   Default: as the options say
   * @throws what `load` threw, when there is nothing to stand in
   */
  async get(key: string, { maxAgeMs = Infinity }: { readonly maxAgeMs?: number } = {}): Promise<Kept<Value>> {
    const isTooOld = this.#ageOf(key) >= maxAgeMs;
    const { value, loadedAt, isLastGood } = await this.#entries.forceFetch(key, {
      allowStale: !isTooOld && this.#mayBeHandedOutStale(key),
      forceRefresh: isTooOld,
    });
    return { value, ageMs: this.#options.clock.now() - loadedAt, isLastGood };
  }

  #ageOf(key: string): number {
    const last = this.#entries.peek(key, { allowStale: true });
    return last === undefined ? 0 : this.#options.clock.now() - last.loadedAt;
  }

  async #load(key: string, last: Entry<Value> | undefined): Promise<Entry<Value>> {
    const { load, clock, onFailure } = this.#options;
    try {
      return { value: await load(key), loadedAt: clock.now(), isLastGood: false };
    } catch (error) {
      if (last === undefined) throw error;
      onFailure(error);
      return { ...last, isLastGood: true };
    }
  }

  #mayBeHandedOutStale(key: string): boolean {
    const last = this.#entries.peek(key, { allowStale: true });
    if (last === undefined) return false;
    const { freshMs, staleMs, clock } = this.#options;
    return last.isLastGood || clock.now() - last.loadedAt <= freshMs + staleMs;
  }
}
