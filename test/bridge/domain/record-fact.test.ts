import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { logEntry, type LogEntryBody } from '../../../src/bridge/domain/log-entry.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { community, keepFact, memoryStore, NOON, readBoard, readMessages, readRows } from '../../support/community.ts';
import { joined, posted, visited } from '../../support/facts.ts';

const DAY = 86_400_000;

describe('recording a fact', () => {
  let store: Store;
  beforeEach(() => void (store = memoryStore()));
  afterEach(() => store.close());

  async function keepAll(...facts: readonly Fact[]): Promise<void> {
    for (const fact of facts) await keepFact(store, fact);
  }

  async function lastEntry(): Promise<LogEntryBody> {
    const { entries } = await store.readLog(community.id, { after: 0, limit: 1000 });
    return logEntry.parse(entries.at(-1)?.entry);
  }

  describe('points', () => {
    it('are given for joining, visiting, posting and referring', async () => {
      await keepAll(
        joined('ann'),
        joined('bob', { referrer: { username: 'ann' } }),
        visited('bob'),
        posted('bob', 'hi'),
      );
      assert.deepEqual(await readRows(store, 'top'), ['1 Ann 30', '2 Bob 13']);
    });

    it('count on each board by its own metric', async () => {
      await keepAll(
        joined('ann'),
        joined('bob', { referrer: { username: 'ann' } }),
        visited('bob'),
        posted('bob', 'hi'),
      );
      assert.deepEqual(await readRows(store, 'messages'), ['1 Bob 1']);
      assert.deepEqual(await readRows(store, 'visits'), ['1 Bob 1']);
      assert.deepEqual(await readRows(store, 'referrals'), ['1 Ann 1']);
    });

    it('count in the period of their own date', async () => {
      await keepAll(visited('ann', NOON - DAY), visited('ann', NOON));
      assert.deepEqual(await readRows(store, 'top', 'daily'), ['1 Ann 1']);
      assert.deepEqual(await readRows(store, 'top', 'weekly'), ['1 Ann 2']);
      assert.deepEqual(await readRows(store, 'top', 'daily', NOON - DAY), ['1 Ann 1']);
    });

    it('share a rank when equal, the earlier first, and the next rank counts on', async () => {
      await keepAll(
        visited('late', NOON + 2),
        visited('early', NOON + 1),
        visited('third', NOON - DAY),
        posted('top', 'x'),
      );
      assert.deepEqual(await readRows(store, 'top'), ['1 Top 2', '2 Third 1', '2 Early 1', '2 Late 1']);
    });
  });

  describe('repeats', () => {
    it('change nothing, by the delivery', async () => {
      assert.equal(await keepFact(store, joined('ann')), 'accepted');
      assert.equal(await keepFact(store, joined('ann')), 'duplicate');
      assert.deepEqual(await readRows(store, 'top'), ['1 Ann 10']);
    });

    it('change nothing when another delivery tells the same fact', async () => {
      const once = posted('ann', 'hello');
      assert.equal(await keepFact(store, once), 'accepted');
      assert.equal(await keepFact(store, { ...once, delivery: 'the other hook' }), 'duplicate');
      assert.equal((await readMessages(store)).messages.length, 1);
    });

    it('count a second visit, which is another fact', async () => {
      await keepAll(visited('ann', NOON), visited('ann', NOON + 1));
      assert.deepEqual(await readRows(store, 'visits'), ['1 Ann 2']);
    });
  });

  describe('referrals', () => {
    it('wait until the name appears, and count at their own date', async () => {
      await keepAll(joined('bob', { referrer: { username: 'Ann' }, at: NOON - DAY }), visited('ann', NOON));
      assert.deepEqual(await readRows(store, 'referrals'), ['1 Ann 1']);
      assert.deepEqual(await readRows(store, 'referrals', 'daily'), []);
      assert.deepEqual(await readRows(store, 'referrals', 'daily', NOON - DAY), ['1 Ann 1']);
    });

    it('that waited are credited once', async () => {
      await keepAll(joined('bob', { referrer: { username: 'ann' } }), joined('cy', { referrer: { username: 'ann' } }));
      await keepAll(visited('ann', NOON), visited('ann', NOON + 1));
      assert.deepEqual(await readRows(store, 'referrals'), ['1 Ann 2']);
    });

    it('of oneself count nothing', async () => {
      await keepAll(joined('ann', { referrer: { username: 'ANN' } }));
      assert.deepEqual(await readRows(store, 'referrals'), []);
      assert.deepEqual(await readRows(store, 'top'), ['1 Ann 10']);
    });

    it('by a platform id make a member at once, who gets a name with their own first fact', async () => {
      const slack = { source: 'slack' as const, person: { externalId: 'U2' } };
      await keepAll({ ...joined('x', { referrer: { externalId: 'U1' } }), ...slack });
      assert.deepEqual(await readRows(store, 'referrals'), ['1 U1 1']);
      await keepAll({ ...visited('x'), source: 'slack', person: { externalId: 'U1', name: 'Una' } });
      assert.deepEqual(await readRows(store, 'referrals'), ['1 Una 1']);
    });
  });

  describe('members', () => {
    it('have ids that say nothing of the platform, the same for all they do', async () => {
      await keepAll(joined('ann'), posted('ann', 'hi'));
      const { entries } = await readBoard(store, 'top');
      const { messages } = await readMessages(store);
      assert.equal(entries.length, 1);
      assert.equal(messages[0]?.author.id, entries[0]?.member.id);
      assert.doesNotMatch(entries[0]?.member.id ?? '', /ann/);
    });

    it('keep the name of the latest fact, whichever comes last', async () => {
      const renamed = { ...visited('ann', NOON + 1), person: { externalId: 'ann', name: 'Anna' } };
      await keepAll(renamed, visited('ann', NOON));
      assert.deepEqual(await readRows(store, 'visits'), ['1 Anna 2']);
    });

    it('keep the greater of two names of one moment, whichever comes last', async () => {
      const renamed = { ...posted('ann', 'hi'), person: { externalId: 'ann', name: 'Anna' } };
      await keepAll(renamed, visited('ann'));
      assert.deepEqual(await readRows(store, 'visits'), ['1 Anna 1']);
    });

    it('of two platforms with the same id are two', async () => {
      await keepAll(visited('ann'), { ...visited('ann'), source: 'slack', delivery: 'slack' });
      assert.equal((await readBoard(store, 'visits')).total, 2);
    });
  });

  describe('messages', () => {
    it('stand newest first with author, lines and what they answer', async () => {
      await keepAll(
        posted('ann', 'one\ntwo', { at: NOON }),
        posted('bob', 'yes', { at: NOON + 1, replyTo: `ann one\ntwo ${NOON}` }),
      );
      const { messages } = await readMessages(store);
      assert.deepEqual(
        messages.map(({ author }) => author.name),
        ['Bob', 'Ann'],
      );
      assert.deepEqual(messages[1]?.body, [
        { type: 'text', text: 'one' },
        { type: 'break' },
        { type: 'text', text: 'two' },
      ]);
      assert.equal(messages[0]?.replyTo, messages[1]?.id);
    });

    it('of channels that are not configured count, and nothing of their text is kept', async () => {
      await keepAll(posted('ann', 'a secret', { channel: 'elsewhere' }));
      assert.deepEqual(await readRows(store, 'messages'), ['1 Ann 1']);
      assert.deepEqual((await readMessages(store)).messages, []);
      const kept = await store.scan(community.id, collections.facts, { limit: 10 });
      assert.doesNotMatch(JSON.stringify(kept.map(({ value }) => value)), /"text":"a secret"/);
    });
  });

  describe('what is told', () => {
    it('is absolute: score, time and number of members, for each running period', async () => {
      await keepAll(visited('ann', NOON), visited('bob', NOON), visited('ann', NOON + 1));
      const { entries } = await readBoard(store, 'visits');
      const ann = entries.find(({ member }) => member.name === 'Ann')?.member.id;
      const changes = (await lastEntry()).changes.filter((change) => 'board' in change && change.board === 'visits');
      assert.deepEqual(
        changes.map((change) => 'rows' in change && { period: change.period, rows: change.rows, total: change.total }),
        ['all-time', 'monthly', 'weekly', 'daily'].map((period) => ({
          period,
          rows: [{ member: ann, score: 2, reachedAt: NOON + 1 }],
          total: 2,
        })),
      );
    });

    it('leaves out periods that are over', async () => {
      await keepFact(store, visited('ann', NOON), NOON + 400 * DAY);
      const told = (await lastEntry()).changes.flatMap((change) => ('period' in change ? change.period : []));
      assert.deepEqual(new Set(told), new Set(['all-time']));
    });

    it('holds no names and no texts', async () => {
      await keepAll(posted('ann', 'a text'));
      assert.doesNotMatch(JSON.stringify(await lastEntry()), /Ann|a text/);
    });
  });

  it('keeps every fact, in the order of their dates', async () => {
    await keepAll(visited('ann', NOON + 1), joined('ann', { at: NOON }));
    const facts = await store.scan(community.id, collections.facts, { limit: 10 });
    assert.deepEqual(
      facts.map(({ value }) => (value as { kind: string }).kind),
      ['member.joined', 'member.visited'],
    );
  });
});

