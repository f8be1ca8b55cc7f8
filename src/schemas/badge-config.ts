import * as z from 'zod/mini';
import { ownAccess } from './access-config.ts';
import { MAX_BADGES } from './badges.ts';
import { MAX_BOARD_SIZE } from './leaderboard.ts';
import { displayName, httpsUrl, identifier, slug } from './primitives.ts';

const howMany = z.int().check(z.minimum(1), z.maximum(1_000_000));

/** How a badge is earned. */
const badgeRule = z.discriminatedUnion('kind', [
  /**
   * By doing something so often. What is taken back later, a deleted message for instance, still counts as done. A reaction
   * counts once for each message and emoji.
   */
  z.strictObject({
    kind: z.literal('count'),
    deed: z.enum(['join', 'visit', 'post', 'refer', 'buy', 'react']),
    count: howMany,
  }),
  /**
   * By joining, posting or buying on so many days in a row, in the community's time zone; visits prove no day. Or by
   * Returning.AI's own streak, where `upstream.returning.apiKey` lets the bridge ask for it.
   */
  z.strictObject({ kind: z.literal('streak'), days: z.int().check(z.minimum(2), z.maximum(3660)) }),
  /** By standing among the first so many of a board when a period ends. */
  z.strictObject({
    kind: z.literal('rank'),
    board: slug,
    period: z.enum(['yearly', 'monthly', 'weekly', 'daily']),
    top: z._default(z.int().check(z.minimum(1), z.maximum(MAX_BOARD_SIZE)), 1),
  }),
]);

const picture = z._default(z.nullable(httpsUrl), null);

const badgeConfig = z.strictObject({
  id: slug,
  title: displayName,
  description: z._default(z.string().check(z.maxLength(500)), ''),
  /** https addresses. Without the one for dark pages, the other serves there too. */
  image: z.prefault(z.strictObject({ light: picture, dark: picture }), {}),
  /** Left out: the badge is given by hand only. */
  rule: z.optional(badgeRule),
  /** Returning.AI's id of the same badge, which is then given and taken there too. Needs `upstream.returning.badgesKey`. */
  returning: z.optional(identifier),
});

/** A community's badges, and who may read its members' shelves. */
export const communityBadges = {
  /** Deeds are counted from the first badge on; `recount` makes up for those before it. */
  badges: z._default(z.array(badgeConfig).check(z.maxLength(MAX_BADGES)), []),
  shelf: z.prefault(z.strictObject(ownAccess), {}),
};

export type BadgeConfig = z.infer<typeof badgeConfig>;
export type BadgeRule = z.infer<typeof badgeRule>;
