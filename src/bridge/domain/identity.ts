import { createHash } from 'node:crypto';
import type { Person, Source } from '../../schemas/fact.ts';
import type { DocumentRef, DocumentWrite, View } from '../store/store.ts';
import { collections, identityDocument, readDocument, type NameHolder } from './documents.ts';

/** The key of a platform's own id for a person. */
export function identityKey(source: Source, externalId: string): string {
  return `${source}:id:${externalId}`;
}

/** What `identityKey` was given. */
export function externalIdIn(key: string): string {
  return key.split(':').slice(2).join(':');
}

/** The key of a platform's username; case does not count. */
export function usernameKey(source: Source, username: string): string {
  return `${source}:username:${username.toLowerCase()}`;
}

/** The key of an e-mail address, of which only its HMAC is known; see `ingest/email-hash.ts`. */
export function emailKey(emailHash: string): string {
  return `email-hmac:id:${emailHash}`;
}

/** The identities under which a person may be known, the surest first. */
export function identityKeys(source: Source, person: Person): string[] {
  const keys = [identityKey(source, person.externalId)];
  if (person.username !== undefined) keys.push(usernameKey(source, person.username));
  return keys;
}

export function identityRef(key: string): DocumentRef {
  return { collection: collections.identities, key };
}

/** @returns the member's id, undefined when nobody is known under that key */
export function resolveIdentity(view: View, key: string): string | undefined {
  return readDocument(view, identityDocument, collections.identities, key)?.member ?? undefined;
}

/** All who had a name, in the order in which they took it; nobody when nobody is known under that key. */
export function holdersOf(view: View, key: string): readonly NameHolder[] {
  const known = readDocument(view, identityDocument, collections.identities, key);
  return known?.holders ?? (known === undefined ? [] : [onlyHolder(key, known.member)]);
}

/** A platform's id is one member's since ever. */
export function onlyHolder(key: string, member: string | null): NameHolder {
  return { member, externalId: externalIdIn(key), since: 0 };
}

/** With somebody who had the name at a moment (epoch ms): the same in whichever order they are told. */
export function withHolder(holders: readonly NameHolder[], holder: NameHolder): readonly NameHolder[] {
  const known = holders.find(({ externalId }) => externalId === holder.externalId);
  if (known !== undefined && known.since <= holder.since) return holders;
  return [...holders.filter((each) => each !== known), holder].toSorted(
    (a, b) => a.since - b.since || (a.externalId < b.externalId ? -1 : 1),
  );
}

/** Who had the name at a moment (epoch ms): whoever took it last before it; of a moment before all of them, the first. */
export function holderAt(holders: readonly NameHolder[], at: number): NameHolder | undefined {
  return holders.findLast(({ since }) => since <= at) ?? holders[0];
}

/** @param holders at least one; a platform's id has the same one since ever */
export function holdersWrite(key: string, holders: readonly NameHolder[]): DocumentWrite {
  const member = holders.at(-1)?.member ?? null;
  const isSinceEver = holders.length === 1 && holders[0]?.since === 0;
  return { ...identityRef(key), value: isSinceEver ? { member } : { member, holders } };
}

/**
 * The public id of a message: the same for the same message, whoever tells it and however often, and saying nothing of
 * the platform's id.
 */
export function messageId(source: Source, externalId: string): string {
  return createHash('sha256').update(`${source} message ${externalId}`).digest('base64url').slice(0, 22);
}
