import type { Person, Referrer, Source } from '../../../schemas/fact.ts';
import { identityKey, usernameKey } from '../identity.ts';

/** Whom an erasure is about. */
export interface ErasedPerson {
  readonly member: string;
  /** All that platforms call them; see `identityKey` and `usernameKey`. */
  readonly identities: ReadonlySet<string>;
  /** Those of them that others had, too: what others did under them stays. */
  readonly shared: ReadonlySet<string>;
  /** When the erasure began (epoch ms, by the store's clock): what was told under their names since is somebody new's. */
  readonly begunAt: number;
}

/** Stands where a platform's id stood. Nobody has it: platforms make theirs of digits and capitals. */
export const ERASED_ID = 'erased';

export function isErased({ identities }: ErasedPerson, source: Source, { externalId }: Pick<Person, 'externalId'>) {
  return identities.has(identityKey(source, externalId));
}

export function isErasedReferrer({ identities, shared }: ErasedPerson, source: Source, referrer: Referrer): boolean {
  const key =
    'username' in referrer ? usernameKey(source, referrer.username) : identityKey(source, referrer.externalId);
  return identities.has(key) && !shared.has(key);
}

/** Ids and usernames as the platforms write them, usernames in lower case. */
export function namesOf({ identities }: ErasedPerson): ReadonlySet<string> {
  return new Set([...identities].map((key) => key.split(':').slice(2).join(':')));
}
