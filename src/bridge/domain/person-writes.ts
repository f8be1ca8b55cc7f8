import type { Person, Source } from '../../schemas/fact.ts';
import type { DocumentRef, Json, View } from '../store/store.ts';
import { collections } from './documents.ts';
import type { DeedFact } from './fact-kinds.ts';
import { identityKey, identityKeys, identityRef, resolveIdentity, usernameKey } from './identity.ts';
import { profileAfter, readMember, type People } from './people.ts';
import { readWaiting, waitingFor } from './reads.ts';

export type DocumentWrite = DocumentRef & { readonly value: Json };

/** A fact that says something of the person in it. */
interface Told {
  readonly source: Source;
  readonly person: Person;
  readonly at: number;
}

/** The member as known now, under every identity the fact names. */
export function personWrites({ source, person, at }: Told, id: string, view: View): DocumentWrite[] {
  return [
    { collection: collections.members, key: id, value: profileAfter(readMember(view, id), id, person, at) },
    ...identityKeys(source, person)
      .filter((key) => resolveIdentity(view, key) !== id)
      .map((key) => ({ ...identityRef(key), value: { member: id } })),
  ];
}

/** What a join leaves behind for its referrer, and what a known name takes over. */
export function referralWrites(fact: DeedFact, view: View, { referrer, unknownReferrer }: People): DocumentWrite[] {
  const writes: DocumentWrite[] = [];
  if (unknownReferrer !== undefined) {
    writes.push(waitingWrite(unknownReferrer, [...readWaiting(view, unknownReferrer), fact.at]));
  }
  if (fact.person.username !== undefined && waitingFor(fact, view).length > 0) {
    writes.push(waitingWrite(usernameKey(fact.source, fact.person.username), []));
  }
  if (referrer !== undefined && readMember(view, referrer) === undefined) {
    writes.push(...newReferrerWrites(fact, referrer));
  }
  return writes;
}

// Only a platform's id makes a member of a referrer nobody has met; the name follows with their first own fact.
function newReferrerWrites(fact: DeedFact, id: string): DocumentWrite[] {
  if (fact.kind !== 'member.joined' || fact.referrer === undefined || 'username' in fact.referrer) return [];
  const { externalId } = fact.referrer;
  return [
    { collection: collections.members, key: id, value: profileAfter(undefined, id, { externalId }, 0) },
    { ...identityRef(identityKey(fact.source, externalId)), value: { member: id } },
  ];
}

function waitingWrite(key: string, joinedAt: readonly number[]): DocumentWrite {
  return { collection: collections.waitingReferrals, key, value: { joinedAt } };
}
