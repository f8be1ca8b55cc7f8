import * as z from 'zod/mini';
import { eventPlace, type Named } from './event-place.ts';
import { score } from './leaderboard.ts';
import { member } from './member.ts';
import { period } from './period.ts';
import { atMost, identifier, slug } from './primitives.ts';

/** Events of the topic `community`: who belongs to it. */
export const memberEvents = {
  /** Somebody joined; also told of somebody who was known before. */
  'member.joined': z.object({ ...eventPlace, member }),
  /** Two members are one person: the one that is gone, and who they are now; null when that one is not shown. */
  'member.merged': z.object({ ...eventPlace, from: identifier, into: z.nullable(member) }),
  /** A member is gone, with all that was kept of them. */
  'member.erased': z.object({ ...eventPlace, member: identifier }),
} as const;

/** Events of the topic `standing/me`: how the token's member stands. */
export const standingEvents = {
  /**
   * Their scores, absolute, on the boards they may see and that changed. Of a rank it says nothing, nor of a board that is
   * told `board.reset`: load the board again.
   */
  'standing.changed': z.object({
    ...eventPlace,
    standings: z.array(z.object({ board: slug, period, score })).check(atMost(1000)),
  }),
} as const;

export type MemberEvent = Named<typeof memberEvents>;
export type StandingChanged = Named<typeof standingEvents>;
