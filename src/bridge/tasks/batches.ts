import { setImmediate } from 'node:timers/promises';
import type { Store, StoredDocument } from '../store/store.ts';

/** Goes through a whole store in small steps, with room for others between them. */

export const BATCH = 200;

export interface Place {
  readonly store: Store;
  /** The community. */
  readonly space: string;
}

export async function* documentBatches(
  { store, space }: Place,
  collection: string,
): AsyncGenerator<readonly StoredDocument[]> {
  yield* batches(
    (after) => store.scan(space, collection, { after, limit: BATCH }),
    ({ key }) => key,
  );
}

export async function* claimBatches({ store, space }: Place): AsyncGenerator<readonly string[]> {
  const claims = batches(
    (after) => store.scanClaims(space, { prefix: '', after, limit: BATCH }),
    ({ claim }) => claim,
  );
  for await (const batch of claims) yield batch.map(({ claim }) => claim);
}

/** The names of rankings that begin so. */
export async function* rankingBatches({ store, space }: Place, prefix: string): AsyncGenerator<readonly string[]> {
  const rankings = batches(
    (after) => store.scanRankings(space, { after, limit: BATCH }),
    (ranking) => ranking,
  );
  for await (const batch of rankings) yield batch.filter((ranking) => ranking.startsWith(prefix));
}

async function* batches<Item>(
  load: (after: string) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
): AsyncGenerator<readonly Item[]> {
  for (let after = ''; ;) {
    const batch = await load(after);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    after = keyOf(last);
    await setImmediate();
  }
}
