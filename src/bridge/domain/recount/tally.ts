import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Fact, ScoreImportedFact } from '../../../schemas/fact.ts';
import type { Standing } from '../../store/store.ts';
import { isDeed, type DeedFact, type MessageChangeFact } from '../fact-kinds.ts';
import { identityKey, messageId, usernameKey } from '../identity.ts';
import { referrerKey } from '../people.ts';
import { deedOf } from '../reads.ts';
import { countedBefore, gainsOf, gainsOfGrants, type Credit, type Gain } from '../scoring.ts';

/** Who somebody is: the member behind an identity's key; undefined when nobody is. */
export type WhoIs = (key: string) => string | undefined;

/** What facts add up to, each counted once, in whichever order they come: as if they were all told anew. */
export class Tally {
  readonly #community: CommunityConfig;
  readonly #keys = new Set<string>();
  readonly #boards = new Map<string, Map<string, Standing>>();
  readonly #deeds = new Map<string, Credit[]>();
  readonly #posts = new Map<string, Credit>();
  readonly #deletions = new Map<string, number>();
  readonly #waiting = new Map<string, number[]>();
  readonly #imported = new Map<string, number>();

  constructor(community: CommunityConfig) {
    this.#community = community;
  }

  get facts(): number {
    return this.#keys.size;
  }

  get rankings(): string[] {
    return [...this.#boards.keys()];
  }

  standings(ranking: string): ReadonlyMap<string, Standing> {
    return this.#boards.get(ranking) ?? new Map();
  }

  /** All a member did, taken back or not. */
  deeds(member: string): readonly Credit[] {
    return this.#deeds.get(member) ?? [];
  }

  /** @param key of the fact's document */
  add(key: string, fact: Fact, whoIs: WhoIs): void {
    if (fact.kind === 'score.imported') return this.#addImport(key, fact, whoIs);
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    if (!isDeed(fact)) this.#addChange(fact);
    else {
      const person = whoIs(identityKey(fact.source, fact.person.externalId));
      if (person !== undefined) this.#addDeed(fact, person, whoIs);
    }
  }

  #addDeed(fact: DeedFact, person: string, whoIs: WhoIs): void {
    const own: Credit = { member: person, deed: deedOf(fact), at: fact.at };
    this.#credit(own);
    if (fact.kind === 'message.posted') this.#addPost(messageId(fact.source, fact.message.externalId), own);
    this.#addReferral(fact, person, whoIs);
    if (fact.person.username === undefined) return;
    const name = usernameKey(fact.source, fact.person.username);
    for (const at of this.#waiting.get(name) ?? []) this.#credit({ member: person, deed: 'refer', at });
    this.#waiting.delete(name);
  }

  // Nobody has that username now; who takes it while facts are added is told in a fact.
  #addReferral(fact: DeedFact, person: string, whoIs: WhoIs): void {
    const key = referrerKey(fact);
    if (key === undefined) return;
    const referrer = whoIs(key);
    if (referrer === undefined) this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), fact.at]);
    else if (referrer !== person) this.#credit({ member: referrer, deed: 'refer', at: fact.at });
  }

  #addPost(id: string, post: Credit): void {
    this.#posts.set(id, post);
    const revokedAt = this.#deletions.get(id);
    if (revokedAt !== undefined) this.#count({ ...post, revokedAt });
  }

  #addChange(fact: MessageChangeFact): void {
    if (fact.kind !== 'message.deleted' || this.#community.deletedMessages === 'keep-points') return;
    const id = messageId(fact.source, fact.message.externalId);
    const before = this.#deletions.get(id);
    this.#deletions.set(id, Math.max(before ?? fact.at, fact.at));
    const post = this.#posts.get(id);
    if (post === undefined) return;
    const losses = gainsOf([{ ...post, revokedAt: fact.at }], this.#community);
    this.#countGains(before === undefined ? losses : losses.map(countedBefore));
  }

  // A later import of the same takes its place, also while facts are counted.
  #addImport(key: string, { person, source, board, score, at }: ScoreImportedFact, whoIs: WhoIs): void {
    const member = whoIs(identityKey(source, person.externalId));
    const before = this.#imported.get(key);
    this.#keys.add(key);
    if (member === undefined || before === score) return;
    this.#imported.set(key, score);
    const scores = [{ member, score: score - (before ?? 0) }];
    this.#countGains(gainsOfGrants({ board, at, scores }, this.#community));
  }

  #credit(credit: Credit): void {
    const deeds = this.#deeds.get(credit.member) ?? [];
    deeds.push(credit);
    this.#deeds.set(credit.member, deeds);
    this.#count(credit);
  }

  #count(credit: Credit): void {
    this.#countGains(gainsOf([credit], this.#community));
  }

  #countGains(gains: readonly Gain[]): void {
    for (const { ranking, member, score, reachedAt } of gains) {
      const board = this.#boards.get(ranking) ?? new Map<string, Standing>();
      const before = board.get(member) ?? { score: 0, tie: 0 };
      board.set(member, { score: before.score + score, tie: Math.max(before.tie, reachedAt) });
      this.#boards.set(ranking, board);
    }
  }
}
