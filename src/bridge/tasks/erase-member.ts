import { setImmediate } from 'node:timers/promises';
import type { CommunityConfig } from '../../schemas/config.ts';
import { collections } from '../domain/documents.ts';
import { beginErasure, erasureClaim, erasureRef, type ErasureNames } from '../domain/erasure/begin-erasure.ts';
import { claimIn, eraseFacts, namesErased } from '../domain/erasure/erase-facts.ts';
import { eraseMarks } from '../domain/erasure/erase-marks.ts';
import { eraseMessages } from '../domain/erasure/erase-messages.ts';
import { eraseStandings } from '../domain/erasure/erase-standings.ts';
import type { ErasedPerson } from '../domain/erasure/erased-person.ts';
import { claimNames, entryWithout, everybodyIn, letterNames, mergesIn } from '../domain/erasure/traces.ts';
import { lastErasureWrite } from '../domain/import/last-erasure.ts';
import type { Merge } from '../domain/linking/merge.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { BATCH, claimBatches, documentBatches, rankingBatches, referralBatches, type Place } from './batches.ts';
import { identitiesOf } from './identities.ts';
import { inTurn } from './in-turn.ts';
import { finishMerges } from './link-member.ts';

/** How much of a person there was. */
export interface Erased {
  readonly facts: number;
  readonly messages: number;
  readonly standings: number;
  readonly deadLetters: number;
}

interface Erasure extends Place {
  readonly community: CommunityConfig;
  readonly person: ErasedPerson;
  /** The member, and all who became one with them. */
  readonly everybody: ReadonlySet<string>;
  readonly now: number;
}

/**
 * Takes a person out of a community, everywhere, and out of the store's files. One that was cut off is finished by another.
 * @returns undefined when there is no such member
 */
export async function eraseMember(
  store: Store,
  community: CommunityConfig,
  member: string,
  now: number,
): Promise<Erased | undefined> {
  const askedAt = performance.now();
  // What is told while it waits goes, too, and must not be read again.
  const begunAt = (): number => now + Math.floor(performance.now() - askedAt);
  return inTurn(community.id, () => eraseNow(store, community, member, begunAt()));
}

/** The same, for a task whose turn it is. */
export async function eraseNow(
  store: Store,
  community: CommunityConfig,
  member: string,
  now: number,
): Promise<Erased | undefined> {
  const place = { store, space: community.id };
  await finishMerges(store, community, now);
  await store.upkeep(community.id, { documents: [lastErasureWrite(now)] });
  const names = await partFromNames(place, community, member, now);
  if (names === undefined) return undefined;
  const begunAt = (await claimedAt(place, erasureClaim(member))) ?? Infinity;
  const person = { member, identities: new Set(names.identities), shared: new Set(names.shared), begunAt };
  const everybody = everybodyIn(member, await mergesOf(place));
  const erasure = { ...place, community, person, everybody, now };
  // Facts before messages, which say whose a fact is.
  const facts = await eraseAllFacts(erasure);
  const messages = await eraseAllMessages(erasure);
  const standings = await eraseAllStandings(erasure);
  await eraseAllReferrals(erasure);
  const deadLetters = await eraseTraces(erasure);
  await store.upkeep(community.id, { removed: { claims: [erasureClaim(member)], documents: [erasureRef(member)] } });
  await store.shred();
  return { facts, messages, standings, deadLetters };
}

// A fact may tell another name of theirs while the names are looked for: done when none is found.
async function partFromNames(
  place: Place,
  community: CommunityConfig,
  member: string,
  now: number,
): Promise<ErasureNames | undefined> {
  for (;;) {
    const found = await identitiesOf(place, member);
    // What is told under a name is theirs until they are parted from it: it begins with the last one.
    if (found.length > 0) await place.store.upkeep(place.space, { removed: { claims: [erasureClaim(member)] } });
    const names = await place.store.transact(place.space, beginErasure(member, found, community, now));
    if (names === undefined || found.length === 0) return names;
  }
}

