import { errorFields, type Log } from '../log.ts';
import type { EpochClock } from './epoch-clock.ts';
import { LastGoodCache, type Kept } from './last-good-cache.ts';
import type { ReturningApi } from './returning-api.ts';
import type { ReturningChannel, ReturningUser } from './returning-values.ts';

export interface ReturningReadsOptions {
  readonly returning: Pick<ReturningApi, 'user' | 'channels'>;
  readonly clock: EpochClock;
  readonly log: Log;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/**
 * What Returning.AI told last, asked for again when it is old, and handed out with its age while the platform is down.
 * Throws {UpstreamError} where nothing was ever told.
 */
export class ReturningReads {
  readonly #options: ReturningReadsOptions;
  readonly #users: LastGoodCache<ReturningUser | undefined>;
  readonly #channels: LastGoodCache<readonly ReturningChannel[]>;

  constructor(options: ReturningReadsOptions) {
    this.#options = options;
    const { returning } = options;
    this.#users = this.#cache(20_000, MINUTE_MS, (userId) => returning.user(userId));
    this.#channels = this.#cache<readonly ReturningChannel[]>(1, 10 * MINUTE_MS, () => returning.channels());
  }

  /** @param wanted.maxAgeMs an answer of that age is not handed out while the platform can be asked */
  user(userId: string, wanted: { readonly maxAgeMs?: number } = {}): Promise<Kept<ReturningUser | undefined>> {
    return this.#users.get(userId, wanted);
  }

  channels(): Promise<Kept<readonly ReturningChannel[]>> {
    return this.#channels.get('all');
  }

  #cache<Value>(maxEntries: number, freshMs: number, load: (key: string) => Promise<Value>): LastGoodCache<Value> {
    const { clock, log } = this.#options;
    const onFailure = (error: unknown): void => log.warn('upstream-from-memory', errorFields(error));
    return new LastGoodCache({ load, freshMs, staleMs: freshMs, retryMs: 5 * SECOND_MS, maxEntries, clock, onFailure });
  }
}
