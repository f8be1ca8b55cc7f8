import { setImmediate } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { CommunityConfig } from '../../schemas/config.ts';
import { period } from '../../schemas/period.ts';
import { collections, messageDocument, type MessageDocument } from '../domain/documents.ts';
import { periodAt } from '../domain/periods.ts';
import { boardTimeZone } from '../domain/scoring.ts';
import { momentWithin } from './moment-within.ts';
import type { DocumentRef, Removals, Store, StoredDocument } from '../store/store.ts';

/** Where a sweep sweeps. */
export interface SweepPlace {
  readonly store: Store;
  readonly community: CommunityConfig;
  /** What is older goes (epoch ms). */
  readonly before: number;
  /** Aborts when the bridge stops; what is left waits for the next time. */
  readonly signal: AbortSignal;
}

/** Deletes what is old, in small transactions with room for others between. @returns how much it was */
export type Sweep = (place: SweepPlace) => Promise<number>;

const BATCH = 200;

/** Standings of periods that ended before then. */
export const sweepEndedPeriods: Sweep = async (place) => {
  let count = 0;
  for await (const ranking of rankings(place, 'board/')) {
    const endsAt = endOf(ranking, place.community);
    if (endsAt !== null && endsAt < place.before) count += await dropRanking(ranking, place);
  }
  return count;
};

/** Messages sent before then, and what was told of messages that never came. */
export const sweepMessages: Sweep = async (place) => {
  const lists: string[] = [];
  for await (const ranking of rankings(place, 'messages/')) lists.push(ranking);
  let count = 0;
  for await (const page of pages(place, collections.messages)) {
    const old = page.filter(({ value }) => ageOf(messageDocument.parse(value)) < place.before).map(({ key }) => key);
    const standings = old.flatMap((member) => lists.map((ranking) => ({ ranking, member })));
    count += await remove(place, { documents: refs(collections.messages, old), standings });
  }
  return count;
};

const messageFact = z.looseObject({
  kind: z.enum(['message.posted', 'message.edited']),
  message: z.looseObject({ text: z.string().check(z.minLength(1)) }),
});

/** The texts in facts from before then; that they were posted is still counted. */
export const sweepFactTexts: Sweep = async (place) => {
  let count = 0;
  for await (const page of pages(place, collections.facts, factsUntil(place.before))) {
    const documents = page.flatMap(({ key, value }) => {
      const fact = messageFact.safeParse(value);
      if (!fact.success) return [];
      const silent = { ...fact.data, message: { ...fact.data.message, text: '' } };
      return [{ collection: collections.facts, key, value: silent }];
    });
    if (documents.length > 0) await place.store.upkeep(place.community.id, { documents });
    count += documents.length;
  }
  return count;
};

/** Facts from before then. */
export const sweepFacts: Sweep = async (place) => {
  let count = 0;
  for await (const page of pages(place, collections.facts, factsUntil(place.before))) {
    const keys = page.map(({ key }) => key);
    count += await remove(place, { documents: refs(collections.facts, keys) });
  }
  return count;
};

const received = z.object({ receivedAt: z.int() });

/** Hooks that could not be read, and came in before then. */
export const sweepDeadLetters: Sweep = async (place) => {
  let count = 0;
  for await (const page of pages(place, collections.deadLetters)) {
    const old = page.filter(({ value }) => received.parse(value).receivedAt < place.before).map(({ key }) => key);
    count += await remove(place, { documents: refs(collections.deadLetters, old) });
  }
  return count;
};

/** The claims of deliveries. Those of facts stay: they keep a join from counting twice, however late it is told again. */
const deliveryPrefixes = ['returning:', 'slack:', 'dead:'] as const;

/** What made deliveries from before then known as repeats. */
export const sweepDeliveries: Sweep = async (place) => {
  let count = 0;
  for (const prefix of deliveryPrefixes) {
    for await (const page of claimPages(place, prefix)) {
      const old = page.filter(({ claimedAt }) => claimedAt < place.before).map(({ claim }) => claim);
      count += await remove(place, { claims: old });
    }
  }
  return count;
};

function endOf(ranking: string, community: CommunityConfig): number | null {
  const [, slug = '', name, key = ''] = ranking.split('/');
  const found = period.safeParse(name);
  if (!found.success) return null;
  const board = community.boards.find((candidate) => candidate.slug === slug);
  const timeZone = board === undefined ? community.timeZone : boardTimeZone(board, community);
  const moment = momentWithin(found.data, key, timeZone);
  return moment === undefined ? null : periodAt(found.data, moment, timeZone).endsAt;
}

async function dropRanking(ranking: string, place: SweepPlace): Promise<number> {
  const slice = { ranking, limit: BATCH };
  let count = 0;
  while (!place.signal.aborted) {
    const view = await place.store.read(place.community.id, [() => ({ slices: [slice] })]);
    const standings = view.slice(slice).map(({ member }) => ({ ranking, member }));
    if (standings.length === 0) break;
    count += await remove(place, { standings });
  }
  await remove(place, { documents: refs(collections.marks, [ranking]) });
  return count;
}

function ageOf({ posted, text, deletedAt, reactions }: MessageDocument): number {
  return posted?.sentAt ?? deletedAt ?? text?.at ?? Math.max(0, ...reactions.map(({ at }) => at));
}

/** Facts' keys begin with their time, see `fact-write.ts`. */
function factsUntil(before: number): string {
  return String(before).padStart(16, '0');
}

/** @returns how many documents, claims or standings: whichever it is about */
async function remove({ store, community }: SweepPlace, removed: Removals): Promise<number> {
  const { documents = [], standings = [], claims = [] } = removed;
  if (documents.length + standings.length + claims.length === 0) return 0;
  await store.upkeep(community.id, { removed });
  await setImmediate();
  return documents.length || claims.length || standings.length;
}

function refs(collection: string, keys: readonly string[]): DocumentRef[] {
  return keys.map((key) => ({ collection, key }));
}

async function* rankings({ store, community, signal }: SweepPlace, prefix: string): AsyncGenerator<string> {
  for (let after = ''; !signal.aborted;) {
    const page = await store.scanRankings(community.id, { after, limit: BATCH });
    yield* page.filter((ranking) => ranking.startsWith(prefix));
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

/** @param until only documents with keys below it; left out: all */
async function* pages(
  { store, community, signal }: SweepPlace,
  collection: string,
  until?: string,
): AsyncGenerator<readonly StoredDocument[]> {
  for (let after = ''; !signal.aborted;) {
    const page = await store.scan(community.id, collection, { after, limit: BATCH });
    const wanted = until === undefined ? page : page.filter(({ key }) => key < until);
    yield wanted;
    const last = wanted.at(-1);
    if (last === undefined || wanted.length < page.length) return;
    after = last.key;
    await setImmediate();
  }
}

async function* claimPages({ store, community, signal }: SweepPlace, prefix: string) {
  for (let after = ''; !signal.aborted;) {
    const page = await store.scanClaims(community.id, { prefix, after, limit: BATCH });
    yield page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.claim;
    await setImmediate();
  }
}
