import type { CommunityConfig } from '../../../schemas/config.ts';

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
