import type { DocumentRef, Query, Reads, View } from '../store/store.ts';
import { boardQuery } from './board-writes.ts';
import { badgeQuery } from './badges/badge-writes.ts';
import { botsQuery } from './bots.ts';
import { creditsOf, joinOf } from './credits.ts';
import { collections } from './documents.ts';
import type { FactContext } from './fact-context.ts';
import { factClaim } from './fact-claim.ts';
import type { DeedFact } from './fact-kinds.ts';
import { identityKeys, identityRef, messageId, usernameKey } from './identity.ts';
import { joinRef, readJoin } from './joins.ts';
import { movableReferrals, nameChangeOf } from './name-change.ts';
import { referrerKey, resolvePeople } from './people.ts';
import { memberRef } from './present.ts';
import { readReferral, referralRanking } from './referrals.ts';
import { gainsOf } from './scoring.ts';

/** What must be known to keep what a person did. Who somebody is decides what else must be known. */
export function deedReads(fact: DeedFact, context: FactContext): Reads {
  const { community, fresh } = context;
  return [
    () => peopleQuery(fact),
    (view) => historyQuery(fact, view, context),
    (view) => referralQuery(fact, view, context),
    (view) => {
      const credits = creditsOf(fact, view, resolvePeople(fact, view, fresh), community);
      const boards = boardQuery(gainsOf(credits, community), community, view);
      return { ...boards, ...badgeQuery(credits, community) };
    },
  ];
}

/** First: whether the fact is a repeat, who the people in it are, and what is known of its message. */
function peopleQuery(fact: DeedFact): Query {
  const { username } = fact.person;
  const keys = [...identityKeys(fact.source, fact.person), referrerKey(fact)].filter((key) => key !== undefined);
  return {
    claims: [fact.delivery],
    documents: [...keys.map(identityRef), ...messageRefs(fact), ...(botsQuery.documents ?? [])],
    totals: username === undefined ? [] : [referralRanking(usernameKey(fact.source, username))],
  };
}

/** Then: what is known of them. */
function historyQuery(fact: DeedFact, view: View, { fresh }: FactContext): Query {
  const { person, referrer } = resolvePeople(fact, view, fresh);
  const members = referrer === undefined ? [person] : [person, referrer.member];
  const change = nameChangeOf(fact, person, view);
  const slice = change && movableReferrals(change, view);
  return {
    claims: [factClaim(fact, person)],
    documents: [...members.map(memberRef), ...(joinOf(fact) === undefined ? [] : [joinRef(person)])],
    slices: slice === undefined ? [] : [slice],
  };
}

/** Then: which referrals may move. */
function referralQuery(fact: DeedFact, view: View, { fresh }: FactContext): Query {
  const { person } = resolvePeople(fact, view, fresh);
  const known = joinOf(fact) && readJoin(view, person)?.referrer;
  const change = nameChangeOf(fact, person, view);
  const slice = change && movableReferrals(change, view);
  const brought = slice === undefined ? [] : view.slice(slice).map(({ member }) => readReferral(member).person);
  return {
    documents: [...(known === undefined || known === null ? [] : [identityRef(known)]), ...brought.map(joinRef)],
  };
}

function messageRefs(fact: DeedFact): DocumentRef[] {
  if (fact.kind !== 'message.posted') return [];
  return [{ collection: collections.messages, key: messageId(fact.source, fact.message.externalId) }];
}
