import { collections, identityDocument } from './domain/documents.ts';
import { identityKey } from './domain/identity.ts';
import type { Store } from './store/store.ts';

const PAGE = 500;

/**
 * Returning.AI's own id of a member; undefined for who is not known there. It goes through the identities page by page:
 * what asks for it, an award to be mirrored, is rare, and an index would be written with every fact.
 */
export async function returningIdOf(
  store: Pick<Store, 'scan'>,
  communityId: string,
  member: string,
): Promise<string | undefined> {
  const prefix = identityKey('returning', '');
  for (let after: string | undefined = prefix; after !== undefined;) {
    const page = await store.scan(communityId, collections.identities, { after, limit: PAGE });
    const own = page.filter(({ key }) => key.startsWith(prefix));
    const found = own.find(({ value }) => identityDocument.parse(value).member === member);
    if (found !== undefined) return found.key.slice(prefix.length);
    after = own.length === PAGE ? own.at(-1)?.key : undefined;
  }
  return undefined;
}
