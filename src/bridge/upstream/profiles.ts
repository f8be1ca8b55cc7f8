import type { Source } from '../../schemas/fact.ts';
import type { Log } from '../log.ts';
import { errorFields } from '../log.ts';
import type { EpochClock } from './epoch-clock.ts';
import { LastGoodCache } from './last-good-cache.ts';
import type { ReturningReads } from './returning-reads.ts';
import type { SlackApi } from './slack-api.ts';

/** How someone is shown whom a platform's hooks name by id only. */
export interface Profile {
  readonly name: string | undefined;
  readonly avatar: string | undefined;
  readonly isBot: boolean;
  /** Of their e-mail address; undefined where nobody links by it, and where it is not told. */
  readonly emailHash: string | undefined;
}

export interface FoundProfile {
  /** Undefined for nobody, and where the platform can't be asked. */
  readonly profile: Profile | undefined;
  /** How long ago the platform said so. */
  readonly ageMs: number;
}

export interface ProfileSource {
  /**
   * @param wanted.maxAgeMs an answer of that age is not handed out while the platform can be asked
   * @throws {UpstreamError} where nothing was ever told
   */
  find(source: Source, externalId: string, wanted?: { readonly maxAgeMs?: number }): Promise<FoundProfile>;
}

export interface ProfileSourceOptions {
  readonly returning: Pick<ReturningReads, 'user'> | undefined;
  readonly slack: Pick<SlackApi, 'user'> | undefined;
  readonly clock: EpochClock;
  readonly log: Log;
}

const HOUR_MS = 60 * 60_000;

/** Asks the platforms who someone is; what Slack answers is kept for a day. */
export class PlatformProfiles implements ProfileSource {
  readonly #returning: ProfileSourceOptions['returning'];
  readonly #slack: LastGoodCache<Profile | undefined>;

  constructor({ returning, slack, clock, log }: ProfileSourceOptions) {
    this.#returning = returning;
    this.#slack = new LastGoodCache<Profile | undefined>({
      load: async (id) => slack?.user(id),
      freshMs: 24 * HOUR_MS,
      staleMs: 6 * 24 * HOUR_MS,
      retryMs: HOUR_MS / 60,
      maxEntries: 20_000,
      clock,
      onFailure: (error) => log.warn('profile-from-memory', errorFields(error)),
    });
  }

  async find(source: Source, externalId: string, wanted: { readonly maxAgeMs?: number } = {}): Promise<FoundProfile> {
    if (source === 'returning') return this.#findReturning(externalId, wanted);
    const { value: profile, ageMs } = await this.#slack.get(externalId, wanted);
    return { profile, ageMs };
  }

  async #findReturning(userId: string, wanted: { readonly maxAgeMs?: number }): Promise<FoundProfile> {
    const found = await this.#returning?.user(userId, wanted);
    if (found?.value === undefined) return { profile: undefined, ageMs: found?.ageMs ?? 0 };
    const { name } = found.value;
    return { profile: { name, avatar: undefined, isBot: false, emailHash: undefined }, ageMs: found.ageMs };
  }
}
