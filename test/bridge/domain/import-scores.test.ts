import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { recordScores, type ScoresOutcome } from '../../../src/bridge/domain/import/record-scores.ts';
import { logEntry, type BoardChange } from '../../../src/bridge/domain/log-entry.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import type { Fact, ScoreImportedFact } from '../../../src/schemas/fact.ts';
import { community, keepFact, memoryStore, NOON, readRows } from '../../support/community.ts';
import { imported, joined, posted } from '../../support/facts.ts';

const DAY_MS = 86_400_000;

describe('imported scores', () => {
  let store: Store;
  let newcomers: number;
  beforeEach(() => {
    store = memoryStore();
    newcomers = 0;
  });
  afterEach(() => store.close());

  async function importAll(facts: readonly ScoreImportedFact[], where = community): Promise<ScoresOutcome> {
    const fresh = facts.map(() => `new${(newcomers += 1)}`);
    return store.transact(community.id, recordScores(facts, { community: where, fresh, now: NOON }));
  }

  async function memberOf(externalId: string): Promise<string> {
    const key = identityKey('returning', externalId);
    const view = await store.read(community.id, [() => ({ documents: [identityRef(key)] })]);
    return resolveIdentity(view, key) ?? 'nobody';
  }

  it('count on top of what was done, of people who are known and of people who become so', async () => {
    await keepFact(store, joined('ann'));
    assert.deepEqual(await importAll([imported('ann', 30), imported('bob', 20)]), { added: 2, changed: 0, same: 0 });
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 40', '2 Bob 20']);
    await keepFact(store, posted('bob', 'hi'));
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 40', '2 Bob 22']);
  });

  it('count on their own board alone, in the periods of their own date', async () => {
    await importAll([imported('ann', 30, { at: NOON - 40 * DAY_MS })]);
    assert.deepEqual(await readRows(store, 'top', 'all-time'), ['1 Ann 30']);
    assert.deepEqual(await readRows(store, 'top', 'yearly'), ['1 Ann 30']);
    assert.deepEqual(await readRows(store, 'top', 'monthly'), []);
    assert.deepEqual(await readRows(store, 'messages'), []);
  });

  it('change nothing when they are imported again, and are corrected by another number', async () => {
    const scores = [imported('ann', 30), imported('bob', 20)];
    await importAll(scores);
    const { cursor } = await store.read(community.id, []);
    assert.deepEqual(await importAll(scores), { added: 0, changed: 0, same: 2 });
    assert.deepEqual((await store.read(community.id, [])).cursor, cursor);
    assert.deepEqual(await importAll([imported('ann', 10)]), { added: 0, changed: 1, same: 0 });
    assert.deepEqual(await readRows(store, 'top'), ['1 Bob 20', '2 Ann 10']);
  });

  it('of another day are other scores', async () => {
    await importAll([imported('ann', 30)]);
    await importAll([imported('ann', 5, { at: NOON - DAY_MS })]);
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 35']);
  });

  it('that are corrected downwards tell open boards who comes in from below', async () => {
    const small = { ...community, boards: community.boards.map((board) => ({ ...board, size: 2 })) };
    await importAll(
      ['ann', 'bob', 'cy', 'di'].map((id, index) => imported(id, 100 - index)),
      small,
    );
    await importAll([imported('ann', 1), imported('bob', 2)], small);
    const { entries } = await store.readLog(community.id, { after: 0, limit: 10 });
    const told = logEntry.parse(entries.at(-1)?.entry).changes as BoardChange[];
    const [ann, bob, cy, di] = await Promise.all(['ann', 'bob', 'cy', 'di'].map((id) => memberOf(id)));
    assert.deepEqual(told[0]?.rows.map((row) => [row.member, row.score]), [[ann, 1], [bob, 2], [cy, 98], [di, 97]]); // prettier-ignore
  });

  it('name people whom nothing later named', async () => {
    await keepFact(store, joined('ann', { at: NOON - 1 }));
    await importAll([
      { ...imported('ann', 1), person: { externalId: 'ann', name: 'Ann B.' } },
      { ...imported('bob', 1), person: { externalId: 'bob' } },
    ]);
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann B. 11', '2 bob 1']);
    await keepFact(store, joined('ann', { at: NOON + 1 }));
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 11', '2 bob 1']);
  });

  it('stay as they count when retention has deleted their facts', async () => {
    await importAll([imported('ann', 30)]);
    const facts = await store.scan(community.id, collections.facts, { limit: 10 });
    const documents = facts.map(({ key }) => ({ collection: collections.facts, key }));
    await store.upkeep(community.id, { removed: { documents } });
    assert.deepEqual(await importAll([imported('ann', 50)]), { added: 0, changed: 0, same: 1 });
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 30']);
  });

  it('add up when two members turn out to be one, also when they are counted anew', async () => {
    const onSlack = { ...imported('ann', 7), source: 'slack', person: { externalId: 'U1' } } as const;
    await importAll([imported('ann', 30)]);
    await importAll([onSlack]);
    await linkMember({ store, community, member: await memberOf('ann'), key: 'slack:id:U1', now: NOON });
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 37']);
    assert.equal((await recount(store, community, NOON)).standings, 0);
    assert.deepEqual(await importAll([onSlack]), { added: 0, changed: 0, same: 1 });
  });

  it('go with the person, also where only their claim is left, and come as somebody new’s', async () => {
    await importAll([imported('ann', 30), imported('bob', 20)]);
    await eraseMember(store, community, await memberOf('ann'), NOON);
    assert.deepEqual(await readRows(store, 'top'), ['1 Bob 20']);
    const left = await store.scanClaims(community.id, { prefix: 'import:', limit: 10 });
    assert.deepEqual(left.map(({ claim }) => claim), [imported('bob', 20).delivery]); // prettier-ignore
    const [fact] = await store.scan(community.id, collections.facts, { limit: 10 });
    const documents = [{ collection: collections.facts, key: fact?.key ?? '' }];
    await store.upkeep(community.id, { removed: { documents } });
    await eraseMember(store, community, await memberOf('bob'), NOON);
    assert.deepEqual(await store.scanClaims(community.id, { prefix: 'import:', limit: 10 }), []);
    assert.equal((await importAll([imported('ann', 3)])).added, 1);
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 3']);
  });

  it('never mix with the platform’s own counts', async () => {
    const boards = community.boards.map((board) =>
      board.slug === 'top' ? { ...board, metric: 'xp' as const } : board,
    );
    await importAll([imported('ann', 30)], { ...community, boards });
    assert.deepEqual(await readRows(store, 'top'), []);
  });

  it('are counted anew as they count, whatever came between them', async () => {
    const id = fc.constantFrom('ann', 'bob');
    const at = fc.constantFrom(NOON, NOON - DAY_MS, NOON - 40 * DAY_MS);
    const facts = fc.array(
      fc.oneof(
        fc
          .record({ id, at, score: fc.integer({ min: -9, max: 9 }) })
          .map((each) => imported(each.id, each.score, each)),
        fc.record({ id, at }).map((each): Fact => posted(each.id, 'hi', each)),
      ),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(facts, async (told) => {
        const own = memoryStore();
        for (const fact of told) await keepFact(own, fact);
        const { standings } = await recount(own, community, NOON);
        await own.close();
        assert.equal(standings, 0);
      }),
      { numRuns: 50 },
    );
  });

  it('that are corrected while others are counted anew are counted as corrected', async () => {
    await importAll([imported('ann', 30)]);
    const correcting: Store = Object.create(store) as Store;
    let isCorrected = false;
    correcting.transact = async (space, work) => {
      if (!isCorrected) {
        isCorrected = true;
        await importAll([imported('ann', 50)]);
      }
      return store.transact(space, work);
    };
    correcting.read = (space, reads) => store.read(space, reads);
    correcting.readLog = (space, range) => store.readLog(space, range);
    correcting.scan = (space, collection, range) => store.scan(space, collection, range);
    correcting.scanRankings = (space, range) => store.scanRankings(space, range);
    await recount(correcting, community, NOON);
    assert.deepEqual(await readRows(store, 'top'), ['1 Ann 50']);
  });
});
