import * as z from 'zod/mini';
import { cursorText } from './cursor-text.ts';
import { atMost, identifier, wholeNumber } from './primitives.ts';
import { MAX_TOPICS } from './topic.ts';

const topicList = z.array(identifier).check(atMost(MAX_TOPICS));

/** The first event of every stream. `resumed`: `yes` from the cursor asked for, `new` without one, `gap` when it can't. */
const hello = z.object({
  cursor: cursorText,
  resumed: z.enum(['yes', 'new', 'gap']),
  granted: topicList,
  /** Whom `me` in a topic stands for; missing without a token. */
  me: z.optional(identifier),
  refused: z.array(z.object({ topic: z.string().check(atMost(100)), code: identifier })).check(atMost(MAX_TOPICS)),
  heartbeatMs: wholeNumber(1),
});

/** These topics lost events up to the cursor that can't be replayed: a reader reloads snapshots that reach it. */
const gap = z.object({ topics: topicList, cursor: cursorText });

/** Sent while nothing else is; its `id:` keeps a quiet stream's cursor inside the log. */
const heartbeat = z.object({});

/** The server closes this stream; come back after that long. */
const bye = z.object({ reconnectAfterMs: wholeNumber(0) });

/** The token this stream was opened with is good for that long only: open another stream with another token. */
const tokenExpiring = z.object({ expiresInMs: wholeNumber(0) });

/** Events about the stream itself. */
export const controlEvents = { hello, gap, heartbeat, bye, 'token-expiring': tokenExpiring } as const;

export type ControlEventName = keyof typeof controlEvents;
export type Hello = z.infer<typeof hello>;
export type Gap = z.infer<typeof gap>;
export type Bye = z.infer<typeof bye>;
export type TokenExpiring = z.infer<typeof tokenExpiring>;
