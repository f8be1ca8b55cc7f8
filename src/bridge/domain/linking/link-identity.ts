import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Work } from '../../store/store.ts';
import { memberBadgesRef } from '../badges/member-badges.ts';
import { identityRef, resolveIdentity } from '../identity.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { readMember } from '../people.ts';
import { memberRef } from '../present.ts';
import { hidingQuery } from './hide-excluded.ts';
import { newKeyChanges } from './new-key.ts';

/** Whom a platform's id meant before it was linked: nobody, the member themselves, or another member. */
export interface LinkOutcome {
  readonly before: string | undefined;
}

/** Gives a member one more identity, if nobody has it. The outcome is undefined for an unknown member. */
export function linkIdentity(
  member: string,
  key: string,
  community: CommunityConfig,
  now: number,
): Work<LinkOutcome | undefined> {
  return {
    reads: [
      () => ({
        documents: [memberRef(member), memberBadgesRef(member), identityRef(key)],
        ...hidingQuery(key, community),
      }),
    ],
    decide: (view) => {
      if (readMember(view, member) === undefined) return { outcome: undefined };
      const before = resolveIdentity(view, key);
      if (before !== undefined) return { outcome: { before } };
      const documents = [{ ...identityRef(key), value: { member } }];
      const entry: LogEntryBody = { at: now, changes: newKeyChanges(member, key, community, view, now) };
      return { outcome: { before }, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}
