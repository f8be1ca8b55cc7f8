import type { CommunityConfig } from '../../schemas/config.ts';
import type { FreshIds } from './people.ts';

/** All that decides what a fact means, besides what is stored. */
export interface FactContext {
  readonly community: CommunityConfig;
  readonly fresh: FreshIds;
  /** Epoch ms. */
  readonly now: number;
}

/** `duplicate`: the delivery, or what it tells, was kept before; nothing changed. */
export type FactOutcome = 'accepted' | 'duplicate';
