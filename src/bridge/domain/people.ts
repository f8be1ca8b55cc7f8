import type { Person } from '../../schemas/fact.ts';
import type { View } from '../store/store.ts';
import { collections, memberDocument, readDocument, type MemberDocument } from './documents.ts';
import type { DeedFact } from './fact-kinds.ts';
import { identityKey, resolveIdentity, usernameKey } from './identity.ts';

/** Ids for members who turn out to be new, made beforehand so that reads and decide agree on them. */
export interface FreshIds {
  readonly person: string;
  readonly referrer: string;
}

/** Who a fact is about, as members. */
export interface People {
  readonly person: string;
  /** Who brought the person, where a platform's id says who that is. */
  readonly referrer: { readonly key: string; readonly member: string } | undefined;
}

/** Where a fact's referrer may be known; undefined when nobody is named, or the person named themselves. */
export function referrerKey(fact: DeedFact): string | undefined {
  if (fact.kind !== 'member.joined' || fact.referrer === undefined || namesItself(fact)) return undefined;
  return 'username' in fact.referrer
    ? usernameKey(fact.source, fact.referrer.username)
    : identityKey(fact.source, fact.referrer.externalId);
}

/**
 * A platform's id is enough to make a member of a person; a username is not, since it was typed by somebody else and may
 * name nobody.
 */
export function resolvePeople(fact: DeedFact, view: View, fresh: FreshIds): People {
  const person = resolveIdentity(view, identityKey(fact.source, fact.person.externalId)) ?? fresh.person;
  const key = referrerKey(fact);
  if (key === undefined || isUsername(key, fact)) return { person, referrer: undefined };
  return { person, referrer: { key, member: resolveIdentity(view, key) ?? fresh.referrer } };
}

/** The member as known after this fact, see `newerProfile`. */
export function profileAfter(
  known: MemberDocument | undefined,
  id: string,
  person: Person,
  at: number,
): MemberDocument {
  // Older than any name somebody told: lists of people are dated 0.
  const before = known ?? { id, name: person.externalId, nameAt: -1, avatar: null, avatarAt: 0 };
  const name = person.name ?? person.username;
  return newerProfile(before, {
    ...before,
    ...(name !== undefined && { name, nameAt: at }),
    ...(person.avatar !== undefined && { avatar: person.avatar, avatarAt: at }),
  });
}

/**
 * The first one with the newer name and the newer picture of the two. Of one moment the greater text stands, so that it makes
 * no difference which was told first.
 */
export function newerProfile(one: MemberDocument, other: MemberDocument): MemberDocument {
  const isNewerName = other.nameAt > one.nameAt || (other.nameAt === one.nameAt && other.name > one.name);
  const isNewerAvatar =
    other.avatarAt > one.avatarAt || (other.avatarAt === one.avatarAt && (other.avatar ?? '') > (one.avatar ?? ''));
  const { name, nameAt } = isNewerName ? other : one;
  const { avatar, avatarAt } = isNewerAvatar ? other : one;
  return { id: one.id, name, nameAt, avatar, avatarAt };
}

export function readMember(view: View, id: string): MemberDocument | undefined {
  return readDocument(view, memberDocument, collections.members, id);
}

function namesItself(fact: DeedFact): boolean {
  if (fact.kind !== 'member.joined' || fact.referrer === undefined) return false;
  if ('externalId' in fact.referrer) return fact.referrer.externalId === fact.person.externalId;
  return fact.referrer.username.toLowerCase() === fact.person.username?.toLowerCase();
}

function isUsername(key: string, fact: DeedFact): boolean {
  return key.startsWith(usernameKey(fact.source, ''));
}
