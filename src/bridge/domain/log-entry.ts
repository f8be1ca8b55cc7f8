import * as z from 'zod/mini';
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

const messageChange = z.object({ type: z.literal('message.posted'), channel: slug, message: identifier });

export const change = z.discriminatedUnion('type', [boardChange, boardReset, messageChange]);

export const logEntry = z.object({ at: z.int(), changes: z.array(change) });

export type RowChange = z.infer<typeof rowChange>;
export type BoardChange = z.infer<typeof boardChange>;
export type BoardReset = z.infer<typeof boardReset>;
export type MessageChange = z.infer<typeof messageChange>;
export type Change = z.infer<typeof change>;
export type LogEntryBody = z.infer<typeof logEntry>;
