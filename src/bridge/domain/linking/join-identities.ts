import type { Work } from '../../store/store.ts';
import { identityRef, resolveIdentity } from '../identity.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { readMember } from '../people.ts';
import { memberRef } from '../present.ts';

/** Two identities of one person, see `identityKey`. Where each is a member, the first one's stays. */
export type IdentityPair = readonly [stays: string, joins: string];

/** `two`: each is a member, and they are to be merged. `nobody`: neither is known yet. */
export type Joined = 'nobody' | 'one' | 'two';

/** Gives both identities to the member who has one of them. */
export function joinIdentities(pair: IdentityPair, now: number): Work<Joined> {
  return {
    reads: [
      () => ({ documents: pair.map(identityRef) }),
      (view) => ({ documents: pair.flatMap((key) => resolveIdentity(view, key) ?? []).map(memberRef) }),
    ],
    decide: (view) => {
      const [first, second] = pair.map((key) => resolveIdentity(view, key));
      if (first !== undefined && second !== undefined) return { outcome: first === second ? 'one' : 'two' };
      const member = first ?? second;
      // A name may still lead to who was merged, until the merge is through.
      if (member === undefined || readMember(view, member) === undefined) return { outcome: 'nobody' };
      const documents = [{ ...identityRef(first === undefined ? pair[0] : pair[1]), value: { member } }];
      const entry: LogEntryBody = { at: now, changes: [] };
      return { outcome: 'one', writes: { claims: [], documents, standings: [], entry } };
    },
  };
}
