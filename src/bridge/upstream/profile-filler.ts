import type { Fact, Source } from '../../schemas/fact.ts';
import { errorFields, type Log } from '../log.ts';
import { BackgroundQuestions } from './background-questions.ts';
import { systemEpochClock, type EpochClock } from './epoch-clock.ts';
import type { ProfileSource } from './profiles.ts';
import { UpstreamError } from './upstream-error.ts';

/** What a platform says of someone, to be kept with the member. */
export interface ProfileFact {
  readonly source: Source;
  readonly externalId: string;
  readonly name: string | undefined;
  readonly avatar: string | undefined;
  readonly isBot: boolean;
  readonly emailHash: string | undefined;
  /** When it was learnt, epoch ms. */
  readonly at: number;
}

export interface ProfileFillerOptions {
  readonly profiles: ProfileSource;
  /** Keeps the profile; resolves once it is durable. */
  readonly record: (profile: ProfileFact) => Promise<void>;
  readonly log: Log;
  readonly clock?: EpochClock;
  readonly random?: () => number;
}

type Wanted = Pick<ProfileFact, 'source' | 'externalId'>;

const ASK_AGAIN_AFTER_MS = 24 * 60 * 60_000;

/** Finds the names of people whom facts name by id only. */
export class ProfileFiller {
  readonly #questions: BackgroundQuestions<Wanted>;

  constructor({ clock = systemEpochClock, random = Math.random, ...options }: ProfileFillerOptions) {
    const { log } = options;
    this.#questions = new BackgroundQuestions({
      ask: (wanted) => findOut(wanted, { ...options, clock }),
      onFailure: ({ source }, error, isGivenUp) =>
        log.warn('profile-not-found-out', { source, isGivenUp, ...errorFields(error) }),
      askAgainAfterMs: ASK_AGAIN_AFTER_MS,
      clock,
      random,
    });
  }

  /** Notes whom the fact names without a name; never waits for anyone. */
  follow(fact: Fact): void {
    const { source } = fact;
    for (const externalId of unnamed(fact)) this.#questions.add(`${source}:${externalId}`, { source, externalId });
  }

  /** Resolves once nobody is wanted, or it was closed. */
  async settled(): Promise<void> {
    await this.#questions.settled();
  }

  close(): void {
    this.#questions.close();
  }
}

async function findOut(
  { source, externalId }: Wanted,
  { profiles, record, clock }: Pick<ProfileFillerOptions, 'profiles' | 'record'> & { readonly clock: EpochClock },
): Promise<void> {
  const { profile, ageMs } = await profiles.find(source, externalId, { maxAgeMs: ASK_AGAIN_AFTER_MS });
  if (ageMs >= ASK_AGAIN_AFTER_MS) {
    throw new UpstreamError('upstream-unavailable', 'The platform does not say who somebody is by now.');
  }
  if (profile !== undefined) await record({ ...profile, source, externalId, at: clock.now() - ageMs });
}

function unnamed(fact: Fact): string[] {
  const person = fact.person !== undefined && fact.person.name === undefined ? [fact.person.externalId] : [];
  const referrer =
    fact.kind === 'member.joined' && fact.referrer && 'externalId' in fact.referrer ? [fact.referrer.externalId] : [];
  return [...person, ...referrer];
}