async function eraseAllFacts({ store, space, person, now }: Erasure): Promise<number> {
  let count = 0;
  for await (const batch of documentBatches({ store, space }, collections.facts)) {
    const later = await toldLater(batch, { store, space }, person);
    count += await store.transact(space, eraseFacts(keysOf(batch), person, later, now));
  }
  return count;
}

/** The keys of those facts under a name of the person's that were told after the erasure began. */
async function toldLater(batch: readonly StoredDocument[], place: Place, person: ErasedPerson): Promise<Set<string>> {
  const later = new Set<string>();
  for (const { key, value } of batch) {
    if (!namesErased(value, person)) continue;
    const toldAt = await claimedAt(place, claimIn(key));
    if (toldAt !== undefined && toldAt > person.begunAt) later.add(key);
  }
  return later;
}

/** When something was claimed, in epoch ms; undefined when it is not. */
async function claimedAt({ store, space }: Place, claim: string): Promise<number | undefined> {
  // The first that begins so, unless it is another one.
  const [first] = await store.scanClaims(space, { prefix: claim, limit: 1 });
  return first?.claim === claim ? first.claimedAt : undefined;
}

async function eraseAllMessages({ store, space, person, now }: Erasure): Promise<number> {
  const channels: string[] = [];
  for await (const batch of rankingBatches({ store, space }, 'messages/')) {
    channels.push(...batch.map((ranking) => ranking.slice('messages/'.length)));
  }
  let count = 0;
  for await (const batch of documentBatches({ store, space }, collections.messages)) {
    count += await store.transact(space, eraseMessages(keysOf(batch), channels, person, now));
  }
  return count;
}

async function eraseAllStandings(erasure: Erasure): Promise<number> {
  const { store, space, community, everybody, now } = erasure;
  const { member } = erasure.person;
  let count = 0;
  for await (const batch of rankingBatches({ store, space }, 'board/')) {
    count += await store.transact(space, eraseStandings(batch, member, community, now));
  }
  for await (const batch of documentBatches({ store, space }, collections.marks)) {
    await store.transact(space, eraseMarks(keysOf(batch), everybody, now));
  }
  return count;
}

/** Where the person is told to have been brought in; whom they brought went with their names. */
async function eraseAllReferrals({ store, space, person }: Erasure): Promise<void> {
  for await (const standings of referralBatches({ store, space }, person.member)) {
    await store.upkeep(space, { removed: { standings } });
  }
}

/** @returns how many dead letters went */
async function eraseTraces({ store, space, person, everybody }: Erasure): Promise<number> {
  let count = 0;
  for await (const batch of documentBatches({ store, space }, collections.deadLetters)) {
    const letters = batch.filter(({ value }) => letterNames(value, person));
    const documents = letters.map(({ key }) => ({ collection: collections.deadLetters, key }));
    await store.upkeep(space, { removed: { documents } });
    count += letters.length;
  }
  for await (const batch of claimBatches({ store, space })) {
    const claims = batch.filter((each) => claimNames(each, person)).map(({ claim }) => claim);
    await store.upkeep(space, { removed: { claims } });
  }
  await eraseFromLog({ store, space }, everybody);
  return count;
}

/** All that the log still knows to have become one. */
async function mergesOf({ store, space }: Place): Promise<Merge[]> {
  const merges: Merge[] = [];
  for (let after = 0; ;) {
    const { entries } = await store.readLog(space, { after, limit: BATCH });
    const last = entries.at(-1);
    if (last === undefined) return merges;
    merges.push(...mergesIn(entries.map(({ entry }) => entry)));
    after = last.sequence;
    await setImmediate();
  }
}

async function eraseFromLog({ store, space }: Place, members: ReadonlySet<string>): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined;) {
    const range = { after, limit: BATCH };
    after = await store.rewriteLog(space, range, (entry) => entryWithout(entry, members));
    await setImmediate();
  }
}

function keysOf(batch: readonly { readonly key: string }[]): string[] {
  return batch.map(({ key }) => key);
}
