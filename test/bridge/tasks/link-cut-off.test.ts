import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { finishTasks } from '../../../src/bridge/tasks/finish-tasks.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import { community, keepFact, memoryStore, NOON, readMessages } from '../../support/community.ts';
import { posted } from '../../support/facts.ts';
import { StoppedError, StoppingStore } from '../../support/stopping-store.ts';

async function memberOf(store: Store, externalId: string): Promise<string> {
  const key = identityKey('returning', externalId);
  const view = await store.read(community.id, [() => ({ documents: [identityRef(key)] })]);
  return resolveIdentity(view, key) ?? 'nobody';
}

/** Makes bob ann, in a process that ends after so many writes. */
async function linkCutOff(store: Store, writes: number): Promise<void> {
  const request = { community, member: await memberOf(store, 'ann'), key: identityKey('returning', 'bob'), now: NOON };
  try {
    await linkMember({ ...request, store: new StoppingStore(store, writes) });
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
  }
}

describe('a feed that loads while two members are made one', () => {
  it('has all messages, those of the member that goes under the one that stays', async () => {
    for (let writes = 0; writes < 10; writes += 1) {
      const store = memoryStore();
      for (const id of ['ann', 'bob', 'cy']) await keepFact(store, posted(id, 'hi'));
      const ann = await memberOf(store, 'ann');
      await linkCutOff(store, writes);
      const authors = async (): Promise<string[]> =>
        (await readMessages(store)).messages.map(({ author }) => author.id).sort();
      const expected = [ann, await memberOf(store, 'bob'), await memberOf(store, 'cy')].sort();
      assert.deepEqual(await authors(), expected, `after ${writes} writes`);
      await finishTasks(store, community, NOON);
      assert.deepEqual(await authors(), expected);
      await store.close();
    }
  });
});
