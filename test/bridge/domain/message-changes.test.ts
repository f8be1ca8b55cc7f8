import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { collections, memberDocument } from '../../../src/bridge/domain/documents.ts';
import { logEntry, type Change } from '../../../src/bridge/domain/log-entry.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import {
  community,
  keepFact,
  memoryStore,
  NOON,
  readBoard,
  readMessages,
  readRows,
  strictCommunity,
} from '../../support/community.ts';
import { deleted, edited, posted, purchased, reacted } from '../../support/facts.ts';

const hello = posted('ann', 'hello');

describe('what happens to a message', () => {
  let store: Store;
  beforeEach(() => void (store = memoryStore()));
  afterEach(() => store.close());

  async function keepAll(...facts: readonly Fact[]): Promise<void> {
    for (const fact of facts) await keepFact(store, fact);
  }

  async function shown(): Promise<unknown[]> {
    const { messages } = await readMessages(store);
    return messages.map(({ body, editedAt, reactions }) => ({
      text: body.map((node) => ('text' in node ? node.text : '')).join(''),
      isEdited: editedAt !== null,
      reactions: reactions.map(({ emoji, count }) => `${emoji} ${count}`),
    }));
  }

  async function lastChanges(): Promise<Change[]> {
    const { entries } = await store.readLog(community.id, { after: 0, limit: 1000 });
    return logEntry.parse(entries.at(-1)?.entry).changes;
  }

  /** The rows last told of the board `messages`. */
  async function lastRows(): Promise<string[]> {
    const change = (await lastChanges()).find((each) => each.type === 'board.changed' && each.board === 'messages');
    assert.ok(change?.type === 'board.changed');
    const members = await store.scan(community.id, collections.members, { limit: 10 });
    const names = new Map(members.map(({ key, value }) => [key, memberDocument.parse(value).name]));
    return change.rows.map(({ member, score }) => `${names.get(member)} ${score}`);
  }

  describe('an edit', () => {
    it('replaces the text, and says so', async () => {
      await keepAll(hello, edited(hello, 'hello there', NOON + 1));
      assert.deepEqual(await shown(), [{ text: 'hello there', isEdited: true, reactions: [] }]);
      assert.deepEqual(
        (await lastChanges()).map(({ type }) => type),
        ['message.edited'],
      );
    });

    it('told before its message is shown with it', async () => {
      await keepAll(edited(hello, 'hello there', NOON + 1));
      assert.deepEqual(await shown(), []);
      assert.deepEqual(await lastChanges(), []);
      await keepAll(hello);
      assert.deepEqual(await shown(), [{ text: 'hello there', isEdited: true, reactions: [] }]);
    });

    it('that is older than the text shown changes nothing, and is not told', async () => {
      await keepAll(hello, edited(hello, 'newest', NOON + 2), edited(hello, 'older', NOON + 1));
      assert.deepEqual(await shown(), [{ text: 'newest', isEdited: true, reactions: [] }]);
      assert.deepEqual(await lastChanges(), []);
    });

    it('counts nothing', async () => {
      await keepAll(hello, edited(hello, 'hello there', NOON + 1));
      assert.deepEqual(await readRows(store, 'messages'), ['1 Ann 1']);
    });
  });

  describe('a deletion', () => {
    it('takes the message away, and keeps nothing of its text', async () => {
      await keepAll(hello, reacted(hello, 'bob', 'wave', { at: NOON + 1 }), deleted(hello, NOON + 2));
      assert.deepEqual(await shown(), []);
      const kept = await store.scan(community.id, collections.messages, { limit: 10 });
      assert.doesNotMatch(JSON.stringify(kept), /hello|wave/);
    });

    it('is for good: neither a late message nor a late edit brings it back', async () => {
      await keepAll(deleted(hello, NOON + 1), hello, edited(hello, 'back', NOON + 2));
      assert.deepEqual(await shown(), []);
      assert.deepEqual(await lastChanges(), []);
    });

    it('leaves the points, or takes them along, as the community says', async () => {
      await keepAll(hello, deleted(hello, NOON + 1));
      assert.deepEqual(await readRows(store, 'messages'), ['1 Ann 1']);
      const other = posted('bob', 'bye');
      for (const fact of [other, deleted(other, NOON + 1)]) await keepFact(store, fact, NOON, strictCommunity);
      assert.deepEqual(await readRows(store, 'messages'), ['1 Ann 1'], 'who has no points is on no board');
    });

    it('that takes points tells who enters the board below', async () => {
      const [first, second, third] = [posted('ann', 'one'), posted('ann', 'two'), posted('bob', 'three')];
      const others = [posted('bob', 'four'), posted('cy', 'five', { at: NOON - 1 })];
      for (const fact of [first, second, third, ...others]) await keepFact(store, fact, NOON, strictCommunity);
      // Ann and Bob stand at 2, Cy at 1; the board shows two rows. Ann falls to 1, reached later than Cy's.
      await keepFact(store, deleted(first, NOON + 5), NOON, strictCommunity);
      assert.deepEqual(await lastRows(), ['Ann 1', 'Cy 1']);
    });
  });

  describe('a deletion told twice', () => {
    async function keepStrict(...facts: readonly Fact[]): Promise<void> {
      for (const fact of facts) await keepFact(store, fact, NOON, strictCommunity);
    }

    it('takes the points once', async () => {
      await keepStrict(hello, posted('ann', 'stays'), deleted(hello, NOON + 1), deleted(hello, NOON + 2));
      assert.deepEqual(await readRows(store, 'messages'), ['1 Ann 1']);
      assert.equal((await readBoard(store, 'messages')).entries[0]?.reachedAt, new Date(NOON + 2).toISOString());
    });

    it('changes nothing when it is of the same moment', async () => {
      await keepStrict(hello, deleted(hello, NOON + 1));
      const again = { ...deleted(hello, NOON + 1), delivery: 'again' };
      assert.equal(await keepFact(store, again, NOON, strictCommunity), 'duplicate');
    });

    it('tells who enters the board when its later date lets its author fall', async () => {
      const others = [posted('bob', 'one'), posted('bob', 'two'), posted('cy', 'three', { at: NOON + 3 })];
      await keepStrict(hello, posted('ann', 'stays'), deleted(hello, NOON + 1), ...others);
      // Bob stands at 2, Ann and Cy at 1; the board shows two rows.
      await keepStrict(deleted(hello, NOON + 5));
      assert.deepEqual(await lastRows(), ['Ann 1', 'Cy 1']);
    });
  });

  it('a message told after its deletion tells who enters the board when its author falls', async () => {
    const others = [posted('bob', 'one'), posted('bob', 'two'), posted('cy', 'three', { at: NOON + 3 })];
    const facts = [posted('ann', 'stays'), ...others, deleted(hello, NOON + 5), hello];
    for (const fact of facts) await keepFact(store, fact, NOON, strictCommunity);
    assert.deepEqual(await lastRows(), ['Ann 1', 'Cy 1']);
  });

  describe('reactions', () => {
    it('are counted by emoji, one for each person', async () => {
      await keepAll(
        hello,
        reacted(hello, 'bob', 'wave', { at: NOON + 1 }),
        reacted(hello, 'cy', 'wave', { at: NOON + 2 }),
        reacted(hello, 'bob', 'wave', { at: NOON + 3 }),
        reacted(hello, 'bob', 'tada', { at: NOON + 4 }),
      );
      assert.deepEqual(await shown(), [{ text: 'hello', isEdited: false, reactions: ['👋 2', '🎉 1'] }]);
      assert.deepEqual(
        (await lastChanges()).map(({ type }) => type),
        ['message.reacted'],
      );
    });

    it('that were taken back are gone, also when that is told first', async () => {
      await keepAll(
        hello,
        reacted(hello, 'bob', 'wave', { at: NOON + 2, isSet: false }),
        reacted(hello, 'bob', 'wave', { at: NOON + 1 }),
      );
      assert.deepEqual(await shown(), [{ text: 'hello', isEdited: false, reactions: [] }]);
    });
  });

  it('a purchase counts on its board and for points', async () => {
    await keepAll(purchased('ann', 'o1'), purchased('ann', 'o2'), { ...purchased('ann', 'o2'), delivery: 'again' });
    assert.deepEqual(await readRows(store, 'purchases'), ['1 Ann 2']);
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 10']);
  });
});

