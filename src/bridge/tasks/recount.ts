import { setImmediate } from 'node:timers/promises';
import type { CommunityConfig } from '../../schemas/config.ts';
import { collections } from '../domain/documents.ts';
import { forgetJoins, forgetPosts } from '../domain/recount/forget.ts';
import { Tally } from '../domain/recount/tally.ts';
import { tellRecounted, writeBadges, writeStandings, type Counted } from '../domain/recount/write-tally.ts';
import { boardRanking, isPlatformBoard } from '../domain/scoring.ts';
import { rankingBeside, withoutPoints } from '../domain/standings.ts';
import type { Store, Work } from '../store/store.ts';
import { BATCH, documentBatches, memberBatches, rankingBatches, type Place } from './batches.ts';
import { FactCount } from './fact-count.ts';
import { inTurn } from './in-turn.ts';
import { finishMerges } from './link-member.ts';

/** What was counted, and how much of what stood before was otherwise. */
export interface Recounted {
  readonly facts: number;
  readonly standings: number;
  readonly members: number;
}

interface Recount extends Place {
  readonly community: CommunityConfig;
  readonly tally: Tally;
  readonly now: number;
  /** Runs the work once all facts are counted, however many come in meanwhile. */
  readonly settle: (work: (counted: Counted) => Work<number | undefined>) => Promise<number>;
}

/** Badges are counted deed by deed, which takes its time within a transaction. */
const BADGE_BATCH = 20;

/**
 * Counts boards and badges anew from all facts that are kept, as the community is configured now. Facts that come in
 * meanwhile are counted once. Boards of the platform's own scores are left as they are.
 */
export async function recount(store: Store, community: CommunityConfig, now: number): Promise<Recounted> {
  return inTurn(community.id, () => recountNow(store, community, now));
}

async function recountNow(store: Store, community: CommunityConfig, now: number): Promise<Recounted> {
  // A merge that was cut off would add up what is counted here.
  await finishMerges(store, community, now);
  const place = { store, space: community.id };
  const tally = new Tally(community);
  const count = new FactCount(place, tally);
  const settle: Recount['settle'] = async (work) => {
    for (;;) {
      const sequence = await count.catchUp();
      const outcome = await store.transact(community.id, work({ tally, sequence, now }));
      if (outcome !== undefined) return outcome;
    }
  };
  await count.catchUp();
  const recounting = { ...place, community, tally, now, settle };
  let standings = 0;
  for (const ranking of await rankingsOf(recounting)) standings += await recountRanking(ranking, recounting);
  const members = community.badges.length === 0 ? 0 : await recountMembers(recounting);
  await forgetDeleted(recounting);
  return { facts: tally.facts, standings, members };
}

async function forgetDeleted({ store, space, settle }: Recount): Promise<void> {
  const keysOf = (batch: readonly { readonly key: string }[]): string[] => batch.map(({ key }) => key);
  for await (const batch of documentBatches({ store, space }, collections.joins)) {
    await settle((counted) => forgetJoins(keysOf(batch), counted));
  }
  for await (const batch of documentBatches({ store, space }, collections.messages)) {
    await settle((counted) => forgetPosts(keysOf(batch), counted));
  }
}

async function rankingsOf({ store, space, community, tally }: Recount): Promise<string[]> {
  const rankings = new Set(tally.rankings);
  for await (const batch of rankingBatches({ store, space }, 'board/'))
    for (const each of batch) rankings.add(rankingBeside(each));
  for (const { slug } of community.boards.filter(isPlatformBoard)) {
    rankings.delete(boardRanking(slug, 'all-time', 'all-time'));
  }
  return [...rankings];
}

async function recountRanking(ranking: string, recounting: Recount): Promise<number> {
  const { store, space, community, tally, now, settle } = recounting;
  const members = [...new Set([...(await membersOf(ranking, recounting)), ...tally.members(ranking)])];
  let wrong = 0;
  for (let start = 0; start < members.length; start += BATCH) {
    const batch = members.slice(start, start + BATCH);
    wrong += await settle((counted) => writeStandings(ranking, batch, counted));
    await setImmediate();
  }
  if (wrong > 0) await store.transact(space, tellRecounted(ranking, community, now));
  return wrong;
}

/** With points or without. */
async function membersOf(ranking: string, place: Place): Promise<string[]> {
  const members: string[] = [];
  for (const name of [ranking, withoutPoints(ranking)]) {
    for await (const batch of memberBatches(place, name)) members.push(...batch.map(({ member }) => member));
  }
  return members;
}

async function recountMembers({ store, space, community, settle }: Recount): Promise<number> {
  let wrong = 0;
  for await (const batch of documentBatches({ store, space }, collections.members)) {
    for (let start = 0; start < batch.length; start += BADGE_BATCH) {
      const members = batch.slice(start, start + BADGE_BATCH).map(({ key }) => key);
      wrong += await settle((counted) => writeBadges(members, community, counted));
      await setImmediate();
    }
  }
  return wrong;
}
