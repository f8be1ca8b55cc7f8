import * as z from 'zod/mini';
import { identifier } from '../../schemas/primitives.ts';
import type { Query, View, Writes } from '../store/store.ts';
import { collections, readDocument } from './documents.ts';

/**
 * Members who are bots. A platform says so only when it is asked, often after they were counted, so they are counted like
 * anybody and shown to nobody: whichever is told first, boards come out the same. Nobody stops being one.
 */
const botsDocument = z.object({ members: z.array(identifier) });

const botsRef = { collection: collections.bots, key: 'all' };

export const botsQuery: Query = { documents: [botsRef] };

/** From a view that holds `botsQuery`. */
export function readBots(view: View): readonly string[] {
  return readDocument(view, botsDocument, botsRef.collection, botsRef.key)?.members ?? [];
}

export function botsWrite(members: readonly string[]): Writes['documents'][number] {
  return { ...botsRef, value: { members } };
}