describe('the order in which it is told', () => {
  const other = posted('bob', 'other', { at: NOON + 1 });
  const facts: readonly Fact[] = [
    hello,
    other,
    posted('ann', 'third', { at: NOON + 2 }),
    edited(hello, 'first edit', NOON + 3),
    edited(hello, 'second edit', NOON + 4),
    edited(other, 'too late', NOON + 9),
    deleted(other, NOON + 5),
    deleted(other, NOON + 7),
    reacted(hello, 'bob', 'wave', { at: NOON + 6 }),
    reacted(hello, 'bob', 'wave', { at: NOON + 7, isSet: false }),
    reacted(hello, 'bob', 'wave', { at: NOON + 8 }),
    reacted(hello, 'cy', 'tada', { at: NOON + 6 }),
  ];

  async function stateAfter(order: readonly Fact[], where: typeof community): Promise<unknown> {
    const store = memoryStore();
    for (const fact of order) await keepFact(store, fact, NOON, where);
    const { entries, total } = await readBoard(store, 'messages');
    const { messages } = await readMessages(store);
    await store.close();
    return [
      total,
      entries.map(({ rank, member, score, reachedAt }) => [rank, member.name, score, reachedAt]),
      messages.map(({ author, ...message }) => [author.name, message]),
    ];
  }

  for (const [name, where] of [
    ['keeps', community],
    ['revokes', strictCommunity],
  ] as const) {
    it(`makes no difference in the end, where a deletion ${name} points`, async () => {
      const expected = await stateAfter(facts, where);
      const anyOrder = fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 });
      await fc.assert(
        fc.asyncProperty(anyOrder, async (order) => assert.deepEqual(await stateAfter(order, where), expected)),
        { numRuns: 60 },
      );
    });
  }
});
