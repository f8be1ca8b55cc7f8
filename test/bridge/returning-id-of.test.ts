import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { returningIdOf } from '../../src/bridge/returning-id-of.ts';
import { community, keepFact, memoryStore, readBoard } from '../support/community.ts';
import { visited } from '../support/facts.ts';

describe('returningIdOf', () => {
  it('finds the platform’s id of any member, and none of who is known elsewhere', async () => {
    const store = memoryStore(10_000);
    for (let index = 0; index < 600; index += 1) await keepFact(store, visited(`u${index}`));
    await keepFact(store, { ...visited('elsewhere'), source: 'slack' });
    const { entries } = await readBoard(store, 'visits');
    const shown = entries.find(({ member }) => member.name.startsWith('U'));
    assert.ok(shown);
    assert.equal(await returningIdOf(store, community.id, shown.member.id), shown.member.name.toLowerCase());
    assert.equal(await returningIdOf(store, community.id, 'nobody'), undefined);
    await store.close();
  });
});
