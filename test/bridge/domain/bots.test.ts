import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { memberBadgesRef } from '../../../src/bridge/domain/badges/member-badges.ts';
import { shelfOf, shelfQuery } from '../../../src/bridge/domain/badges/shelf.ts';
import { readBots } from '../../../src/bridge/domain/bots.ts';
import { describeChange, describeReads } from '../../../src/bridge/domain/describe.ts';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { logEntry } from '../../../src/bridge/domain/log-entry.ts';
import { exclusionQuery, namingRuleOf, presentationOf } from '../../../src/bridge/domain/naming.ts';
import { recordProfile } from '../../../src/bridge/domain/record-profile.ts';
import { toldBy } from '../../../src/bridge/domain/standing-changes.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import type { DataEvent } from '../../../src/schemas/live-event.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import {
  community,
  keepFact,
  memoryStore,
  NOON,
  readBoard,
  readMessages,
  strictCommunity,
} from '../../support/community.ts';
import { deleted, joined, posted, reacted, visited } from '../../support/facts.ts';

/** What Slack says of the bot when it is asked. */
const profile = {
  source: 'returning',
  externalId: 'robo',
  name: 'Robo',
  avatar: undefined,
  isBot: true,
  at: NOON,
} as const;
const greeting = posted('ann', 'hello', { at: NOON + 1 });
const facts: readonly Fact[] = [
  joined('robo'),
  joined('ann', { referrer: { username: 'robo' } }),
  greeting,
  posted('robo', 'beep', { at: NOON + 2 }),
  reacted(greeting, 'robo', 'tada', { at: NOON + 3 }),
  reacted(greeting, 'bob', 'tada', { at: NOON + 3 }),
  visited('bob', NOON + 4),
];

