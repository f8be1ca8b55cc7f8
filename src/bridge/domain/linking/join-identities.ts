import type { CommunityConfig } from '../../../schemas/config.ts';
import type { View, Work } from '../../store/store.ts';
import { memberBadgesRef } from '../badges/member-badges.ts';
import { identityRef, resolveIdentity } from '../identity.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { readMember } from '../people.ts';
import { memberRef } from '../present.ts';
import { hidingQuery } from './hide-excluded.ts';
import { newKeyChanges } from './new-key.ts';

/** Two identities of one person, see `identityKey`. Where each is a member, the first one's stays. */
export type IdentityPair = readonly [stays: string, joins: string];

/** `two`: each is a member, and they are to be merged. `nobody`: neither is known yet. */
export type Joined = 'nobody' | 'one' | 'two';

/** Gives both identities to the member who has one of them. */
export function joinIdentities(pair: IdentityPair, community: CommunityConfig, now: number): Work<Joined> {
  return {
    reads: [
      () => ({ documents: pair.map(identityRef) }),
      (view) => ({
        documents: pair
          .flatMap((key) => resolveIdentity(view, key) ?? [])
          .flatMap((member) => [memberRef(member), memberBadgesRef(member)]),
        ...hidingQuery(newKey(pair, view), community),
      }),
    ],
    decide: (view) => {
      const [first, second] = pair.map((key) => resolveIdentity(view, key));
      if (first !== undefined && second !== undefined) return { outcome: first === second ? 'one' : 'two' };
      const member = first ?? second;
      // A name may still lead to who was merged, until the merge is through.
      if (member === undefined || readMember(view, member) === undefined) return { outcome: 'nobody' };
      const key = newKey(pair, view);
      const documents = [{ ...identityRef(key), value: { member } }];
      const entry: LogEntryBody = { at: now, changes: newKeyChanges(member, key, community, view, now) };
      return { outcome: 'one', writes: { claims: [], documents, standings: [], entry } };
    },
  };
}

/** The one that nobody is known by, where there is one. */
function newKey(pair: IdentityPair, view: View): string {
  return resolveIdentity(view, pair[0]) === undefined ? pair[0] : pair[1];
}
