import type { DocumentWrite, View } from '../../store/store.ts';
import { badgesChanges, withFulfilled } from '../badges/badge-rules.ts';
import { afterDeeds, badgeWrites } from '../badges/badge-writes.ts';
import { memberBadgesRef, readMemberBadges, uniteBadges, type MemberBadges } from '../badges/member-badges.ts';
import type { Change } from '../log-entry.ts';
import type { Credit } from '../scoring.ts';
import type { FoundKeys, Merge, MergeContext } from './merge.ts';
import { mirrorOf } from './mirror-badges.ts';

export interface MergedBadges {
  readonly documents: readonly DocumentWrite[];
  readonly changes: readonly Change[];
}

/**
 * Unites the badges of two who are one.
 * @param credits what the merge gives and takes back, of others' too
 * @param view holds the badges of all of them
 */
export function mergeBadges(
  merge: Merge,
  credits: readonly Credit[],
  found: FoundKeys,
  view: View,
  context: MergeContext,
): MergedBadges {
  const { from, into } = merge;
  const { community, now } = context;
  const isOwn = ({ member }: Credit): boolean => member === from || member === into;
  const others = badgeWrites(
    credits.filter((credit) => !isOwn(credit)),
    view,
    community,
    now,
  );
  const [going, staying] = [readMemberBadges(view, from), readMemberBadges(view, into)];
  const after = united(going, staying, credits.filter(isOwn), context);
  return {
    documents: [{ ...memberBadgesRef(into), value: after }, ...others.documents],
    changes: [
      ...others.changes,
      ...badgesChanges(into, [staying, after], community, now),
      ...mirrorOf(into, after, [
        { badges: going, keys: found.from },
        { badges: staying, keys: found.into },
      ]),
    ],
  };
}

function united(
  going: MemberBadges,
  staying: MemberBadges,
  own: readonly Credit[],
  { community, now }: MergeContext,
): MemberBadges {
  const both = uniteBadges(staying, going);
  return withFulfilled(own.length === 0 ? both : afterDeeds(both, own, community), community, now);
}
