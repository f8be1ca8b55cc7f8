import * as z from 'zod/mini';
import { cursorText } from './cursor.ts';
import { boardRow } from './leaderboard.ts';
import { message } from './messages.ts';
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

/** These topics lost events that can't be replayed: a reader reloads their snapshots. */
export const gap = z.object({ topics: topicList });

/** Sent while nothing else is; its `id:` keeps a quiet stream's cursor inside the log. */
export const heartbeat = z.object({});

/** The server closes this stream; come back after that long. */
export const bye = z.object({ reconnectAfterMs: z.int().check(z.minimum(0)) });

/** Events that change a topic's state. */
export const dataEvents = {
  'board.changed': boardChanged,
  'board.reset': boardReset,
  'message.posted': messagePosted,
} as const;

/** Events about the stream itself. */
export const controlEvents = { hello, gap, heartbeat, bye } as const;

export type DataEventName = keyof typeof dataEvents;
export type ControlEventName = keyof typeof controlEvents;

/** A data event with its name, as readers hand it on. */
export type DataEvent = {
  [Name in DataEventName]: { readonly name: Name } & z.infer<(typeof dataEvents)[Name]>;
}[DataEventName];
export type BoardChanged = Extract<DataEvent, { name: 'board.changed' }>;
export type BoardReset = Extract<DataEvent, { name: 'board.reset' }>;
export type MessagePosted = Extract<DataEvent, { name: 'message.posted' }>;
export type Hello = z.infer<typeof hello>;
export type Gap = z.infer<typeof gap>;
export type Bye = z.infer<typeof bye>;
