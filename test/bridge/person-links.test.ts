import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { collections } from '../../src/bridge/domain/documents.ts';
import { emailKey, identityKey } from '../../src/bridge/domain/identity.ts';
import { HookIntake } from '../../src/bridge/hook-intake.ts';
import { emailHasher } from '../../src/bridge/ingest/email-hash.ts';
import type { LogFields } from '../../src/bridge/log.ts';
import { PersonLinks } from '../../src/bridge/person-links.ts';
import type { Store } from '../../src/bridge/store/store.ts';
import { recount } from '../../src/bridge/tasks/recount.ts';
import { eraseMember } from '../../src/bridge/tasks/erase-member.ts';
import type { Fact } from '../../src/schemas/fact.ts';
import { community as plain, memoryStore, NOON, readBoard, readMessages, readRows } from '../support/community.ts';
import { joined, posted, visited } from '../support/facts.ts';

const community = { ...plain, links: [{ returning: 'ada', slack: 'UADA' }] };
const hash = emailHasher('a secret of 32 characters or more')('ada@example.com') ?? '';

function onSlack<Told extends Fact>(fact: Told, externalId = 'UADA'): Told {
  const person = { externalId, name: 'Ada on Slack' };
  return { ...fact, source: 'slack', person, delivery: `slack:${fact.delivery}`, channel: { externalId: 'C1' } };
}

