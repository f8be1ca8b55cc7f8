import type { CommunityConfig } from '../../schemas/config.ts';
import type { DocumentRef, Query, View } from '../store/store.ts';
import { boardQuery } from './board-writes.ts';
import { botsQuery } from './bots.ts';
import { collections, readDocument, waitingReferralsDocument, type MessageDocument } from './documents.ts';
import type { FactContext } from './fact-context.ts';
import { factClaim } from './fact-claim.ts';
import type { DeedFact } from './fact-kinds.ts';
import { identityKeys, identityRef, messageId, usernameKey } from './identity.ts';
import { readMessage } from './message-state.ts';
import { referrerKey, resolvePeople, type People } from './people.ts';
import { memberRef } from './present.ts';
import { gainsOf, type Credit, type Deed } from './scoring.ts';

/** First: whether the fact is a repeat, who the people in it are, and what is known of its message. */
export function peopleQuery(fact: DeedFact): Query {
  const keys = [...identityKeys(fact.source, fact.person), referrerKey(fact)].filter((key) => key !== undefined);
  return {
    claims: [fact.delivery],
    documents: [...keys.map(identityRef), ...waitingRefs(fact), ...messageRefs(fact), ...(botsQuery.documents ?? [])],
  };
}

/** Then: what is known of them. */
export function standingsQuery(fact: DeedFact, view: View, { community, fresh }: FactContext): Query {
  const people = resolvePeople(fact, view, fresh);
  const { standings, totals, slices } = boardQuery(
    gainsOf(creditsOf(fact, view, people, community), community),
    community,
    view,
  );
  return {
    claims: [factClaim(fact, people.person)],
    documents: [people.person, people.referrer].filter((member) => member !== undefined).map(memberRef),
    ...(standings !== undefined && { standings }),
    ...(totals !== undefined && { totals }),
    ...(slices !== undefined && { slices }),
  };
}

/** Who is credited with what: the person's own deed, their referrer's, and referrals that waited for their name. */
export function creditsOf(
  fact: DeedFact,
  view: View,
  { person, referrer }: People,
  community: CommunityConfig,
): Credit[] {
  const own: Credit = { member: person, deed: deedOf(fact), at: fact.at };
  return [
    own,
    ...revocations(own, messageOf(fact, view), community),
    ...(referrer === undefined ? [] : [{ member: referrer, deed: 'refer' as const, at: fact.at }]),
    ...waitingFor(fact, view).map((at) => ({ member: person, deed: 'refer' as const, at })),
  ];
}

/** What a deleted message takes back from its author, where the community says so. */
export function revocations(
  post: Credit,
  message: MessageDocument | undefined,
  { deletedMessages }: CommunityConfig,
): Credit[] {
  const revokedAt = message?.deletedAt ?? undefined;
  return revokedAt === undefined || deletedMessages === 'keep-points' ? [] : [{ ...post, revokedAt }];
}

/** When people joined who named this fact's person as their referrer, before anyone knew that name (epoch ms each). */
export function waitingFor(fact: DeedFact, view: View): readonly number[] {
  return fact.person.username === undefined ? [] : readWaiting(view, usernameKey(fact.source, fact.person.username));
}

export function readWaiting(view: View, key: string): readonly number[] {
  return readDocument(view, waitingReferralsDocument, collections.waitingReferrals, key)?.joinedAt ?? [];
}

/** What is known of the message a fact posts; undefined for other facts, and when nothing is. */
export function messageOf(fact: DeedFact, view: View): MessageDocument | undefined {
  return fact.kind === 'message.posted'
    ? readMessage(view, messageId(fact.source, fact.message.externalId))
    : undefined;
}

const deeds = {
  'member.joined': 'join',
  'member.visited': 'visit',
  'message.posted': 'post',
  'item.purchased': 'buy',
} as const satisfies Record<DeedFact['kind'], Deed>;

/** What a fact's person did. */
export function deedOf({ kind }: DeedFact): Deed {
  return deeds[kind];
}

function messageRefs(fact: DeedFact): DocumentRef[] {
  if (fact.kind !== 'message.posted') return [];
  return [{ collection: collections.messages, key: messageId(fact.source, fact.message.externalId) }];
}

function waitingRefs(fact: DeedFact): DocumentRef[] {
  const names = [fact.person.username, usernameOfReferrer(fact)].filter((name) => name !== undefined);
  return names.map((name) => ({ collection: collections.waitingReferrals, key: usernameKey(fact.source, name) }));
}

function usernameOfReferrer(fact: DeedFact): string | undefined {
  if (fact.kind !== 'member.joined' || fact.referrer === undefined) return undefined;
  return 'username' in fact.referrer ? fact.referrer.username : undefined;
}
