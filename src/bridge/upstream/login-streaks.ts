import type { Fact } from '../../schemas/fact.ts';
import { errorFields, type Log } from '../log.ts';
import { BackgroundQuestions } from './background-questions.ts';
import { systemEpochClock, type EpochClock } from './epoch-clock.ts';
import type { ReturningReads } from './returning-reads.ts';
import { UpstreamError } from './upstream-error.ts';

/** How many days in a row the platform has seen somebody. */
export interface LoginStreakReading {
  readonly externalId: string;
  readonly days: number;
  /** How long ago the platform said so. */
  readonly ageMs: number;
}

/** The day it is where the community is. */
export interface Today {
  /** Another number each day. */
  readonly day: number;
  readonly begunMsAgo: number;
}

export interface LoginStreaksOptions {
  readonly reads: Pick<ReturningReads, 'user'>;
  readonly today: () => Today;
  /** Keeps the reading; resolves once it is durable. */
  readonly record: (reading: LoginStreakReading) => Promise<void>;
  readonly log: Log;
  readonly clock?: EpochClock;
  readonly random?: () => number;
}

const ASK_AGAIN_AFTER_MS = 6 * 60 * 60_000;

/** Asks Returning.AI for the streak of whoever visits or posts: once in some hours, and anew when a day has begun. */
export class LoginStreaks {
  readonly #today: () => Today;
  readonly #questions: BackgroundQuestions<string>;

  constructor({ clock = systemEpochClock, random = Math.random, ...options }: LoginStreaksOptions) {
    const { log } = options;
    this.#today = options.today;
    this.#questions = new BackgroundQuestions({
      ask: (externalId) => readStreak(externalId, options),
      onFailure: (_, error, isGivenUp) => log.warn('streak-not-read', { isGivenUp, ...errorFields(error) }),
      askAgainAfterMs: ASK_AGAIN_AFTER_MS,
      clock,
      random,
    });
  }

  /** Notes who was there; never waits for anyone. */
  follow(fact: Fact): void {
    if (fact.source !== 'returning' || (fact.kind !== 'member.visited' && fact.kind !== 'message.posted')) return;
    const { externalId } = fact.person;
    this.#questions.add(`${this.#today().day} ${externalId}`, externalId);
  }

  /** Resolves once nobody's streak is wanted, or it was closed. */
  async settled(): Promise<void> {
    await this.#questions.settled();
  }

  close(): void {
    this.#questions.close();
  }
}

async function readStreak(externalId: string, { reads, today, record }: LoginStreaksOptions): Promise<void> {
  // What was said before midnight knows nothing of today.
  const { value, ageMs, isLastGood } = await reads.user(externalId, { maxAgeMs: today().begunMsAgo });
  if (isLastGood) {
    throw new UpstreamError('upstream-unavailable', 'Returning.AI does not say how long a streak is by now.');
  }
  const days = value?.loginStreak;
  if (days !== undefined) await record({ externalId, days, ageMs });
}
