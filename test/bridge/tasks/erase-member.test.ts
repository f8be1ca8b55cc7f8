import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runningSpans } from '../../../src/bridge/domain/board-span.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { beginErasure } from '../../../src/bridge/domain/erasure/begin-erasure.ts';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { logEntry, type Change } from '../../../src/bridge/domain/log-entry.ts';
import { makeMark } from '../../../src/bridge/domain/marks.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { eraseMember, type Erased } from '../../../src/bridge/tasks/erase-member.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { community, keepFact, memoryStore, NOON, readBoard, readMessages, readRows } from '../../support/community.ts';
import { joined, personNamed, posted, purchased, reacted, visited } from '../../support/facts.ts';
import { dumpOf } from '../../support/store-dump.ts';

/** Two members of a board of two: the third comes in when one goes. */
const small = { ...community, boards: community.boards.map((board) => ({ ...board, size: 2 })) };

describe('erasing a member', () => {
  let store: Store;
  beforeEach(() => void (store = memoryStore()));
  afterEach(() => store.close());

  async function keepAll(...facts: readonly Fact[]): Promise<void> {
    for (const fact of facts) await keepFact(store, fact);
  }

  async function memberOf(externalId: string): Promise<string | undefined> {
    const key = identityKey('returning', externalId);
    return resolveIdentity(await store.read(community.id, [() => ({ documents: [identityRef(key)] })]), key);
  }

  async function erase(externalId: string, where = community): Promise<Erased | undefined> {
    return eraseMember(store, where, (await memberOf(externalId)) ?? 'nobody', NOON);
  }

  async function changesAfter(sequence: number): Promise<Change[]> {
    const { entries } = await store.readLog(community.id, { after: sequence, limit: 1000 });
    return entries.flatMap(({ entry }) => logEntry.parse(entry).changes);
  }

  async function referralRankings(): Promise<readonly string[]> {
    const rankings = await store.scanRankings(community.id, { limit: 1000 });
    return rankings.filter((ranking) => ranking.startsWith('referrals/'));
  }

  it('leaves no trace of what they did, said and are called, and leaves everyone else as they were', async () => {
    const others = [joined('bob'), posted('bob', 'hi'), visited('bob')];
    await keepAll(...others);
    const rows = await readRows(store, 'top');
    await keepAll(joined('vera', { referrer: { username: 'nobody yet' } }), visited('vera', NOON + 1));
    await keepAll(posted('vera', 'a secret'), purchased('vera', 'order 7'));
    await keepAll(reacted(posted('bob', 'hi'), 'vera', 'wave', { at: NOON }));
    const member = await memberOf('vera');
    assert.deepEqual(await erase('vera'), { facts: 5, messages: 1, standings: 17, deadLetters: 0 });
    assert.deepEqual(await readRows(store, 'top'), rows);
    const after = await dumpOf(store);
    for (const trace of ['vera', 'Vera', 'a secret', 'order 7'])
      assert.ok(!after.includes(trace), `${trace} in ${after}`);
    assert.equal(after.includes(`"member":"${member}`), false);
  });

  it('leaves no score and no rank of those who had become one with them', async () => {
    await keepAll(visited('ann'), visited('bob', NOON + 1), visited('cy', NOON + 2), visited('di', NOON + 3));
    const ids = await Promise.all(['ann', 'bob', 'cy'].map(memberOf));
    for (const span of runningSpans(community, NOON))
      await store.transact(community.id, makeMark(span, community, NOON));
    for (const [stays, joins] of [
      ['bob', 'cy'],
      ['ann', 'bob'],
    ] as const) {
      const member = (await memberOf(stays))!;
      await linkMember({ store, community, member, key: identityKey('returning', joins), now: NOON });
    }
    await erase('ann');
    const rows = (await changesAfter(0)).flatMap((change) => ('rows' in change ? change.rows : []));
    const marks = (await store.scan(community.id, collections.marks, { limit: 100 })).map(({ value }) => value);
    const left = JSON.stringify([rows, marks]);
    assert.deepEqual(
      ids.filter((id) => left.includes(`"${id}"`)),
      [],
    );
    assert.ok(left.includes(`"${await memberOf('di')}"`));
  });

  it('finds nobody the second time, nor anyone there never was', async () => {
    await keepAll(joined('vera'));
    const member = (await memberOf('vera'))!;
    assert.ok(await erase('vera'));
    assert.equal(await eraseMember(store, community, member, NOON), undefined);
    assert.equal(await eraseMember(store, community, '__proto__', NOON), undefined);
  });

  it('makes somebody new of who comes back, also by a hook that was taken before', async () => {
    const join = joined('vera');
    await keepAll(join);
    const before = await memberOf('vera');
    await erase('vera');
    assert.equal(await keepFact(store, join), 'accepted');
    assert.notEqual(await memberOf('vera'), before);
    assert.deepEqual(await readRows(store, 'top'), ['1 Vera 10']);
  });

  it('tells open boards who left, who comes in from below, and how many there are now', async () => {
    await keepAll(
      posted('vera', '1'),
      posted('vera', '2'),
      posted('bob', '1', { at: NOON + 1 }),
      posted('cy', '1', { at: NOON + 2 }),
    );
    const [member, cy] = [await memberOf('vera'), await memberOf('cy')];
    const { cursor } = await store.read(community.id, []);
    await erase('vera', small);
    const told = (await changesAfter(cursor.sequence)).find(
      (change) => 'board' in change && change.board === 'messages',
    );
    assert.ok(told?.type === 'board.changed');
    assert.deepEqual([told.rows.map((row) => row.member), told.removed, told.total], [[cy], [member], 2]);
  });

  it('takes their messages and reactions out of channels, and says so', async () => {
    const [theirs, other] = [posted('vera', 'mine'), posted('bob', 'yours')];
    await keepAll(
      theirs,
      other,
      reacted(theirs, 'bob', 'tada', { at: NOON }),
      reacted(other, 'vera', 'tada', { at: NOON }),
    );
    const { cursor } = await store.read(community.id, []);
    await erase('vera');
    const { messages } = await readMessages(store);
    assert.deepEqual(
      messages.map(({ author, reactions }) => [author.name, reactions]),
      [['Bob', []]],
    );
    const types = (await changesAfter(cursor.sequence)).map(({ type }) => type);
    assert.deepEqual(types.filter((type) => type.startsWith('message')).sort(), ['message.deleted', 'message.reacted']);
  });

  it('takes them out of others’ texts and referrals', async () => {
    const text = 'thanks <@UANN|Ann A.>, said <@UBOB>';
    const slack = { source: 'slack', channel: { externalId: 'C1' } } as const;
    const message = { externalId: '1', text, format: 'slack-mrkdwn' } as const;
    await keepAll(
      { ...visited('vera'), source: 'slack', person: { externalId: 'UANN' } },
      { ...posted('bob', text), ...slack, message, delivery: 'slack:Ev1' },
      joined('cy', { referrer: { username: 'vera' } }),
      visited('vera', NOON + 5),
      joined('di', { referrer: { username: 'nobody yet' } }),
    );
    const slackMember = (await store.scan(community.id, collections.identities, { limit: 100 })).find(({ key }) => key === 'slack:id:UANN'); // prettier-ignore
    await eraseMember(store, community, (slackMember?.value as { member: string }).member, NOON);
    await erase('vera');
    const after = await dumpOf(store);
    for (const trace of ['UANN', 'Ann A.', '"vera"']) assert.ok(!after.includes(trace), trace);
    for (const kept of ['<@UBOB>', 'nobody yet', '<@erased>']) assert.ok(after.includes(kept), kept);
  });

  it('forgets who was counted on to bring people, under their name', async () => {
    await keepAll({ ...visited('vera'), person: { externalId: 'vera', username: 'annie' } });
    await keepAll(joined('bob', { referrer: { username: 'annie' } }));
    await erase('vera');
    assert.deepEqual(await referralRankings(), []);
    const joins = await store.scan(community.id, collections.joins, { limit: 10 });
    assert.deepEqual(
      joins.map(({ value }) => value),
      [{ at: NOON, referrer: null }],
    );
  });

  it('forgets by whom they were brought', async () => {
    await keepAll(joined('vera', { referrer: { username: 'bob' } }));
    await keepAll(joined('vera', { referrer: { username: 'cy' }, at: NOON + 1 }));
    assert.equal((await referralRankings()).length, 2);
    await erase('vera');
    assert.deepEqual(await referralRankings(), []);
    assert.deepEqual(await store.scan(community.id, collections.joins, { limit: 10 }), []);
  });

  it('deletes the dead letters that name them, and no others', async () => {
    await keepAll(visited('vera'));
    const letter = (id: string) => ({
      ...{ collection: collections.deadLetters, key: `dead:returning:${id}` },
      value: { platform: 'returning', body: { user: { deep: [{ id }] } }, receivedAt: NOON },
    });
    await store.upkeep(community.id, { documents: [letter('vera'), letter('verabel')] });
    assert.equal((await erase('vera'))?.deadLetters, 1);
    const left = await store.scan(community.id, collections.deadLetters, { limit: 10 });
    assert.deepEqual(left.map(({ key }) => key), ['dead:returning:verabel']); // prettier-ignore
  });

  it('finishes an erasure that was cut off', async () => {
    await keepAll(posted('vera', 'a secret'));
    const member = (await memberOf('vera'))!;
    const names = ['returning:id:vera', 'returning:username:vera'];
    await store.transact(community.id, beginErasure(member, names, community, NOON));
    assert.equal((await eraseMember(store, community, member, NOON))?.messages, 1);
    assert.ok(!(await dumpOf(store)).includes('a secret'));
  });

  it('leaves a member be who comes under the same name while it runs', async () => {
    await keepAll(posted('vera', 'before'));
    const member = (await memberOf('vera'))!;
    await store.transact(
      community.id,
      beginErasure(member, ['returning:id:vera', 'returning:username:vera'], community, NOON),
    );
    await keepAll(posted('vera', 'after'), visited('vera'));
    await eraseMember(store, community, member, NOON);
    const facts = await store.scan(community.id, collections.facts, { limit: 10 });
    assert.equal(facts.length, 2);
    assert.equal((await readMessages(store)).messages.length, 1);
    assert.deepEqual(personNamed('vera').name, (await readBoard(store, 'top')).entries[0]?.member.name);
  });

  it('goes through more than one batch of everything', async () => {
    const facts = Array.from({ length: 450 }, (_, index) => posted(index % 2 === 0 ? 'vera' : 'bob', `text ${index}`));
    await keepAll(...facts);
    const erased = await erase('vera');
    assert.deepEqual([erased?.facts, erased?.messages], [225, 225]);
    assert.ok(!(await dumpOf(store)).includes('vera'));
  });
});
