import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { addScores, setCounts } from '../../../src/bridge/imports/keep-scores.ts';
import { PersonLinks } from '../../../src/bridge/person-links.ts';
import { community, keepFact, memoryStore, NOON, readBoard, readRows } from '../../support/community.ts';
import { joined } from '../../support/facts.ts';

const xp = {
  ...community,
  boards: community.boards.map((board) => ({ ...board, metric: 'xp' as const, periods: ['all-time' as const] })),
};

describe('scores that are imported', () => {
  it('make one member of who is listed twice, with the last count', async () => {
    const store = memoryStore();
    const people = [7, 8, 9].map((count) => ({ externalId: 'ann', name: 'Ann', xp: count, coins: 0 }));
    await setCounts(people, { store, community: xp, now: NOON });
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 9']);
    assert.equal((await readBoard(store, 'top')).total, 1);
    assert.equal((await store.scan(community.id, collections.members, { limit: 10 })).length, 1);
    await store.close();
  });

  it('make one member of who is known by another name, where the configuration says so', async () => {
    const store = memoryStore();
    const where = { ...xp, links: [{ returning: 'ann', slack: 'UANN' }] };
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const links = new PersonLinks({ community: where, store, log, clock: () => NOON });
    const onSlack = { ...joined('ann'), source: 'slack', person: { externalId: 'UANN', name: 'Ann' } } as const;
    await keepFact(store, onSlack, NOON, where);
    await setCounts([{ externalId: 'ann', xp: 7 }], { store, community: where, links, now: NOON });
    assert.equal((await store.scan(community.id, collections.members, { limit: 10 })).length, 1);
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 7']);
    await links.settled();
    await store.close();
  });

  it('of more people and days than one transaction takes are all kept', async () => {
    const store = memoryStore();
    const [board] = community.boards;
    const rows = Array.from({ length: 260 }, (_, index) => {
      const person = { externalId: `${index % 130}` };
      return { source: 'returning', person, score: 1, at: index < 130 ? NOON : NOON - 1 } as const;
    });
    const outcome = await addScores(rows, board!, { store, community, now: NOON });
    assert.deepEqual(outcome, { added: 260, changed: 0, same: 0 });
    const { total, entries } = await readBoard(store, 'top');
    assert.deepEqual([total, entries.every(({ score }) => score === 2)], [130, true]);
    await store.close();
  });
});
