import * as z from 'zod/mini';
import { badgeChange, badgeStanding, MAX_BADGES } from './badges.ts';
import { cursorText } from './cursor.ts';
import { boardRow } from './leaderboard.ts';
import { MAX_REACTIONS, message, reaction } from './messages.ts';
import { period, periodKey } from './period.ts';
import { identifier, slug } from './primitives.ts';
import { MAX_TOPICS, topicText } from './topic.ts';

/**
 * Server-sent events, one schema an event name. On the wire: `event:` the name, `id:` the stream's watermark as a
 * cursor (nothing of this stream's topics at or below it is still unsent), `data:` the JSON described here.
 * A reader ignores names it does not know.
 */

/** Where an event stands: in which topic, and up to which log entry it tells that topic's whole story. */
const place = { topic: topicText, seq: z.int().check(z.minimum(1)) };

/** Absolute rows to put in place, members to take out, and how many members now have a score. */
export const boardChanged = z.object({
  ...place,
  board: slug,
  period,
  periodKey,
  /** The rows that changed, and the row that enters at the board's `size` when one above it fell. */
  rows: z.array(boardRow).check(z.maxLength(10_000)),
  removed: z.array(identifier).check(z.maxLength(10_000)),
  total: z.int().check(z.minimum(0)),
});

/** The period ended: what was folded is history, a new snapshot is needed. */
export const boardReset = z.object({ ...place, board: slug, period, periodKey });

export const messagePosted = z.object({ ...place, channel: slug, message });

/** The whole message as it stands now. A reader who does not have it leaves it aside. */
export const messageEdited = z.object({ ...place, channel: slug, message });

export const messageDeleted = z.object({ ...place, channel: slug, id: identifier });

/** All reactions of a message as they stand now. */
export const messageReacted = z.object({
  ...place,
  channel: slug,
  id: identifier,
  reactions: z.array(reaction).check(z.maxLength(MAX_REACTIONS)),
});

/**
 * What a member now has of each badge that changed, and how it did: all that one log entry did to a shelf, in one event.
 * Whoever does not know such a badge loads the shelf again.
 */
export const badgesChanged = z.object({
  ...place,
  member: identifier,
  badges: z.array(z.object({ id: slug, change: badgeChange, ...badgeStanding.shape })).check(z.maxLength(MAX_BADGES)),
});

const topicList = z.array(topicText).check(z.maxLength(MAX_TOPICS));

/** The first event of every stream. `resumed`: `yes` from the cursor asked for, `new` without one, `gap` when it can't. */
export const hello = z.object({
  cursor: cursorText,
  resumed: z.enum(['yes', 'new', 'gap']),
  granted: topicList,
  refused: z
    .array(z.object({ topic: z.string().check(z.maxLength(100)), code: identifier }))
    .check(z.maxLength(MAX_TOPICS)),
  heartbeatMs: z.int().check(z.minimum(1)),
});

/** These topics lost events up to the cursor that can't be replayed: a reader reloads snapshots that reach it. */
export const gap = z.object({ topics: topicList, cursor: cursorText });

/** Sent while nothing else is; its `id:` keeps a quiet stream's cursor inside the log. */
export const heartbeat = z.object({});

/** The server closes this stream; come back after that long. */
export const bye = z.object({ reconnectAfterMs: z.int().check(z.minimum(0)) });

/** The token this stream was opened with is good for that long only: open another stream with another token. */
export const tokenExpiring = z.object({ expiresInMs: z.int().check(z.minimum(0)) });

/** Events that change a topic's state. */
export const dataEvents = {
  'board.changed': boardChanged,
  'board.reset': boardReset,
  'message.posted': messagePosted,
  'message.edited': messageEdited,
  'message.deleted': messageDeleted,
  'message.reacted': messageReacted,
  'badges.changed': badgesChanged,
} as const;

/** Events about the stream itself. */
export const controlEvents = { hello, gap, heartbeat, bye, 'token-expiring': tokenExpiring } as const;

export type DataEventName = keyof typeof dataEvents;
export type ControlEventName = keyof typeof controlEvents;

/** A data event with its name, as readers hand it on. */
export type DataEvent = {
  [Name in DataEventName]: { readonly name: Name } & z.infer<(typeof dataEvents)[Name]>;
}[DataEventName];
export type BoardChanged = Extract<DataEvent, { name: 'board.changed' }>;
export type BoardReset = Extract<DataEvent, { name: 'board.reset' }>;
export type MessageEdited = Extract<DataEvent, { name: 'message.edited' }>;
export type MessageDeleted = Extract<DataEvent, { name: 'message.deleted' }>;
export type MessageReacted = Extract<DataEvent, { name: 'message.reacted' }>;
export type MessagePosted = Extract<DataEvent, { name: 'message.posted' }>;
export type BadgesChanged = Extract<DataEvent, { name: 'badges.changed' }>;
export type Hello = z.infer<typeof hello>;
export type Gap = z.infer<typeof gap>;
export type Bye = z.infer<typeof bye>;
export type TokenExpiring = z.infer<typeof tokenExpiring>;
