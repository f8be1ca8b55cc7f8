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

export interface ProfileSource {
  /** @returns undefined for nobody, and where the platform can't be asked. @throws {UpstreamError} */
  find(source: Source, externalId: string): Promise<Profile | undefined>;
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

  async find(source: Source, externalId: string): Promise<Profile | undefined> {
    if (source === 'returning') return this.#findReturning(externalId);
    const { value } = await this.#slack.get(externalId);
    return value;
  }

  async #findReturning(userId: string): Promise<Profile | undefined> {
    const user = (await this.#returning?.user(userId))?.value;
    return user && { name: user.name, avatar: undefined, isBot: false, emailHash: undefined };
  }
}
