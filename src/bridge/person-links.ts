import { setImmediate } from 'node:timers/promises';
import type { CommunityConfig } from '../schemas/config.ts';
import type { Fact, Source } from '../schemas/fact.ts';
import { isDeed } from './domain/fact-kinds.ts';
import { emailKey, identityKey, identityRef, resolveIdentity } from './domain/identity.ts';
import { joinIdentities, type IdentityPair } from './domain/linking/join-identities.ts';
import { referrerKey } from './domain/people.ts';
import { errorFields, type Log } from './log.ts';
import type { Store } from './store/store.ts';
import { linkMember } from './tasks/link-member.ts';

export interface PersonLinksOptions {
  readonly community: CommunityConfig;
  readonly store: Store;
  readonly log: Log;
  /** Epoch ms. */
  readonly clock: () => number;
}

/**
 * Makes one member of the identities that are one person's: those the configuration says, and those of one e-mail address.
 * It can be told the same any number of times.
 */
export class PersonLinks {
  readonly #options: PersonLinksOptions;
  readonly #configured: ReadonlyMap<string, IdentityPair>;
  readonly #toMerge = new Set<string>();
  #merging: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: PersonLinksOptions) {
    this.#options = options;
    this.#configured = new Map(options.community.links.flatMap(entriesOf));
  }

  /** Applies the configuration to whom is known; the rest follows as they come. */
  start(): void {
    void this.#applyConfigured().catch((error: unknown) => this.#report(error));
  }

  /** What is known to belong together of the people a fact names. @param emailHash of the person the fact is about */
  pairsOf(fact: Fact, emailHash: string | undefined): IdentityPair[] {
    const configured = this.configuredOf(keysIn(fact));
    const byEmail = fact.person === undefined ? [] : this.pairsByEmail(fact.source, fact.person.externalId, emailHash);
    return [...configured, ...byEmail];
  }

  /** What the configuration says of whoever has these identities. */
  configuredOf(keys: readonly string[]): IdentityPair[] {
    return keys.map((key) => this.#configured.get(key)).filter((pair) => pair !== undefined);
  }

  pairsByEmail(source: Source, externalId: string, emailHash: string | undefined): IdentityPair[] {
    return emailHash === undefined ? [] : [[emailKey(emailHash), identityKey(source, externalId)]];
  }

  /**
   * Joins what can be joined at once; two members are merged beside the way of whoever asks, which takes as long as there
   * are facts.
   * @returns the pairs of which nobody is known yet
   */
  async join(pairs: readonly IdentityPair[]): Promise<IdentityPair[]> {
    const { community, store, clock } = this.#options;
    const unknown: IdentityPair[] = [];
    for (const pair of pairs) {
      const outcome = await store.transact(community.id, joinIdentities(pair, community, clock()));
      if (outcome === 'nobody') unknown.push(pair);
      if (outcome === 'two') this.#merge(pair);
    }
    return unknown;
  }

  /** Keeps what may be the first that is told of somebody, so that it makes no second member of one who is known by another name. */
  async keepAmong<Outcome>(pairs: readonly IdentityPair[], keep: () => Promise<Outcome>): Promise<Outcome> {
    const unknown = await this.join(pairs);
    const outcome = await keep();
    // Also of a repeat, which may be one because the first time ended here.
    await this.join(unknown);
    return outcome;
  }

  /** Joins without being waited for: what fails is told to the log, and is made good with the next fact. */
  follow(pairs: readonly IdentityPair[]): void {
    void this.join(pairs).catch((error: unknown) => this.#report(error));
  }

  /** Resolves once no merge is under way. */
  async settled(): Promise<void> {
    await this.#merging;
  }

  close(): void {
    this.#isClosed = true;
  }

  async #applyConfigured(): Promise<void> {
    for (const pair of new Set(this.#configured.values())) {
      if (this.#isClosed) return;
      await this.join([pair]);
      await setImmediate();
    }
  }

  // One after the other: a merge goes through all there is.
  #merge(pair: IdentityPair): void {
    const id = pair.join(' ');
    if (this.#toMerge.has(id)) return;
    this.#toMerge.add(id);
    this.#merging = this.#merging
      .then(() => this.#mergeNow(pair))
      .catch((error: unknown) => this.#report(error))
      .then(() => void this.#toMerge.delete(id));
  }

  async #mergeNow([stays, joins]: IdentityPair): Promise<void> {
    if (this.#isClosed) return;
    const { community, store, log, clock } = this.#options;
    const member = resolveIdentity(
      await store.read(community.id, [() => ({ documents: [identityRef(stays)] })]),
      stays,
    );
    if (member === undefined) return;
    const isMerged = await linkMember({ store, community, member, key: joins, now: clock() });
    if (isMerged === true) log.info('members-linked', { community: community.id });
  }

  #report(error: unknown): void {
    if (!this.#isClosed) this.#options.log.error('link-failed', { community: this.#options.community.id, ...errorFields(error) }); // prettier-ignore
  }
}

function entriesOf(link: CommunityConfig['links'][number]): (readonly [string, IdentityPair])[] {
  const pair: IdentityPair = [identityKey('returning', link.returning), identityKey('slack', link.slack)];
  return pair.map((key) => [key, pair] as const);
}

function keysIn(fact: Fact): string[] {
  const person = fact.person && identityKey(fact.source, fact.person.externalId);
  const referrer = isDeed(fact) ? referrerKey(fact) : undefined;
  return [person, referrer].filter((key) => key !== undefined);
}
