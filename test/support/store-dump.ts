import { collections } from '../../src/bridge/domain/documents.ts';
import type { Store } from '../../src/bridge/store/store.ts';
import { community } from './community.ts';

/** All a store has, as text. */
export async function dumpOf(store: Store): Promise<string> {
  const parts: unknown[] = [(await store.readLog(community.id, { after: 0, limit: 1000 })).entries];
  for (const collection of Object.values(collections)) {
    parts.push(await store.scan(community.id, collection, { limit: 1000 }));
  }
  parts.push(await store.scanClaims(community.id, { prefix: '', limit: 1000 }));
  for (const ranking of await store.scanRankings(community.id, { limit: 1000 })) {
    const slice = { ranking, limit: 1000 };
    parts.push(ranking, (await store.read(community.id, [() => ({ slices: [slice] })])).slice(slice));
  }
  return JSON.stringify(parts);
}
