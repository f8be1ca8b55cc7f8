import type { Person, Source } from '../../schemas/fact.ts';
import type { DocumentWrite, View } from '../store/store.ts';
import { joinOf } from './credits.ts';
import type { DeedFact } from './fact-kinds.ts';
import { externalIdIn, holdersWrite, identityKey, identityRef, resolveIdentity } from './identity.ts';
import { isEarlier, joinWrite, readJoin } from './joins.ts';
import { nameChangeOf } from './name-change.ts';
import { profileAfter, readMember, type People } from './people.ts';
import { memberRef } from './present.ts';

/** A fact that says something of the person in it. */
interface Told {
  readonly source: Source;
  readonly person: Person;
  readonly at: number;
}

/** The member as known now, under the platform's id. A username is told with a deed, see `peopleWrites`. */
export function personWrites({ source, person, at }: Told, id: string, view: View): DocumentWrite[] {
  const key = identityKey(source, person.externalId);
  return [
    { ...memberRef(id), value: profileAfter(readMember(view, id), id, person, at) },
    ...(resolveIdentity(view, key) === id ? [] : [{ ...identityRef(key), value: { member: id } }]),
  ];
}

/** What a deed leaves behind of its people: who they are, who has a username, and which join counts. */
export function peopleWrites(fact: DeedFact, { person, referrer }: People, view: View): DocumentWrite[] {
  const change = nameChangeOf(fact, person, view);
  const join = joinOf(fact);
  return [
    ...personWrites(fact, person, view),
    ...(change === undefined ? [] : [holdersWrite(change.key, change.after)]),
    ...(join !== undefined && isEarlier(join, readJoin(view, person)) ? [joinWrite(person, join)] : []),
    ...(referrer === undefined ? [] : referrerWrites(referrer, view)),
  ];
}

// Only a platform's id makes a member of a referrer nobody has met; the name follows with their first own fact.
function referrerWrites({ key, member }: NonNullable<People['referrer']>, view: View): DocumentWrite[] {
  if (readMember(view, member) !== undefined) return [];
  const externalId = externalIdIn(key);
  return [
    { ...memberRef(member), value: profileAfter(undefined, member, { externalId }, 0) },
    { ...identityRef(key), value: { member } },
  ];
}
