import type { CommunityConfig } from '../../schemas/config.ts';
import type { Fact } from '../../schemas/fact.ts';
import type { DocumentRef, Query, View } from '../store/store.ts';
import { collections, readDocument, waitingReferralsDocument } from './documents.ts';
import { identityKeys, identityRef, messageId, usernameKey } from './identity.ts';
import { referrerKey, resolvePeople, type FreshIds, type People } from './people.ts';
import { gainsOf, type Credit, type Deed } from './scoring.ts';

/** All that decides what a fact means, besides what is stored. */
export interface FactContext {
  readonly community: CommunityConfig;
  readonly fresh: FreshIds;
  /** Epoch ms. */
  readonly now: number;
}

/** First: whether the fact is a repeat, and who the people in it are. */
export function peopleQuery(fact: Fact): Query {
  const keys = [...identityKeys(fact.source, fact.person), referrerKey(fact)].filter((key) => key !== undefined);
  return { claims: [fact.delivery], documents: [...keys.map(identityRef), ...waitingRefs(fact)] };
}

/** Then: what is known of them. */
export function standingsQuery(fact: Fact, view: View, { community, fresh }: FactContext): Query {
  const people = resolvePeople(fact, view, fresh);
  const gains = gainsOf(creditsOf(fact, view, people), community);
  return {
    claims: [factClaim(fact, people)],
    documents: [people.person, people.referrer]
      .filter((member) => member !== undefined)
      .map((key) => ({ collection: collections.members, key })),
    standings: gains,
    totals: gains.map(({ ranking }) => ranking),
  };
}

/** The fact's own claim: the same for the same fact, whichever delivery tells it. */
export function factClaim(fact: Fact, { person }: People): string {
  switch (fact.kind) {
    case 'member.joined':
      return `join:${person}`;
    case 'member.visited':
      return `visit:${person}:${fact.at}`;
    case 'message.posted':
      return `message:${messageId(fact.source, fact.message.externalId)}`;
    default:
      return fact satisfies never;
  }
}

/** Who is credited with what: the person's own deed, their referrer's, and referrals that waited for their name. */
export function creditsOf(fact: Fact, view: View, { person, referrer }: People): Credit[] {
  return [
    { member: person, deed: deeds[fact.kind], at: fact.at },
    ...(referrer === undefined ? [] : [{ member: referrer, deed: 'refer' as const, at: fact.at }]),
    ...waitingFor(fact, view).map((at) => ({ member: person, deed: 'refer' as const, at })),
  ];
}

/** When people joined who named this fact's person as their referrer, before anyone knew that name (epoch ms each). */
export function waitingFor(fact: Fact, view: View): readonly number[] {
  return fact.person.username === undefined ? [] : readWaiting(view, usernameKey(fact.source, fact.person.username));
}

export function readWaiting(view: View, key: string): readonly number[] {
  return readDocument(view, waitingReferralsDocument, collections.waitingReferrals, key)?.joinedAt ?? [];
}

const deeds = {
  'member.joined': 'join',
  'member.visited': 'visit',
  'message.posted': 'post',
} as const satisfies Record<Fact['kind'], Deed>;

function waitingRefs(fact: Fact): DocumentRef[] {
  const names = [fact.person.username, usernameOfReferrer(fact)].filter((name) => name !== undefined);
  return names.map((name) => ({ collection: collections.waitingReferrals, key: usernameKey(fact.source, name) }));
}

function usernameOfReferrer(fact: Fact): string | undefined {
  if (fact.kind !== 'member.joined' || fact.referrer === undefined) return undefined;
  return 'username' in fact.referrer ? fact.referrer.username : undefined;
}
