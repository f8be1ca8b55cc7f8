import { sources } from '../../schemas/fact.ts';
import { identityKey, identityRef, resolveIdentity } from '../domain/identity.ts';
import type { Store } from '../store/store.ts';

/** The key of the identity meant by `returning:ID` or `slack:ID`; undefined for anything else. */
export function identityKeyNamed(person: string): string | undefined {
  const source = sources.find((each) => person.startsWith(`${each}:`));
  return source && identityKey(source, person.slice(source.length + 1));
}

/** The member meant by a platform's id, or by the member's own; undefined when nobody has that platform's id. */
export async function memberNamed(person: string, store: Store, community: string): Promise<string | undefined> {
  const key = identityKeyNamed(person);
  if (key === undefined) return person;
  return resolveIdentity(await store.read(community, [() => ({ documents: [identityRef(key)] })]), key);
}
