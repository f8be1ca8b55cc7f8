import { setImmediate } from 'node:timers/promises';
import { readReferral, referralRanking } from '../domain/referrals.ts';
import type { RankedMember, StandingRef, Store, StoredClaim, StoredDocument } from '../store/store.ts';

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

export async function* claimBatches({ store, space }: Place): AsyncGenerator<readonly StoredClaim[]> {
  yield* batches(
    (after) => store.scanClaims(space, { prefix: '', after, limit: BATCH }),
    ({ claim }) => claim,
  );
}

/** The names of rankings that begin so, which stand together. */
export async function* rankingBatches({ store, space }: Place, prefix: string): AsyncGenerator<readonly string[]> {
  const rankings = batches(
    (after) => store.scanRankings(space, { after, limit: BATCH }),
    (ranking) => ranking,
    prefix,
  );
  for await (const batch of rankings) {
    const own = batch.filter((ranking) => ranking.startsWith(prefix));
    yield own;
    if (own.length < batch.length) return;
  }
}

/** A ranking's members in their order. */
export async function* memberBatches(
  { store, space }: Place,
  ranking: string,
): AsyncGenerator<readonly RankedMember[]> {
  for (let last: RankedMember | undefined; ;) {
    const slice = { ranking, limit: BATCH, ...(last !== undefined && { after: last }) };
    const batch = (await store.read(space, [() => ({ slices: [slice] })])).slice(slice);
    last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    await setImmediate();
  }
}

/** Where a member is told to have been brought in, ranking by ranking. */
export async function* referralBatches(place: Place, member: string): AsyncGenerator<readonly StandingRef[]> {
  for await (const rankings of rankingBatches(place, referralRanking(''))) {
    for (const ranking of rankings) {
      for await (const batch of memberBatches(place, ranking)) {
        const own = batch.filter((each) => readReferral(each.member).person === member);
        if (own.length > 0) yield own.map((each) => ({ ranking, member: each.member }));
      }
    }
  }
}

async function* batches<Item>(
  load: (after: string) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
  begin = '',
): AsyncGenerator<readonly Item[]> {
  for (let after = begin; ;) {
    const batch = await load(after);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    after = keyOf(last);
    await setImmediate();
  }
}
