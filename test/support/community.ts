import type { FactOutcome } from '../../src/bridge/domain/fact-context.ts';
import { recordFact } from '../../src/bridge/domain/record-fact.ts';
import { collections } from '../../src/bridge/domain/documents.ts';
import { findBoardSpan } from '../../src/bridge/domain/board-span.ts';
import { leaderboardOf, leaderboardReads } from '../../src/bridge/domain/leaderboard.ts';
import { messagePageOf, messagePageReads } from '../../src/bridge/domain/message-page.ts';
import { SqliteStore } from '../../src/bridge/store/sqlite.ts';
import type { Store } from '../../src/bridge/store/store.ts';
import { communityConfig, type CommunityConfig } from '../../src/schemas/config.ts';
import type { Fact } from '../../src/schemas/fact.ts';
import type { Leaderboard } from '../../src/schemas/leaderboard.ts';
import type { MessagePage } from '../../src/schemas/messages.ts';
import type { Period } from '../../src/schemas/period.ts';

/** A Sunday, in the 35th week of its year. */
export const NOON = Date.parse('2025-08-31T12:00:00.000Z');

/** A community with every metric, and one channel for each platform's messages. */
export const community: CommunityConfig = communityConfig.parse({
  id: 'community',
  name: 'A community',
  channels: [{ id: 'general', name: 'General', returning: ['general-there'], slack: ['C1'] }],
  boards: [
    { slug: 'top', title: 'Top', periods: ['all-time', 'yearly', 'monthly', 'weekly', 'daily'] },
    { slug: 'messages', title: 'Messages', metric: 'messages' },
    { slug: 'visits', title: 'Visits', metric: 'visits' },
    { slug: 'referrals', title: 'Referrals', metric: 'referrals' },
    { slug: 'purchases', title: 'Purchases', metric: 'purchases' },
  ],
});

/** The same, where a deleted message takes its points along, and a board shows two rows. */
export const strictCommunity: CommunityConfig = {
  ...community,
  deletedMessages: 'revoke-points',
  boards: community.boards.map((board) => (board.slug === 'messages' ? { ...board, size: 2 } : board)),
};

export function memoryStore(logEntries = 1000): Store {
  return new SqliteStore({ path: ':memory:', collections: Object.values(collections), logEntries });
}

let lastId = 0;

/** Keeps a fact as the bridge does; ids of new members are `m1`, `m2`, … */
export async function keepFact(store: Store, fact: Fact, now = NOON, where = community): Promise<FactOutcome> {
  lastId += 2;
  const fresh = { person: `m${lastId - 1}`, referrer: `m${lastId}` };
  return store.transact(where.id, recordFact(fact, { community: where, fresh, now }));
}

export async function readBoard(store: Store, slug: string, period?: Period, now = NOON): Promise<Leaderboard> {
  const span = findBoardSpan(community, slug, period, now);
  if (span === undefined) throw new Error(`There is no board ${slug} with the period ${period}.`);
  return leaderboardOf(span, community, await store.read(community.id, leaderboardReads(span, community)));
}

/** What a reader sees of a board: ranks, names and scores. */
export async function readRows(store: Store, slug: string, period?: Period, now = NOON): Promise<string[]> {
  const { entries } = await readBoard(store, slug, period, now);
  return entries.map(({ rank, member, score }) => `${rank} ${member.name} ${score}`);
}

export async function readMessages(store: Store, limit = 20): Promise<MessagePage> {
  const channel = community.channels[0];
  if (channel === undefined) throw new Error('The community has no channel.');
  const request = { community, channel: { ...channel, name: 'General' }, limit };
  return messagePageOf(request, await store.read(community.id, messagePageReads(request)));
}
