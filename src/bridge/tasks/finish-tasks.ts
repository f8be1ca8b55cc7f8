import type { CommunityConfig } from '../../schemas/config.ts';
import { collections } from '../domain/documents.ts';
import type { Store } from '../store/store.ts';
import { documentBatches } from './batches.ts';
import { eraseNow } from './erase-member.ts';
import { inTurn } from './in-turn.ts';
import { finishMerges } from './link-member.ts';

/** Finishes the merges and erasures of a community that were cut off. @returns how many erasures there were */
export async function finishTasks(store: Store, community: CommunityConfig, now: number): Promise<number> {
  return inTurn(community.id, () => finishNow(store, community, now));
}

async function finishNow(store: Store, community: CommunityConfig, now: number): Promise<number> {
  await finishMerges(store, community, now);
  let erasures = 0;
  for await (const batch of documentBatches({ store, space: community.id }, collections.erasures)) {
    for (const { key: member } of batch) {
      await eraseNow(store, community, member, now);
      erasures += 1;
    }
  }
  return erasures;
}