describe('the order in which facts come', () => {
  const people = ['ann', 'bob', 'cy'];
  const facts: readonly Fact[] = [
    ...people.map((id, index) =>
      joined(id, { at: NOON + index, referrer: { username: people[(index + 1) % 3] ?? '' } }),
    ),
    // Nobody ties in both score and time, since then a random id would decide.
    visited('ann', NOON + 10),
    ...people.flatMap((id, index) => [visited(id, NOON - index * DAY), posted(id, 'hello', { at: NOON - index })]),
    { ...visited('bob', NOON + 20), person: { externalId: 'bob', name: 'Bobby', avatar: 'https://example.com/1.png' } },
    {
      ...posted('bob', 'renamed', { at: NOON + 20 }),
      person: { externalId: 'bob', name: 'Robert', avatar: 'https://example.com/0.png' },
    },
  ];

  async function stateAfter(order: readonly Fact[]): Promise<unknown> {
    const store = memoryStore();
    for (const fact of order) await keepFact(store, fact);
    const boards = await Promise.all(community.boards.map(({ slug }) => readBoard(store, slug)));
    const rows = boards.map(({ entries, total }) => [
      total,
      entries.map(({ rank, member, score, reachedAt }) => [rank, member.name, member.avatar, score, reachedAt]),
    ]);
    const { messages } = await readMessages(store);
    await store.close();
    return [rows, messages.map(({ id, author, body }) => [id, author.name, body])];
  }

  it('makes no difference in the end, with any repeats in between', async () => {
    const expected = await stateAfter(facts);
    const anyOrder = fc.shuffledSubarray([...facts, ...facts], {
      minLength: facts.length * 2,
      maxLength: facts.length * 2,
    });
    await fc.assert(
      fc.asyncProperty(anyOrder, async (order) => assert.deepEqual(await stateAfter(order), expected)),
      { numRuns: 40 },
    );
  });
});