describe('people known by several names', () => {
  let store: Store;
  let links: PersonLinks;
  let intake: HookIntake;
  let logged: (LogFields & { event: string })[];

  function open(where = community): void {
    const note = (event: string, fields?: LogFields): void => void logged.push({ event, ...fields });
    links = new PersonLinks({
      community: where,
      store,
      log: { info: note, warn: note, error: note },
      clock: () => NOON,
    });
    intake = new HookIntake(store, () => NOON, undefined, new Map([[where.id, links]]));
  }

  beforeEach(() => {
    store = memoryStore();
    logged = [];
    open();
  });
  afterEach(async () => {
    await links.settled();
    await store.close();
  });

  async function keep(fact: Fact, emailHash?: string): Promise<void> {
    await intake.keepFact(community, fact, emailHash);
  }

  async function identities(): Promise<Record<string, string>> {
    const found = await store.scan(community.id, collections.identities, { limit: 100 });
    return Object.fromEntries(found.map(({ key, value }) => [key, (value as { member: string }).member]));
  }

  /** What readers see, without ids. */
  async function shown(): Promise<unknown> {
    const { total } = await readBoard(store, 'top');
    const { messages } = await readMessages(store);
    return [total, await readRows(store, 'top'), messages.map(({ author }) => author.name)];
  }

  it('are one member from the first fact of the second name on, where the configuration says so', async () => {
    await keep(joined('ada'));
    await keep(onSlack(visited('ada', NOON + 1)));
    assert.deepEqual(await shown(), [1, ['1 Ada on Slack 11'], []]);
    const { entries } = await store.readLog(community.id, { after: 0, limit: 100 });
    assert.ok(!JSON.stringify(entries).includes('member.merged'), 'there never was a second one');
  });

  it('become one at the start when the link was configured after both were known', async () => {
    open(plain);
    await keep(joined('ada'));
    await keep(onSlack(visited('ada', NOON + 1)));
    assert.equal((await readBoard(store, 'top')).total, 2);
    open();
    links.start();
    while (logged.length === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(logged, [{ event: 'members-linked', community: community.id }]);
    assert.deepEqual(await shown(), [1, ['1 Ada on Slack 11'], []]);
  });

  it('change nothing when they are one already, however often they are told to be', async () => {
    await keep(joined('ada'));
    const { cursor } = await store.read(community.id, []);
    await links.join([[identityKey('returning', 'ada'), identityKey('slack', 'UADA')]]);
    await links.join([[identityKey('slack', 'UADA'), identityKey('returning', 'ada')]]);
    assert.deepEqual((await store.read(community.id, [])).cursor, cursor);
  });

  it('are one by the hash of an e-mail address, which no fact and no log entry holds', async () => {
    open(plain);
    await keep(joined('ada'), hash);
    await keep(onSlack(visited('ada', NOON + 1)));
    assert.equal((await readBoard(store, 'top')).total, 2);
    await links.join(links.pairsByEmail('slack', 'UADA', hash));
    await links.settled();
    assert.deepEqual(await shown(), [1, ['1 Ada on Slack 11'], []]);
    const known = await identities();
    assert.equal(known[emailKey(hash)], known[identityKey('slack', 'UADA')]);
    const facts = await store.scan(community.id, collections.facts, { limit: 100 });
    const { entries } = await store.readLog(community.id, { after: 0, limit: 100 });
    assert.ok(!JSON.stringify([facts, entries]).includes(hash));
  });

  it('lose that hash when they are erased, and come back as somebody new', async () => {
    await keep(joined('ada'), hash);
    const { [emailKey(hash)]: member = '' } = await identities();
    await eraseMember(store, community, member, NOON);
    assert.deepEqual(await identities(), {});
    await keep(visited('ada', NOON + 5), hash);
    const again = await identities();
    assert.equal(again[emailKey(hash)], again[identityKey('returning', 'ada')]);
    assert.notEqual(again[emailKey(hash)], member);
  });

  for (const { how, where } of [
    { how: 'by their e-mail address', where: plain },
    { how: 'by the configuration', where: community },
  ])
    it(`end as one ${how}, whatever is told in which order`, async () => {
      const told: readonly (readonly [Fact, string | undefined])[] = [
        [joined('ada'), hash],
        [posted('ada', 'mine', { at: NOON + 1 }), undefined],
        [onSlack(posted('ada', 'theirs', { at: NOON + 2 })), undefined],
        [onSlack(visited('ada', NOON + 3)), hash],
        [joined('bob'), undefined],
      ];
      const orders = fc.shuffledSubarray([...told], { minLength: told.length });
      await fc.assert(
        fc.asyncProperty(orders, async (order) => {
          await links.settled();
          await store.close();
          store = memoryStore();
          open(where);
          for (const [fact, emailHash] of order) await keep(fact, where === plain ? emailHash : undefined);
          await links.settled();
          const seen = [2, ['1 Ada on Slack 15', '2 Bob 10'], ['Ada on Slack', 'Ada on Slack']];
          assert.deepEqual(await shown(), seen);
        }),
        { numRuns: 30 },
      );
    });

  it('are counted right by a recount that runs while they become one', async () => {
    open(plain);
    for (let visit = 0; visit < 300; visit += 1) {
      await keep(visited('ada', NOON + visit));
      await keep(onSlack(visited('ada', NOON + 1000 + visit)));
    }
    await keep(visited('bob'));
    open();
    const pair = links.pairsOf(visited('ada'), undefined);
    const counting = [recount(store, plain, NOON), links.join(pair), recount(store, plain, NOON)];
    await Promise.all(counting);
    await links.settled();
    const rows = ['1 Ada on Slack 600', '2 Bob 1'];
    assert.deepEqual(await readRows(store, 'visits'), rows);
    await recount(store, plain, NOON);
    assert.deepEqual(await readRows(store, 'visits'), rows);
  });

  it('are not looked for where neither link nor hash says so', async () => {
    await keep(joined('bob'));
    assert.deepEqual(links.pairsOf(joined('bob'), undefined), []);
    assert.equal((await readBoard(store, 'top')).total, 1);
  });
});

describe('the hash of an e-mail address', () => {
  const hashOf = emailHasher('a secret of 32 characters or more');

  it('is the same whatever the case, and the white space around it', () => {
    assert.equal(hashOf(' Ada@Example.COM\n'), hash);
    assert.match(hash, /^[\w-]{43}$/);
  });

  it('is another one by another secret, and for another address', () => {
    assert.notEqual(emailHasher('another secret of 32 characters!!')('ada@example.com'), hash);
    assert.notEqual(hashOf('bob@example.com'), hash);
  });

  for (const text of [undefined, '', 'ada', '@', 'a@', '@b', 'a b@c.d', 'a@b@c', `${'a'.repeat(250)}@b.cd`]) {
    it(`is none of ${JSON.stringify(text)?.slice(0, 20)}`, () => assert.equal(hashOf(text), undefined));
  }
});
