import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Query, View } from '../../store/store.ts';
import type { BadgesChange } from '../log-entry.ts';
import type { DocumentWrite } from '../person-writes.ts';
import type { Credit } from '../scoring.ts';
import { badgesChanges, withFulfilled, withoutUnfounded } from './badge-rules.ts';
import { memberBadgesRef, noBadges, readMemberBadges, withDeed, type MemberBadges } from './member-badges.ts';

export interface BadgeWrites {
  readonly documents: readonly DocumentWrite[];
  readonly changes: readonly BadgesChange[];
}

/** What must be known to count deeds. */
export function badgeQuery(credits: readonly Credit[], { badges }: CommunityConfig): Query {
  return badges.length === 0 ? {} : { documents: credits.map(({ member }) => memberBadgesRef(member)) };
}

/**
 * Counts deeds, and gives the badges they earn. A deed that was taken back was done all the same; one that turned out not to
 * count takes along what only it had earned.
 */
export function badgeWrites(
  credits: readonly Credit[],
  view: View,
  community: CommunityConfig,
  now: number,
): BadgeWrites {
  if (community.badges.length === 0) return { documents: [], changes: [] };
  const done = credits.filter(({ revokedAt }) => revokedAt === undefined);
  const writes = [...Map.groupBy(done, ({ member }) => member)].map(([member, own]) => {
    const before = readMemberBadges(view, member);
    return memberWrites(member, [before, afterDeeds(before, own, community)], community, now);
  });
  return {
    documents: writes.flatMap(({ documents }) => documents),
    changes: writes.flatMap(({ changes }) => changes),
  };
}

/** A member's new state, and what readers are told of it. */
export function memberWrites(
  member: string,
  [before, after]: readonly [MemberBadges, MemberBadges],
  community: CommunityConfig,
  now: number,
): BadgeWrites {
  return {
    documents: [{ ...memberBadgesRef(member), value: after }],
    changes: badgesChanges(member, [before, after], community, now),
  };
}

/** A member's badges counted again from all they ever did. What they have they keep. */
export function recountBadges(
  known: MemberBadges,
  credits: readonly Credit[],
  community: CommunityConfig,
): MemberBadges {
  const { earned, taken } = known;
  const inOrder = credits.toSorted((a, b) => a.at - b.at);
  return inOrder.reduce<MemberBadges>((sofar, credit) => afterDeeds(sofar, [credit], community), {
    ...noBadges,
    earned,
    taken,
  });
}

/** @param credits of the member, at least one */
export function afterDeeds(before: MemberBadges, credits: readonly Credit[], community: CommunityConfig): MemberBadges {
  const counted = credits.reduce((known, credit) => withDeed(known, credit, community.timeZone), before);
  const founded = withoutUnfounded(before, counted, community);
  return withFulfilled(founded, community, Math.max(...credits.map(({ at }) => at)));
}
