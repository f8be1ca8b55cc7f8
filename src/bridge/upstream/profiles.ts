import type { Source } from '../../schemas/fact.ts';
import type { Log } from '../log.ts';
import { errorFields } from '../log.ts';
import type { EpochClock } from './epoch-clock.ts';
import { LastGoodCache } from './last-good-cache.ts';
import type { ReturningApi } from './returning-api.ts';
import type { SlackApi } from './slack-api.ts';

/** How someone is shown whom a platform's hooks name by id only. */
export interface Profile {
  readonly name: string | undefined;
  readonly avatar: string | undefined;
  readonly isBot: boolean;
  /** Of their e-mail address; undefined where nobody links by it, and where it is not told. */
  readonly emailHash: string | undefined;
}

export interface ProfileSource {
  /** @returns undefined for nobody, and where the platform can't be asked. @throws {UpstreamError} */
  find(source: Source, externalId: string): Promise<Profile | undefined>;
}

export interface ProfileSourceOptions {
  readonly returning: Pick<ReturningApi, 'user'> | undefined;
  readonly slack: Pick<SlackApi, 'user'> | undefined;
  readonly clock: EpochClock;
  readonly log: Log;
}

const HOUR_MS = 60 * 60_000;

/** Asks the platforms who someone is, and keeps the answer for a day. */
export class PlatformProfiles implements ProfileSource {
  readonly #options: ProfileSourceOptions;
  readonly #caches: Readonly<Record<Source, LastGoodCache<Profile | undefined>>>;

  constructor(options: ProfileSourceOptions) {
    this.#options = options;
    this.#caches = {
      returning: this.#cache((id) => this.#findReturning(id)),
      slack: this.#cache(async (id) => options.slack?.user(id)),
    };
  }

  async find(source: Source, externalId: string): Promise<Profile | undefined> {
    const { value } = await this.#caches[source].get(externalId);
    return value;
  }

  async #findReturning(userId: string): Promise<Profile | undefined> {
    const user = await this.#options.returning?.user(userId);
    return user && { name: user.name, avatar: undefined, isBot: false, emailHash: undefined };
  }

  #cache(load: (id: string) => Promise<Profile | undefined>): LastGoodCache<Profile | undefined> {
    const { clock, log } = this.#options;
    return new LastGoodCache({
      load,
      freshMs: 24 * HOUR_MS,
      staleMs: 6 * 24 * HOUR_MS,
      retryMs: HOUR_MS / 60,
      maxEntries: 20_000,
      clock,
      onFailure: (error) => log.warn('profile-from-memory', errorFields(error)),
    });
  }
}
