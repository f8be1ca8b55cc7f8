import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { beginMerge } from '../../../src/bridge/domain/linking/begin-merge.ts';
import { logEntry, type Change } from '../../../src/bridge/domain/log-entry.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import type { Fact, Source } from '../../../src/schemas/fact.ts';
import { community, keepFact, memoryStore, NOON, readBoard, readMessages, readRows } from '../../support/community.ts';
import { joined, posted, reacted, visited } from '../../support/facts.ts';

/** The same as told by Slack, of somebody Slack calls otherwise. */
function onSlack<Told extends Fact>(fact: Told): Told {
  const person = { externalId: 'USLACK', name: 'Ada on Slack' };
  return { ...fact, source: 'slack', person, delivery: `slack:${fact.delivery}`, channel: { externalId: 'C1' } };
}

const yours = posted('bob', 'yours', { at: NOON + 2 });

describe('linking a member', () => {
  let store: Store;
  beforeEach(async () => {
    store = memoryStore();
    const mine = onSlack(posted('ada', 'mine', { at: NOON + 1 }));
    const slackJoin = onSlack(joined('ada', { at: NOON + 1 }));
    for (const fact of [joined('ada'), yours, mine, slackJoin, reacted(yours, 'ada', 'tada', { at: NOON })]) {
      await keepFact(store, fact);
    }
  });
  afterEach(() => store.close());

  async function memberOf(source: Source, externalId: string): Promise<string> {
    const key = identityKey(source, externalId);
    return (
      resolveIdentity(await store.read(community.id, [() => ({ documents: [identityRef(key)] })]), key) ?? 'nobody'
    );
  }

  async function link(externalId = 'USLACK'): Promise<boolean | undefined> {
    const member = await memberOf('returning', 'ada');
    return linkMember({ store, community, member, key: identityKey('slack', externalId), now: NOON });
  }

  it('makes one member of two: their scores, of which one is for joining, their messages, the newer name', async () => {
    const before = await readRows(store, 'top');
    assert.deepEqual(before, ['1 Ada on Slack 12', '2 Ada 10', '3 Bob 2']);
    assert.equal(await link(), true);
    assert.deepEqual(await readRows(store, 'top'), ['1 Ada on Slack 12', '2 Bob 2']);
    assert.equal((await readBoard(store, 'top')).total, 2);
    const { messages } = await readMessages(store);
    const ada = await memberOf('returning', 'ada');
    assert.deepEqual(
      messages.map(({ author }) => author.id),
      [await memberOf('returning', 'bob'), ada],
    );
    assert.equal(await memberOf('slack', 'USLACK'), ada);
  });

  async function changesAfterLink(where = community): Promise<Change[]> {
    const { cursor } = await store.read(community.id, []);
    const member = await memberOf('returning', 'ada');
    await linkMember({ store, community: where, member, key: identityKey('slack', 'USLACK'), now: NOON });
    const { entries } = await store.readLog(community.id, { after: cursor.sequence, limit: 100 });
    return entries.flatMap(({ entry }) => logEntry.parse(entry).changes);
  }

  it('has pages load the boards they stood on anew', async () => {
    const told = (await changesAfterLink()).flatMap((change) => ('board' in change ? [change] : []));
    assert.ok(told.every(({ type }) => type === 'board.reset'));
    assert.deepEqual([...new Set(told.map(({ board }) => board))].sort(), ['messages', 'top']);
  });

  it('hides the member at once where the other one is not shown', async () => {
    const excluded = { returning: ['ada'], slack: [] };
    const told = await changesAfterLink({ ...community, excluded });
    const deleted = told.flatMap((change) => (change.type === 'message.deleted' ? [change.message] : []));
    assert.equal(deleted.length, 1, 'the message they wrote on Slack');
  });

  it('hides a member who gets an excluded id that nobody had', async () => {
    const excluded = { returning: [], slack: ['USTAFF'] };
    const { cursor } = await store.read(community.id, []);
    const member = await memberOf('returning', 'bob');
    const key = identityKey('slack', 'USTAFF');
    await linkMember({ store, community: { ...community, excluded }, member, key, now: NOON });
    const { entries } = await store.readLog(community.id, { after: cursor.sequence, limit: 100 });
    const told = entries.flatMap(({ entry }) => logEntry.parse(entry).changes).map(({ type }) => type);
    assert.ok(told.includes('board.reset') && told.includes('message.deleted'), told.join());
  });

  it('knows again what was told of either, and counts what comes for the one', async () => {
    await link();
    const again = onSlack(joined('ada', { at: NOON + 1 }));
    assert.equal(await keepFact(store, { ...again, delivery: 'another' }), 'duplicate');
    await keepFact(store, onSlack(visited('ada', NOON + 3)));
    const rows = await readRows(store, 'top');
    assert.equal(rows.length, 2);
    await recount(store, community, NOON);
    assert.deepEqual(await readRows(store, 'top'), rows);
  });

  it('changes nothing when the two are one already', async () => {
    await link();
    const { cursor } = await store.read(community.id, []);
    assert.equal(await link(), false);
    assert.deepEqual((await store.read(community.id, [])).cursor, cursor);
  });

  it('keeps an id for later that nobody has come with yet', async () => {
    assert.equal(await link('ULATER'), false);
    await keepFact(store, { ...onSlack(visited('x')), person: { externalId: 'ULATER' } });
    assert.equal((await readBoard(store, 'top')).total, 3);
    assert.equal(await memberOf('slack', 'ULATER'), await memberOf('returning', 'ada'));
  });

  it('finds nobody where nobody is', async () => {
    const request = { store, community, member: 'nobody', key: 'slack:id:USLACK', now: NOON };
    assert.equal(await linkMember(request), undefined);
  });

  it('finishes a merge that was cut off before anything else is done with the member', async () => {
    const merge = { from: await memberOf('slack', 'USLACK'), into: await memberOf('returning', 'ada') };
    await store.transact(
      community.id,
      beginMerge(merge, { from: ['slack:id:USLACK'], into: ['returning:id:ada'] }, community, NOON),
    );
    await eraseMember(store, community, merge.into, NOON);
    assert.deepEqual(await readRows(store, 'top'), ['1 Bob 2']);
    for (const collection of [collections.facts, collections.messages]) {
      assert.equal((await store.scan(community.id, collection, { limit: 10 })).length, 1);
    }
  });
});
