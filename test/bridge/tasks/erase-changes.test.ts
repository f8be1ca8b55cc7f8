import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { beginErasure } from '../../../src/bridge/domain/erasure/begin-erasure.ts';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { eraseMember, type Erased } from '../../../src/bridge/tasks/erase-member.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { community, keepFact, memoryStore, NOON, readMessages, strictCommunity } from '../../support/community.ts';
import { deleted, edited, personNamed, posted, reacted, visited } from '../../support/facts.ts';
import { dumpOf } from '../../support/store-dump.ts';

/** A message from before the bridge: only what happened to it is told. */
const old = { ...posted('vera', 'unknown'), message: { ...posted('vera', 'unknown').message, externalId: 'old 1' } };
const edit = edited(old, 'a secret', NOON + 1);
const deletion: Fact = { ...deleted(old, NOON + 2), person: personNamed('vera') };

describe('erasing whom the changes of messages name', () => {
  let store: Store;
  beforeEach(() => void (store = memoryStore()));
  afterEach(() => store.close());

  async function keepAll(...facts: readonly Fact[]): Promise<void> {
    for (const fact of facts) await keepFact(store, fact);
  }

  async function memberOf(externalId: string): Promise<string> {
    const key = identityKey('returning', externalId);
    const view = await store.read(community.id, [() => ({ documents: [identityRef(key)] })]);
    return resolveIdentity(view, key) ?? 'nobody';
  }

  async function erase(externalId: string): Promise<Erased | undefined> {
    return eraseMember(store, community, await memberOf(externalId), NOON);
  }

  async function assertNoTrace(...members: readonly string[]): Promise<void> {
    const left = await dumpOf(store);
    for (const trace of ['vera', 'Vera', 'a secret', ...members.map((id) => `"by":"${id}"`)]) {
      assert.ok(!left.includes(trace), `${trace} in ${left}`);
    }
  }

  it('takes out the text that an edit told of a message that was not', async () => {
    await keepAll(edit, visited('vera'));
    const member = await memberOf('vera');
    assert.deepEqual(await erase('vera'), { facts: 2, messages: 1, standings: 9, deadLetters: 0 });
    await assertNoTrace(member);
  });

  it('finds who is named by nothing but an edit, or a deletion', async () => {
    for (const facts of [[edit], [deletion], [edit, deletion], [deletion, edit]]) {
      await keepAll(...facts);
      assert.ok(await erase('vera'));
      await assertNoTrace();
    }
  });

  it('leaves deleted what they deleted, also to a recount', async () => {
    const told = { ...old, person: personNamed('bob') };
    await keepFact(store, deletion, NOON, strictCommunity);
    await erase('vera');
    await keepFact(store, told, NOON, strictCommunity);
    assert.deepEqual((await readMessages(store)).messages, []);
    assert.equal((await recount(store, strictCommunity, NOON)).standings, 0);
  });

  it('takes out what others did to such a message', async () => {
    await keepAll(edit, reacted(old, 'bob', 'tada', { at: NOON + 3 }));
    assert.equal((await erase('vera'))?.facts, 2);
    assert.ok(!(await dumpOf(store)).includes('"emoji":"tada"'));
  });

  it('does so under the member that stays of two', async () => {
    await keepAll(edit, visited('bob'));
    const [vera, bob] = [await memberOf('vera'), await memberOf('bob')];
    const key = identityKey('returning', 'vera');
    assert.equal(await linkMember({ store, community, member: bob, key, now: NOON }), true);
    await erase('bob');
    await assertNoTrace(vera, bob);
  });

  it('takes an edit of theirs off a message told since, which pages drop', async () => {
    await keepAll(edit);
    const member = await memberOf('vera');
    await store.transact(community.id, beginErasure(member, [identityKey('returning', 'vera')], community, NOON));
    await keepAll(old);
    assert.equal((await readMessages(store)).messages.length, 1);
    await eraseMember(store, community, member, NOON);
    assert.deepEqual((await readMessages(store)).messages, []);
    const left = await dumpOf(store);
    assert.ok(!left.includes('a secret') && !left.includes(`"by":"${member}"`), left);
    assert.ok(left.includes('"message.deleted"'));
  });
});
