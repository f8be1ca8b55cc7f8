import { awardOf, noBadges, type MemberBadges } from '../badges/member-badges.ts';
import { identityKey } from '../identity.ts';
import type { BadgesMirror } from '../log-entry.ts';

/** A member as Returning.AI may know them. */
export interface KnownThere {
  readonly badges: MemberBadges;
  /** All keys under which the member is known. */
  readonly keys: readonly string[];
}

/**
 * What Returning.AI is to be told of a member who came to be by what is said to be one: it knows of the badges of those whom
 * it knew, and of no others.
 */
export function mirrorOf(member: string, after: MemberBadges, before: readonly KnownThere[]): BadgesMirror[] {
  const known = before.filter(({ keys }) => keys.some(isThere)).map(({ badges }) => badges);
  const isKnown = (badge: string): boolean => known.some((badges) => awardOf(badges, badge) !== undefined);
  const awarded = Object.keys(after.earned).filter((badge) => !isKnown(badge));
  const earnedThere = new Set(known.flatMap(({ earned }) => Object.keys(earned)));
  const revoked = [...earnedThere].filter((badge) => awardOf(after, badge) === undefined);
  return [{ type: 'badges.mirror', member, awarded, revoked }];
}

/** The same of a member who gets an id they did not have. */
export function mirrorOfNewKey(member: string, badges: MemberBadges, key: string): BadgesMirror[] {
  const isNews = isThere(key) && Object.keys(badges.earned).length > 0;
  return isNews ? mirrorOf(member, badges, [{ badges: noBadges, keys: [key] }]) : [];
}

function isThere(key: string): boolean {
  return key.startsWith(identityKey('returning', ''));
}
