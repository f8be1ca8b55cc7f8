import * as z from 'zod/mini';
import { badgeChange, badgeStanding, MAX_BADGES } from './badges.ts';
import { eventPlace, topicEvent, type Named } from './event-place.ts';
import { atMost, identifier, slug } from './primitives.ts';

/** What a topic `member/…` tells. */
export const badgeEvents = {
  /**
   * What a member now has of each badge that changed, and how it did: all that one log entry did to a shelf, in one
   * event. Whoever does not know such a badge loads the shelf again.
   */
  'badges.changed': z.object({
    ...eventPlace,
    member: identifier,
    badges: z.array(z.object({ id: slug, change: badgeChange, ...badgeStanding.shape })).check(atMost(MAX_BADGES)),
  }),
  /** The member is not shown any more: erased, merged into another, excluded, or a bot. Load the shelf again. */
  'badges.reset': topicEvent,
} as const;

export type BadgeEvent = Named<typeof badgeEvents>;
export type BadgesChanged = Extract<BadgeEvent, { name: 'badges.changed' }>;
export type BadgesReset = Extract<BadgeEvent, { name: 'badges.reset' }>;
