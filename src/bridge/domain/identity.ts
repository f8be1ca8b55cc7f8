import { createHash } from 'node:crypto';
import type { Person, Source } from '../../schemas/fact.ts';
import type { DocumentRef, View } from '../store/store.ts';
import { collections, identityDocument, readDocument } from './documents.ts';

/** The key of a platform's own id for a person. */
export function identityKey(source: Source, externalId: string): string {
  return `${source}:id:${externalId}`;
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
  return readDocument(view, identityDocument, collections.identities, key)?.member;
}

/**
 * The public id of a message: the same for the same message, whoever tells it and however often, and saying nothing of
 * the platform's id.
 */
export function messageId(source: Source, externalId: string): string {
  return createHash('sha256').update(`${source} message ${externalId}`).digest('base64url').slice(0, 22);
}
