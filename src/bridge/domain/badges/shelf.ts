import type { BadgeConfig } from '../../../schemas/badge-config.ts';
import type { Badge, BadgeShelf, BadgeStanding } from '../../../schemas/badges.ts';
import type { CommunityConfig } from '../../../schemas/config.ts';
import { formatCursor } from '../../../schemas/cursor.ts';
import type { Query, View } from '../../store/store.ts';
import type { Presentation } from '../naming.ts';
import { memberRef, presentMember, toInstant } from '../present.ts';
import { standingOf, type StoredStanding } from './badge-rules.ts';
import { memberBadgesRef, noBadges, readMemberBadges, type MemberBadges } from './member-badges.ts';

/** What a member's shelf is made of. */
export function shelfQuery(member: string): Query {
  return { documents: [memberRef(member), memberBadgesRef(member)] };
}

/** The shelf, from a view that holds its query. Its `member` is null when nobody is known by that id, or shown. */
export function shelfOf(
  member: string,
  view: View,
  community: CommunityConfig,
  { presentation, now }: { readonly presentation: Presentation; readonly now: number },
): BadgeShelf {
  const shown = presentMember(member, presentation, view);
  const badges = shown === undefined ? noBadges : readMemberBadges(view, member);
  return {
    member: shown ?? null,
    badges: community.badges.map((badge) => presentBadge(badge, badges, community, now)),
    cursor: formatCursor(view.cursor),
  };
}

export function presentBadge(badge: BadgeConfig, known: MemberBadges, community: CommunityConfig, now: number): Badge {
  const { id, title, description, image } = badge;
  return { id, title, description, image, ...presentStanding(standingOf(badge, known, community, now)) };
}

/** A standing as it travels. */
export function presentStanding({ earnedAt, progress }: StoredStanding): BadgeStanding {
  return {
    earnedAt: earnedAt === null ? null : toInstant(earnedAt),
    progress: progress && { ...progress, endsAt: progress.endsAt === null ? null : toInstant(progress.endsAt) },
  };
}
