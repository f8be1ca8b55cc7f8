import type { CommunityConfig } from '../../../schemas/config.ts';
import type { DocumentWrite, Query, View } from '../../store/store.ts';
import type { BadgesChange } from '../log-entry.ts';
import { badgesChanges, withFulfilled, withoutUnfounded } from './badge-rules.ts';
import {
  memberBadgesRef,
  noBadges,
  readMemberBadges,
  withDeed,
  withLoginStreak,
  type BadgeCredit,
  type LoginStreak,
  type MemberBadges,
} from './member-badges.ts';

export interface BadgeWrites {
  readonly documents: readonly DocumentWrite[];
  readonly changes: readonly BadgesChange[];
}

/** What must be known to count deeds. */
export function badgeQuery(credits: readonly BadgeCredit[], { badges }: CommunityConfig): Query {
  return badges.length === 0 ? {} : { documents: credits.map(({ member }) => memberBadgesRef(member)) };
}

/**
 * Counts deeds, and gives the badges they earn. A deed that was taken back was done all the same; one that turned out not to
 * count takes along what only it had earned.
 */
export function badgeWrites(
  credits: readonly BadgeCredit[],
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
  credits: readonly BadgeCredit[],
  community: CommunityConfig,
): MemberBadges {
  const { earned, taken, loginStreak } = known;
  const inOrder = credits.toSorted((a, b) => a.at - b.at);
  const counted = inOrder.reduce<MemberBadges>((sofar, credit) => afterDeeds(sofar, [credit], community), {
    ...noBadges,
    earned,
    taken,
  });
  return loginStreak === undefined ? counted : afterLoginStreak(counted, loginStreak, community);
}

/** @param credits of the member, at least one */
export function afterDeeds(
  before: MemberBadges,
  credits: readonly BadgeCredit[],
  community: CommunityConfig,
): MemberBadges {
  const counted = credits.reduce((known, credit) => withDeed(known, credit, community.timeZone), before);
  const founded = withoutUnfounded(before, counted, community);
  return withFulfilled(founded, community, Math.max(...credits.map(({ at }) => at)));
}

/** What the platform tells of its own streak earns what it is long enough for, also when a newer word came before it. */
export function afterLoginStreak(before: MemberBadges, told: LoginStreak, community: CommunityConfig): MemberBadges {
  const awarded = withFulfilled({ ...before, loginStreak: told }, community, told.at);
  return withLoginStreak(awarded, before.loginStreak);
}
