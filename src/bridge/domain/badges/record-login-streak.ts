import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Work } from '../../store/store.ts';
import { identityKey, identityRef, resolveIdentity } from '../identity.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { readMember } from '../people.ts';
import { memberRef } from '../present.ts';
import { afterLoginStreak, memberWrites } from './badge-writes.ts';
import { memberBadgesRef, readMemberBadges, type LoginStreak } from './member-badges.ts';

/** What Returning.AI said of the streak of one of its users. */
export interface ToldStreak extends LoginStreak {
  readonly externalId: string;
}

/** Keeps the platform's own streak with its member's badges. The outcome is false for who is not known. */
export function recordLoginStreak(
  { externalId, days, at }: ToldStreak,
  community: CommunityConfig,
  now: number,
): Work<boolean> {
  const key = identityKey('returning', externalId);
  return {
    reads: [
      () => ({ documents: [identityRef(key)] }),
      (view) => {
        const member = resolveIdentity(view, key);
        return member === undefined ? {} : { documents: [memberRef(member), memberBadgesRef(member)] };
      },
    ],
    decide: (view) => {
      const member = resolveIdentity(view, key);
      // Of somebody who is being erased the id may still be there.
      if (member === undefined || readMember(view, member) === undefined) return { outcome: false };
      const before = readMemberBadges(view, member);
      const after = afterLoginStreak(before, { days, at }, community);
      const { documents, changes } = memberWrites(member, [before, after], community, now);
      const entry: LogEntryBody = { at: now, changes: [...changes] };
      return { outcome: true, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}
