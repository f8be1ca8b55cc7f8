import type { CommunityConfig } from '../../schemas/config.ts';
import { collections } from '../domain/documents.ts';
import { beginMerge, moveIdentities } from '../domain/linking/begin-merge.ts';
import { mergeDocument, mergeRef, type Merge } from '../domain/linking/merge.ts';
import { linkIdentity } from '../domain/linking/link-identity.ts';
import { mergeFacts } from '../domain/linking/merge-facts.ts';
import { mergeMessages } from '../domain/linking/merge-messages.ts';
import { moveReferrals } from '../domain/linking/merge-joins.ts';
import { mergeStandings } from '../domain/linking/merge-standings.ts';
import type { Store } from '../store/store.ts';
import { documentBatches, rankingBatches, referralBatches } from './batches.ts';
import { identitiesOf } from './identities.ts';
import { inTurn } from './in-turn.ts';

export interface LinkRequest {
  readonly store: Store;
  readonly community: CommunityConfig;
  readonly member: string;
  /** Of an identity; see `identityKey`. */
  readonly key: string;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Says that a platform's id is a member's. Whoever was known by it becomes one with the member.
 * @returns whether another member was merged into this one; undefined when there is no such member
 */
export async function linkMember(request: LinkRequest): Promise<boolean | undefined> {
  return inTurn(request.community.id, () => linkNow(request));
}

async function linkNow({ store, community, member, key, now }: LinkRequest): Promise<boolean | undefined> {
  await finishMerges(store, community, now);
  const outcome = await store.transact(community.id, linkIdentity(member, key, community, now));
  if (outcome === undefined) return undefined;
  if (outcome.before === undefined || outcome.before === member) return false;
  const merge = { from: outcome.before, into: member };
  const place = { store, space: community.id };
  const found = { from: await identitiesOf(place, merge.from), into: await identitiesOf(place, merge.into) };
  const isBegun = await store.transact(community.id, beginMerge(merge, found, community, now));
  await finishMerges(store, community, now);
  return isBegun;
}

/** Finishes all merges that were begun. */
export async function finishMerges(store: Store, community: CommunityConfig, now: number): Promise<void> {
  for await (const batch of documentBatches({ store, space: community.id }, collections.merges)) {
    for (const { key: from, value } of batch) {
      await finishMerge({ from, into: mergeDocument.parse(value).into }, store, community, now);
    }
  }
}

// Messages before standings: one that is deleted meanwhile takes its points from the member that stays.
async function finishMerge(merge: Merge, store: Store, community: CommunityConfig, now: number): Promise<void> {
  const place = { store, space: community.id };
  const keysOf = (batch: readonly { readonly key: string }[]): string[] => batch.map(({ key }) => key);
  const found = await identitiesOf(place, merge.from);
  await store.transact(community.id, moveIdentities(merge, found, now));
  for await (const batch of documentBatches(place, collections.messages)) {
    await store.transact(community.id, mergeMessages(keysOf(batch), merge, community, now));
  }
  for await (const batch of documentBatches(place, collections.facts)) {
    await store.transact(community.id, mergeFacts(keysOf(batch), merge, now));
  }
  for await (const batch of rankingBatches(place, 'board/')) {
    await store.transact(community.id, mergeStandings(batch, merge, community, now));
  }
  for await (const refs of referralBatches(place, merge.from)) {
    await store.transact(community.id, moveReferrals(refs, merge, now));
  }
  await store.upkeep(community.id, { removed: { documents: [mergeRef(merge)] } });
}
