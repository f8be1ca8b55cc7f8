import * as z from 'zod/mini';
import type { CommunityConfig } from '../../../schemas/config.ts';
import type { DocumentRef, View } from '../../store/store.ts';
import { collections, readDocument } from '../documents.ts';

/** Two members who turn out to be one person. */
export interface Merge {
  /** The member that goes. */
  readonly from: string;
  /** The member that stays. */
  readonly into: string;
}

/** Keys of the identities of both. */
export type FoundKeys = Readonly<Record<keyof Merge, readonly string[]>>;

export interface MergeContext {
  readonly community: CommunityConfig;
  /** Epoch ms. */
  readonly now: number;
}

/** Kept until all of it is done, so that a merge cut off can be taken up again. */
export const mergeDocument = z.object({ into: z.string() });

export function mergeRef({ from }: Pick<Merge, 'from'>): DocumentRef {
  return { collection: collections.merges, key: from };
}

/** Who stays of a member whose merge is under way; undefined for others. From a view that holds `mergeRef`. */
export function mergedInto(from: string, view: View): string | undefined {
  return readDocument(view, mergeDocument, collections.merges, from)?.into;
}
