import { isDeepStrictEqual } from 'node:util';
import type { Person, Source } from '../../../schemas/fact.ts';
import type { DocumentWrite, Query, View, Work } from '../../store/store.ts';
import type { MemberDocument } from '../documents.ts';
import { identityKey, identityRef, resolveIdentity } from '../identity.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { profileAfter, readMember } from '../people.ts';
import { memberRef } from '../present.ts';

/** Somebody an import names. */
export interface ToldPerson {
  readonly source: Source;
  /** Only the id, the name and the picture are taken. */
  readonly person: Omit<Person, 'username'>;
  /** When that was so, epoch ms: a name that was learnt later stays. */
  readonly at: number;
}

/** Somebody an import names, as a member. */
export interface MetPerson<Told extends ToldPerson> {
  readonly told: Told;
  readonly member: string;
}

/** First: who the people are. */
export function identitiesQuery(people: readonly ToldPerson[]): Query {
  return { documents: people.map((each) => identityRef(keyOf(each))) };
}

/** Then: what is known of them, from a view that holds `identitiesQuery`. */
export function membersQuery(people: readonly ToldPerson[], view: View): Query {
  return { documents: people.flatMap((each) => resolveIdentity(view, keyOf(each)) ?? []).map(memberRef) };
}

/** The member of each; whoever is not known yet becomes one, however often they are named. @param fresh an id for each */
export function membersOf<Told extends ToldPerson>(
  people: readonly Told[],
  fresh: readonly string[],
  view: View,
): MetPerson<Told>[] {
  const met = new Map<string, string>();
  return people.map((told, index) => {
    const key = keyOf(told);
    const member = resolveIdentity(view, key) ?? met.get(key) ?? fresh[index];
    if (member === undefined) throw new Error('There must be a fresh id for each person.');
    met.set(key, member);
    return { told, member };
  });
}

/** What is to be written of them, from a view that holds both queries. */
export function meetingWrites(people: readonly ToldPerson[], fresh: readonly string[], view: View): DocumentWrite[] {
  const known = new Map<string, MemberDocument>();
  const written = new Map<string, DocumentWrite>();
  for (const { told, member } of membersOf(people, fresh, view)) {
    const isNew = resolveIdentity(view, keyOf(told)) === undefined;
    const before = known.get(member) ?? (isNew ? undefined : readMember(view, member));
    const after = profileAfter(before, member, told.person, told.at);
    known.set(member, after);
    if (!isDeepStrictEqual(before, after)) written.set(member, { ...memberRef(member), value: after });
    if (isNew) written.set(keyOf(told), { ...identityRef(keyOf(told)), value: { member } });
  }
  return [...written.values()];
}

/** Makes members of people nobody has met, and names those without one. @param fresh an id for each */
export function meetPeople(people: readonly ToldPerson[], fresh: readonly string[], now: number): Work<undefined> {
  return {
    reads: [() => identitiesQuery(people), (view) => membersQuery(people, view)],
    decide: (view) => {
      const documents = meetingWrites(people, fresh, view);
      if (documents.length === 0) return { outcome: undefined };
      const entry: LogEntryBody = { at: now, changes: [] };
      return { outcome: undefined, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}

function keyOf({ source, person }: ToldPerson): string {
  return identityKey(source, person.externalId);
}
