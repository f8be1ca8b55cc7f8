import * as z from 'zod/mini';
import type { DocumentRef, DocumentWrite, View } from '../../store/store.ts';
import { collections, readDocument } from '../documents.ts';

/**
 * When somebody was last erased. What the platform still has of them from before must not come back by itself, and nothing
 * is left here to know them by: so nothing from before comes back by itself.
 */
export const lastErasureRef: DocumentRef = { collection: collections.erasureTimes, key: 'last' };

const lastErasure = z.object({ at: z.int() });

export function lastErasureWrite(now: number): DocumentWrite {
  return { ...lastErasureRef, value: { at: now } };
}

/** @returns epoch ms; 0 when nobody ever was */
export function lastErasureAt(view: View): number {
  return readDocument(view, lastErasure, lastErasureRef.collection, lastErasureRef.key)?.at ?? 0;
}
