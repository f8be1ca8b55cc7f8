import { LRUCache } from 'lru-cache';
import type { Fact, Source } from '../../schemas/fact.ts';
import { errorFields, type Log } from '../log.ts';
import { sleep, systemEpochClock, type EpochClock } from './epoch-clock.ts';
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

interface Wanted {
  readonly source: Source;
  readonly externalId: string;
  readonly tries: number;
}

/** Beyond that the longest waiting gives way: the next fact of theirs asks again. */
const MAX_WAITING = 10_000;
/** So many people are remembered as asked for. */
const MAX_REMEMBERED = 50_000;
const ASK_AGAIN_AFTER_MS = 24 * 60 * 60_000;
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Finds the names of people whom facts name by id only, one after the other and beside the way of a hook: `follow` only
 * notes who is wanted. A platform that fails is left alone for longer and longer.
 */
export class ProfileFiller {
  readonly #options: Required<ProfileFillerOptions>;
  readonly #waiting = new Map<string, Wanted>();
  readonly #asked: LRUCache<string, true>;
  readonly #closing = new AbortController();
  #working: Promise<void> | undefined;
  #failures = 0;

  constructor(options: ProfileFillerOptions) {
    this.#options = { clock: systemEpochClock, random: Math.random, ...options };
    this.#asked = new LRUCache({
      max: MAX_REMEMBERED,
      ttl: ASK_AGAIN_AFTER_MS,
      ttlResolution: 0,
      perf: this.#options.clock,
    });
  }

  /** Notes whom the fact names without a name. */
  follow(fact: Fact): void {
    if (this.#closing.signal.aborted) return;
    for (const externalId of unnamed(fact)) this.#want({ source: fact.source, externalId, tries: 0 });
    this.#working ??= this.#work();
  }

  /** Resolves once nobody is wanted, or it was closed. */
  async settled(): Promise<void> {
    await this.#working;
  }

  close(): void {
    this.#closing.abort(new UpstreamError('upstream-closed', 'No more profiles are looked for.'));
  }

  #want(wanted: Wanted): void {
    const key = keyOf(wanted);
    if (this.#asked.has(key) || this.#waiting.has(key)) return;
    const [longest] = this.#waiting.keys();
    if (longest !== undefined && this.#waiting.size >= MAX_WAITING) this.#waiting.delete(longest);
    this.#waiting.set(key, wanted);
  }

  async #work(): Promise<void> {
    const { signal } = this.#closing;
    // The hook that told of them has its answer first.
    await Promise.resolve();
    for (let next = this.#take(); next !== undefined && !signal.aborted; next = this.#take()) {
      const isDone = await this.#fill(next);
      if (!isDone) await this.#pause(signal);
    }
    this.#working = undefined;
  }

  #take(): Wanted | undefined {
    for (const [key, wanted] of this.#waiting) {
      this.#waiting.delete(key);
      return wanted;
    }
    return undefined;
  }

  async #fill(wanted: Wanted): Promise<boolean> {
    const { profiles, record, clock } = this.#options;
    const { source, externalId } = wanted;
    if (this.#asked.has(keyOf(wanted))) return true;
    try {
      const profile = await profiles.find(source, externalId);
      if (profile !== undefined) {
        await record({ ...profile, source, externalId, at: clock.now() });
      }
      this.#asked.set(keyOf(wanted), true);
      this.#failures = 0;
      return true;
    } catch (error) {
      this.#failures += 1;
      this.#putBack(wanted, error);
      return false;
    }
  }

  #putBack({ source, externalId, tries }: Wanted, error: unknown): void {
    const isGivenUp = tries + 1 >= MAX_TRIES;
    this.#options.log.warn('profile-not-found-out', { source, isGivenUp, ...errorFields(error) });
    if (!isGivenUp) this.#want({ source, externalId, tries: tries + 1 });
  }

  async #pause(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
    // At least half of it, because full jitter could leave a failing platform no pause at all.
    await sleep(clock, longestMs * (0.5 + random() / 2), signal).catch(() => undefined);
  }
}

function unnamed(fact: Fact): string[] {
  const person = fact.person !== undefined && fact.person.name === undefined ? [fact.person.externalId] : [];
  const referrer =
    fact.kind === 'member.joined' && fact.referrer && 'externalId' in fact.referrer ? [fact.referrer.externalId] : [];
  return [...person, ...referrer];
}

function keyOf({ source, externalId }: Wanted): string {
  return `${source}:${externalId}`;
}
