import * as z from 'zod/mini';
import { cursorText } from './cursor-text.ts';
import { member } from './member.ts';
import { atMost, displayName, httpsUrl, instant, slug, wholeNumber } from './primitives.ts';

/** The most badges a community can have. */
export const MAX_BADGES = 200;

/**
 * How far a member is on the way to a badge. `endsAt`: when `current` falls back to 0 unless the member does something
 * before, as a streak does; null where nothing is ever lost.
 */
export const badgeProgress = z.object({
  current: wholeNumber(0),
  target: wholeNumber(1),
  endsAt: z.nullable(instant),
});

/**
 * What a member has of a badge, absolute: it replaces what was known. `progress` is null once the badge is earned, and
 * where there is no way to count: a badge given by hand, or for a rank.
 */
export const badgeStanding = z.object({ earnedAt: z.nullable(instant), progress: z.nullable(badgeProgress) });

/** What can happen to a badge of a member. */
export const badgeChange = z.enum(['awarded', 'revoked', 'progressed']);

/** A badge on a member's shelf. A picture that is null is not there: the other one serves, or none. */
export const badge = z.object({
  id: slug,
  title: displayName,
  description: z.string().check(atMost(500)),
  image: z.object({ light: z.nullable(httpsUrl), dark: z.nullable(httpsUrl) }),
  ...badgeStanding.shape,
});

/** `GET …/members/{id|me}/badges`: every badge of the community, as this member has it; true at `cursor`. */
export const badgeShelf = z.object({
  /** Null where `me` is nobody the community knows. */
  member: z.nullable(member),
  /** In the order of the configuration. */
  badges: z.array(badge).check(atMost(MAX_BADGES)),
  cursor: cursorText,
});

export type BadgeProgress = z.infer<typeof badgeProgress>;
export type BadgeStanding = z.infer<typeof badgeStanding>;
export type Badge = z.infer<typeof badge>;
export type BadgeShelf = z.infer<typeof badgeShelf>;
