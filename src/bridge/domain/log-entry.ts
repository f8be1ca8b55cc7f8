import * as z from 'zod/mini';
import { badgeChange } from '../../schemas/badges.ts';
import { period, periodKey } from '../../schemas/period.ts';
import { identifier, slug } from '../../schemas/primitives.ts';

/**
 * What one fact changed, as the log keeps it: ids and absolute numbers, never a name or a body. Those are joined when an
 * entry is told, so that a replay never tells an old name or a text that is gone. Times are epoch ms.
 */

const rowChange = z.object({ member: identifier, score: z.int(), reachedAt: z.int() });

const boardChange = z.object({
  type: z.literal('board.changed'),
  board: slug,
  period,
  periodKey,
  rows: z.array(rowChange),
  removed: z.array(identifier),
  total: z.int(),
});

const boardReset = z.object({ type: z.literal('board.reset'), board: slug, period, periodKey });

const messageChange = z.object({
  type: z.enum(['message.posted', 'message.edited', 'message.deleted', 'message.reacted']),
  channel: slug,
  message: identifier,
});

/** What a member now has of a badge, and how it changed. */
const badgeStanding = z.object({
  id: slug,
  change: badgeChange,
  earnedAt: z.nullable(z.int()),
  progress: z.nullable(z.object({ current: z.int(), target: z.int(), endsAt: z.nullable(z.int()) })),
});

// One for each member: an event tells all that its log entry did to its topic.
const badgesChange = z.object({
  type: z.literal('badges.changed'),
  member: identifier,
  badges: z.array(badgeStanding),
});

/** A shelf of which nothing is to be seen from now on. */
const badgesReset = z.object({ type: z.literal('badges.reset'), member: identifier });

/**
 * What Returning.AI is to be told of a member who turned out to be somebody there: what the platform does not know they have, or
 * does not know they lost. Readers are told nothing of it.
 */
const badgesMirror = z.object({
  type: z.literal('badges.mirror'),
  member: identifier,
  awarded: z.array(slug),
  revoked: z.array(slug),
});

/** Told on the community's own topic. */
const memberChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('member.joined'), member: identifier }),
  z.object({ type: z.literal('member.merged'), from: identifier, into: identifier }),
  /** The id alone: it says nothing of who it was. */
  z.object({ type: z.literal('member.erased'), id: identifier }),
]);

export const change = z.discriminatedUnion('type', [
  boardChange,
  boardReset,
  messageChange,
  badgesChange,
  badgesReset,
  badgesMirror,
  memberChange,
]);

export const logEntry = z.object({ at: z.int(), changes: z.array(change) });

export type RowChange = z.infer<typeof rowChange>;
export type BoardChange = z.infer<typeof boardChange>;
export type BoardReset = z.infer<typeof boardReset>;
export type MessageChange = z.infer<typeof messageChange>;
export type BadgeStandingChange = z.infer<typeof badgeStanding>;
export type BadgesChange = z.infer<typeof badgesChange>;
export type BadgesReset = z.infer<typeof badgesReset>;
export type BadgesMirror = z.infer<typeof badgesMirror>;
export type MemberChange = z.infer<typeof memberChange>;
export type Change = z.infer<typeof change>;
export type LogEntryBody = z.infer<typeof logEntry>;