describe('a bot', () => {
  let store: Store;
  beforeEach(() => void (store = memoryStore()));
  afterEach(() => store.close());

  async function keepAll(...all: readonly Fact[]): Promise<void> {
    for (const fact of all) await keepFact(store, fact);
  }

  async function findOut(where = community): Promise<boolean> {
    return store.transact(community.id, recordProfile(profile, where, NOON));
  }

  async function memberOf(externalId: string): Promise<string> {
    const key = identityKey('returning', externalId);
    const view = await store.read(community.id, [() => ({ documents: [identityRef(key)] })]);
    return resolveIdentity(view, key) ?? 'nobody';
  }

  /** All that readers see, without ids. */
  async function shown(): Promise<unknown> {
    const boards = [];
    for (const slug of ['top', 'messages', 'referrals']) {
      const { entries, total } = await readBoard(store, slug);
      boards.push([slug, total, ...entries.map(({ rank, member, score }) => `${rank} ${member.name} ${score}`)]);
    }
    const { messages } = await readMessages(store);
    return [boards, messages.map(({ author, reactions }) => [author.name, reactions])];
  }

  async function toldSince(sequence: number, where = community): Promise<DataEvent[]> {
    const { entries } = await store.readLog(community.id, { after: sequence, limit: 100 });
    const changes = entries.flatMap(({ entry }) => toldBy(logEntry.parse(entry)));
    const view = await store.read(community.id, describeReads(changes, where));
    return changes.flatMap((change) => describeChange(1, change, where, view) ?? []);
  }

  const withoutTheBot = [
    [
      ['top', 2, '1 Ann 12', '2 Bob 1'],
      ['messages', 1, '1 Ann 1'],
      ['referrals', 0],
    ],
    [['Ann', [{ emoji: '🎉', count: 1 }]]],
  ];

  it('that is found out after it was counted is shown nowhere from then on', async () => {
    await keepAll(...facts);
    assert.equal((await readBoard(store, 'top')).total, 3);
    assert.equal(await findOut(), true);
    assert.deepEqual(await shown(), withoutTheBot);
    assert.equal(await findOut(), false, 'known by now');
    await recount(store, community, NOON);
    assert.deepEqual(await shown(), withoutTheBot);
  });

  it('leaves boards the same whichever is told first, what it did or what it is', async () => {
    const orders = fc.tuple(fc.shuffledSubarray([...facts], { minLength: facts.length }), fc.nat(facts.length));
    await fc.assert(
      fc.asyncProperty(orders, async ([order, asked]) => {
        await store.close();
        store = memoryStore();
        for (const [index, fact] of order.entries()) {
          if (index >= asked) await findOut();
          await keepFact(store, fact);
        }
        await findOut();
        assert.deepEqual(await shown(), withoutTheBot);
      }),
      { numRuns: 40 },
    );
  });

  it('takes its messages and reactions out of open feeds', async () => {
    await keepAll(...facts);
    const [greeted, beeped] = (await readMessages(store)).messages
      .toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1))
      .map(({ id }) => id);
    const { cursor } = await store.read(community.id, []);
    await findOut();
    const told = (await toldSince(cursor.sequence)).filter(({ topic }) => topic === 'channel/general');
    const place = { topic: 'channel/general', seq: 1, channel: 'general' };
    assert.deepEqual(told, [
      { name: 'message.deleted', ...place, id: beeped },
      { name: 'message.reacted', ...place, id: greeted, reactions: [{ emoji: '🎉', count: 1 }] },
    ]);
  });

  it('leaves open boards with a row for who comes in from below, and their number', async () => {
    const size = (rows: number) => ({
      ...community,
      boards: community.boards.map((board) => ({ ...board, size: rows })),
    });
    await keepAll(posted('robo', '1'), posted('robo', '2'), posted('ann', '3'), posted('bob', '4', { at: NOON + 1 }));
    const { cursor } = await store.read(community.id, []);
    await findOut(size(2));
    const told = (await toldSince(cursor.sequence, size(2))).find(
      (event) => event.name === 'board.changed' && event.board === 'messages' && event.period === 'all-time',
    );
    assert.ok(told?.name === 'board.changed');
    assert.deepEqual(told.removed, [await memberOf('robo')]);
    assert.deepEqual([told.rows.map(({ member }) => member.name), told.total], [['Bob'], 2]);
  });

  it('does not keep back the row that comes in when another one falls', async () => {
    const mine = posted('ann', 'mine', { at: NOON });
    const more = posted('ann', 'more', { at: NOON });
    await keepAll(posted('robo', '1'), posted('robo', '2'), mine, more, posted('bob', '3'), posted('bob', '4'));
    await keepAll(posted('cy', '5', { at: NOON + 1 }), posted('dee', '6', { at: NOON }));
    await findOut(strictCommunity);
    const { cursor } = await store.read(community.id, []);
    await keepFact(store, deleted(mine, NOON + 2), NOON, strictCommunity);
    const told = (await toldSince(cursor.sequence, strictCommunity)).find(
      (event) => event.name === 'board.changed' && event.board === 'messages' && event.period === 'all-time',
    );
    assert.ok(told?.name === 'board.changed');
    assert.ok(
      told.rows.some(({ member }) => member.name === 'Dee'),
      'two rows: Bob 2, Dee 1',
    );
  });

  it('has no shelf to show, and joins in silence', async () => {
    await keepAll(joined('robo'));
    await findOut();
    const robo = await memberOf('robo');
    const rule = namingRuleOf(community.shelf, community);
    const view = await store.read(community.id, [() => exclusionQuery(rule.excluded), () => shelfQuery(robo)]);
    const shelf = shelfOf(robo, view, community, { presentation: presentationOf(rule, view), now: NOON });
    assert.equal(shelf.member, null);
    assert.ok(!(await toldSince(0)).some(({ name }) => name === 'member.joined'));
    assert.equal(view.document(memberBadgesRef(robo).collection, robo), undefined);
  });

  it('makes one of the person it is linked to', async () => {
    await keepAll(...facts);
    await findOut();
    const bob = await memberOf('bob');
    const { cursor } = await store.read(community.id, []);
    await linkMember({ store, community, member: bob, key: identityKey('returning', 'robo'), now: NOON });
    const told = (await toldSince(cursor.sequence)).find(({ topic }) => topic === 'board/top/all-time');
    assert.equal(told?.name, 'board.reset');
    const { entries } = await readBoard(store, 'top');
    assert.deepEqual(
      entries.map(({ member }) => member.name),
      ['Ann'],
    );
  });

  it('that was erased is on no list any more', async () => {
    await keepAll(...facts);
    await findOut();
    await eraseMember(store, community, await memberOf('robo'), NOON);
    const view = await store.read(community.id, [() => exclusionQuery(community.excluded)]);
    assert.deepEqual(readBots(view), []);
  });
});
