import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Fact, MessageReactedFact, ScoreImportedFact } from '../../../schemas/fact.ts';
import type { Standing } from '../../store/store.ts';
import type { BadgeCredit } from '../badges/member-badges.ts';
import { creditOf, joinOf } from '../credits.ts';
import type { JoinDocument, NameHolder } from '../documents.ts';
import { reactedClaim } from '../fact-claim.ts';
import { isDeed, type DeedFact, type MessageChangeFact } from '../fact-kinds.ts';
import { identityKey, messageId, usernameKey } from '../identity.ts';
import { countedBefore, gainsOf, gainsOfGrants, type Credit, type Gain } from '../scoring.ts';
import { ToldJoins } from './told-joins.ts';

/** What the store knows of the people in a fact. */
export interface Known {
  /** Who has, or had, a name: see `holdersOf` in `identity.ts`. */
  holdersOf(key: string): readonly NameHolder[];
  /** The join of a member that counts. */
  joinOf(member: string): JoinDocument | undefined;
}

/** What joins add up to. */
interface JoinSums {
  readonly deeds: ReadonlyMap<string, readonly Credit[]>;
  readonly boards: Boards;
}

type Boards = Map<string, Map<string, Standing>>;

/** What facts add up to, each counted once, in whichever order they come: as if they were all told anew. */
export class Tally {
  readonly #community: CommunityConfig;
  readonly #keys = new Set<string>();
  readonly #boards: Boards = new Map();
  readonly #deeds = new Map<string, BadgeCredit[]>();
  readonly #reactions = new Set<string>();
  readonly #posts = new Map<string, Credit>();
  readonly #deletions = new Map<string, number>();
  readonly #joins = new ToldJoins();
  /** Undefined: to be added up again. */
  #joinSums: JoinSums | undefined;
  readonly #imported = new Map<string, number>();

  constructor(community: CommunityConfig) {
    this.#community = community;
  }

  get facts(): number {
    return this.#keys.size;
  }

  get rankings(): string[] {
    return [...new Set([...this.#boards.keys(), ...this.#sumsOfJoins().boards.keys()])];
  }

  /** Who stands in a ranking, with points or without. */
  members(ranking: string): string[] {
    return [this.#boards, this.#sumsOfJoins().boards].flatMap((boards) => [...(boards.get(ranking)?.keys() ?? [])]);
  }

  standing(ranking: string, member: string): Standing | undefined {
    const own = this.#boards.get(ranking)?.get(member);
    const joins = this.#sumsOfJoins().boards.get(ranking)?.get(member);
    return own && joins ? addStandings(own, joins) : (own ?? joins);
  }

  /** All a member did, taken back or not. */
  deeds(member: string): readonly BadgeCredit[] {
    return [...(this.#deeds.get(member) ?? []), ...(this.#sumsOfJoins().deeds.get(member) ?? [])];
  }

  hasJoin(member: string, at: number): boolean {
    return this.#joins.has(member, at);
  }

  hasPost(message: string): boolean {
    return this.#posts.has(message);
  }

  /** @param key of the fact's document */
  add(key: string, fact: Fact, known: Known): void {
    if (fact.kind === 'score.imported') return this.#addImport(key, fact, known);
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    if (fact.kind === 'message.reacted') this.#addReaction(fact, known);
    else if (!isDeed(fact)) this.#addChange(fact);
    else {
      const person = memberOf(identityKey(fact.source, fact.person.externalId), known);
      if (person !== undefined) this.#addDeed(fact, person, known);
    }
  }

  #addDeed(fact: DeedFact, person: string, known: Known): void {
    const join = joinOf(fact);
    if (join === undefined) this.#credit(creditOf(fact, person));
    else {
      this.#joins.add(person, join, known.joinOf(person) ?? join);
      if (join.referrer !== null) this.#joins.setHolders(join.referrer, known.holdersOf(join.referrer));
      this.#joinSums = undefined;
    }
    if (fact.kind === 'message.posted') {
      this.#addPost(messageId(fact.source, fact.message.externalId), creditOf(fact, person));
    }
    this.#addName(fact, known);
  }

  #addName({ source, person }: DeedFact, known: Known): void {
    if (person.username === undefined) return;
    const key = usernameKey(source, person.username);
    if (!this.#joins.hasBrought(key)) return;
    if (this.#joins.setHolders(key, known.holdersOf(key))) this.#joinSums = undefined;
  }

  #addPost(id: string, post: Credit): void {
    this.#posts.set(id, post);
    const revokedAt = this.#deletions.get(id);
    if (revokedAt !== undefined) this.#count({ ...post, revokedAt });
  }

  // Once for each message and emoji; no board counts it.
  #addReaction(fact: MessageReactedFact, known: Known): void {
    const member = memberOf(identityKey(fact.source, fact.person.externalId), known);
    const claim = reactedClaim(fact);
    if (!fact.isSet || member === undefined || this.#reactions.has(claim)) return;
    this.#reactions.add(claim);
    this.#note({ member, deed: 'react', at: fact.at });
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
  #addImport(key: string, { person, source, board, score, at }: ScoreImportedFact, known: Known): void {
    const member = memberOf(identityKey(source, person.externalId), known);
    const before = this.#imported.get(key);
    this.#keys.add(key);
    if (member === undefined || before === score) return;
    this.#imported.set(key, score);
    const scores = [{ member, score: score - (before ?? 0) }];
    this.#countGains(gainsOfGrants({ board, at, scores }, this.#community));
  }

  #credit(credit: Credit): void {
    this.#note(credit);
    this.#count(credit);
  }

  #note(credit: BadgeCredit): void {
    const deeds = this.#deeds.get(credit.member) ?? [];
    deeds.push(credit);
    this.#deeds.set(credit.member, deeds);
  }

  #count(credit: Credit): void {
    this.#countGains(gainsOf([credit], this.#community));
  }

  #countGains(gains: readonly Gain[]): void {
    addGains(gains, this.#boards);
  }

  #sumsOfJoins(): JoinSums {
    this.#joinSums ??= this.#addUpJoins();
    return this.#joinSums;
  }

  #addUpJoins(): JoinSums {
    const credits = this.#joins.credits();
    const boards: Boards = new Map();
    addGains(gainsOf(credits, this.#community), boards);
    return { deeds: Map.groupBy(credits, ({ member }) => member), boards };
  }
}

function memberOf(key: string, known: Known): string | undefined {
  return known.holdersOf(key).at(-1)?.member ?? undefined;
}

function addGains(gains: readonly Gain[], boards: Boards): void {
  for (const { ranking, member, score, reachedAt } of gains) {
    const board = boards.get(ranking) ?? new Map<string, Standing>();
    const gain = { score, tie: reachedAt };
    const before = board.get(member);
    board.set(member, before === undefined ? gain : addStandings(before, gain));
    boards.set(ranking, board);
  }
}

function addStandings(one: Standing, other: Standing): Standing {
  return { score: one.score + other.score, tie: Math.max(one.tie, other.tie) };
}
