import * as z from 'zod/mini';
import { identifier } from '../../schemas/primitives.ts';
import type { Json } from '../store/store.ts';

/**
 * A log entry that tells no topic anything, and every node that a key is good no more. It stands beside `changes`, which
 * the hub reads, because it is no topic's.
 */
const controlEntry = z.object({ control: z.object({ type: z.literal('key.revoked'), key: identifier }) });

export function revocationEntry(accessId: string, at: number): Json {
  return { at, changes: [], control: { type: 'key.revoked', key: accessId } };
}

/** @returns the access id of the key that a log entry revokes, undefined for any other entry */
export function revokedKey(entry: Json): string | undefined {
  const parsed = controlEntry.safeParse(entry);
  return parsed.success ? parsed.data.control.key : undefined;
}
