import * as z from 'zod/mini';
import type { CommunityConfig } from '../../../schemas/config.ts';
import type { DocumentRef, View, Work } from '../../store/store.ts';
import { badgesChanges, withFulfilled } from '../badges/badge-rules.ts';
import { memberBadgesRef, readMemberBadges, uniteBadges } from '../badges/member-badges.ts';
import { botsQuery, botsWrite, readBots } from '../bots.ts';
import { collections } from '../documents.ts';
import { identityRef, resolveIdentity } from '../identity.ts';
import type { LogEntryBody, MemberChange } from '../log-entry.ts';
import { newerProfile, readMember } from '../people.ts';
import type { DocumentWrite } from '../person-writes.ts';
import { memberRef } from '../present.ts';

/** Two members who turn out to be one person. */
export interface Merge {
  /** The member that goes. */
  readonly from: string;
  /** The member that stays. */
  readonly into: string;
}

/** Kept until all of it is done, so that a merge cut off can be taken up again. */
export const mergeDocument = z.object({ into: z.string() });

export function mergeRef({ from }: Pick<Merge, 'from'>): DocumentRef {
  return { collection: collections.merges, key: from };
}

/**
 * Makes one member of two as far as names and badges go. Whatever comes from then on counts for the one that stays.
 * @param found keys of identities that seem to be those of the member that goes
 * @returns false when one of the two is not there
 */
export function beginMerge(
  { from, into }: Merge,
  found: readonly string[],
  community: CommunityConfig,
  now: number,
): Work<boolean> {
  return {
    reads: [
      () => ({
        documents: [
          ...[from, into].flatMap((each) => [memberRef(each), memberBadgesRef(each)]),
          ...found.map(identityRef),
        ],
      }),
      () => botsQuery,
    ],
    decide: (view) => {
      const [going, staying] = [readMember(view, from), readMember(view, into)];
      if (staying === undefined || going === undefined) return { outcome: false };
      const before = readMemberBadges(view, into);
      const after = withFulfilled(uniteBadges(before, readMemberBadges(view, from)), community, now);
      const merged: MemberChange = { type: 'member.merged', from, into };
      const changes = [...badgesChanges(into, [before, after], community, now), merged];
      const entry: LogEntryBody = { at: now, changes };
      const documents = [
        { ...mergeRef({ from }), value: { into } },
        { ...memberRef(into), value: newerProfile(staying, going) },
        { ...memberBadgesRef(into), value: after },
        ...movedIdentities({ from, into }, found, view),
        ...movedBot({ from, into }, view),
      ];
      const removed = { documents: [memberRef(from), memberBadgesRef(from)] };
      return { outcome: true, writes: { claims: [], documents, standings: [], removed, entry } };
    },
  };
}

/** Moves names that came to light after the merge began. */
export function moveIdentities(merge: Merge, found: readonly string[], now: number): Work<undefined> {
  return {
    reads: [() => ({ documents: found.map(identityRef) })],
    decide: (view) => {
      const documents = movedIdentities(merge, found, view);
      if (documents.length === 0) return { outcome: undefined };
      const entry: LogEntryBody = { at: now, changes: [] };
      return { outcome: undefined, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}

function movedIdentities({ from, into }: Merge, found: readonly string[], view: View): DocumentWrite[] {
  const own = found.filter((key) => resolveIdentity(view, key) === from);
  return own.map((key) => ({ ...identityRef(key), value: { member: into } }));
}

function movedBot({ from, into }: Merge, view: View): DocumentWrite[] {
  const bots = readBots(view);
  if (!bots.includes(from)) return [];
  return [botsWrite([...new Set(bots.map((member) => (member === from ? into : member)))])];
}
