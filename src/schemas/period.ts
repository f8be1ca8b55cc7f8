import * as z from 'zod/mini';
import { atMost, filled } from './primitives.ts';

/** The spans a board can be ranked over, in the board's own time zone. Weeks are ISO weeks (Monday first). */
export const periods = ['all-time', 'yearly', 'monthly', 'weekly', 'daily'] as const;

export const period = z.enum(periods);

export type Period = z.infer<typeof period>;

/**
 * Which span of its kind: `all-time`, `2025`, `2025-08`, `2025-W35`, `2025-08-31`.
 * Keys of one kind sort as text in the order of time.
 */
export const periodKey = z.string().check(filled, atMost(16));
