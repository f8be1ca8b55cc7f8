import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { LogEntry, Query, Store, Work, Writes } from '../../../src/bridge/store/store.ts';

/** The collections a store under test must be opened with. */
export const contractCollections = ['things', 'others'];

/** How many log entries a store under test must keep. */
export const CONTRACT_LOG_ENTRIES = 5;

const nothing: Writes = { claims: [], documents: [], standings: [], entry: null };

function write(writes: Partial<Writes>): Work<'done'> {
  return { reads: [], decide: () => ({ outcome: 'done', writes: { ...nothing, ...writes } }) };
}

function rank(member: string, score: number, tie = 0): Work<'done'> {
  return write({ standings: [{ ranking: 'r', member, score, tie }] });
}

/** What every implementation of `Store` holds. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store`, () => {
    let store: Store;
    beforeEach(async () => void (store = await open()));
    afterEach(() => store.close());

    const read = (query: Query): ReturnType<Store['read']> => store.read('s', [() => query]);

    describe('documents', () => {
      const ref = { collection: 'things', key: 'k' };

      it('gives back what was put, as it was', async () => {
        const value = { text: 'ü \u0000 "quoted"', list: [1, null, true], nested: { zero: 0, empty: '' } };
        await store.transact('s', write({ documents: [{ ...ref, value }] }));
        assert.deepEqual((await read({ documents: [ref] })).document('things', 'k'), value);
      });

      it('knows a missing one from one that is null', async () => {
        await store.transact('s', write({ documents: [{ ...ref, value: null }] }));
        const view = await read({ documents: [ref, { ...ref, key: 'other' }] });
        assert.equal(view.document('things', 'k'), null);
        assert.equal(view.document('things', 'other'), undefined);
      });

      it('keeps spaces and collections apart', async () => {
        await store.transact('s', write({ documents: [{ ...ref, value: 1 }] }));
        const elsewhere = await store.read('another', [() => ({ documents: [ref] })]);
        assert.equal(elsewhere.document('things', 'k'), undefined);
        const other = await read({ documents: [{ collection: 'others', key: 'k' }] });
        assert.equal(other.document('others', 'k'), undefined);
      });

      it('takes out documents and claims, so that they can be made again', async () => {
        await store.transact('s', write({ claims: ['c'], documents: [{ ...ref, value: 1 }] }));
        await store.transact('s', write({ removed: { claims: ['c'], documents: [ref] } }));
        const view = await read({ claims: ['c'], documents: [ref] });
        assert.equal(view.isClaimed('c'), false);
        assert.equal(view.document('things', 'k'), undefined);
        await store.transact('s', write({ claims: ['c'] }));
      });

      it('lists them in the order of their keys, page by page', async () => {
        const documents = ['b', 'c', 'a'].map((key) => ({ collection: 'things', key, value: key }));
        await store.transact('s', write({ documents }));
        const first = await store.scan('s', 'things', { limit: 2 });
        const rest = await store.scan('s', 'things', { after: 'b', limit: 2 });
        assert.deepEqual(
          [...first, ...rest].map(({ key }) => key),
          ['a', 'b', 'c'],
        );
      });
    });

    describe('rankings', () => {
      it('stand by score falling, tie rising, member rising', async () => {
        for (const [member, score, tie] of [
          ['late', 5, 9],
          ['top', 7, 9],
          ['b', 5, 1],
          ['a', 5, 1],
          ['minus', -1, 0],
        ] as const) {
          await store.transact('s', rank(member, score, tie));
        }
        const slice = { ranking: 'r', limit: 10 };
        assert.deepEqual((await read({ slices: [slice] })).slice(slice).map(({ member }) => member), [
          'top', 'a', 'b', 'late', 'minus',
        ]); // prettier-ignore
      });

      it('go on after any member without a gap or a repeat, through ties', async () => {
        const members = ['a', 'b', 'c', 'd', 'e', 'f'];
        for (const [index, member] of members.entries())
          await store.transact('s', rank(member, index < 3 ? 2 : 1, index % 2));
        const all = { ranking: 'r', limit: 10 };
        const whole = (await read({ slices: [all] })).slice(all);
        for (const [index, after] of whole.entries()) {
          const rest = { ranking: 'r', limit: 10, after };
          assert.deepEqual((await read({ slices: [rest] })).slice(rest), whole.slice(index + 1));
        }
      });

      it('count members, not writes', async () => {
        for (const [member, score] of [
          ['a', 1],
          ['b', 1],
          ['a', 2],
        ] as const)
          await store.transact('s', rank(member, score));
        const view = await read({ totals: ['r', 'empty'], standings: [{ ranking: 'r', member: 'a' }] });
        assert.equal(view.total('r'), 2);
        assert.equal(view.total('empty'), 0);
        assert.deepEqual(view.standing('r', 'a'), { score: 2, tie: 0 });
      });

      it('go up from any member without a gap or a repeat, the nearest first', async () => {
        for (const [index, member] of ['a', 'b', 'c', 'd', 'e'].entries()) {
          await store.transact('s', rank(member, index < 3 ? 2 : 1, index % 2));
        }
        const all = { ranking: 'r', limit: 10 };
        const whole = (await read({ slices: [all] })).slice(all);
        for (const [index, before] of whole.entries()) {
          const above = { ranking: 'r', limit: 2, before };
          const expected = whole.slice(Math.max(0, index - 2), index).toReversed();
          assert.deepEqual((await read({ slices: [above] })).slice(above), expected);
        }
      });

      it('tell how many stand higher by score', async () => {
        for (const [member, score] of [
          ['a', 3],
          ['b', 2],
          ['c', 2],
          ['d', 1],
        ] as const) {
          await store.transact('s', rank(member, score));
        }
        const view = await read({ higher: [3, 2, 1].map((score) => ({ ranking: 'r', score })) });
        assert.deepEqual(
          [3, 2, 1].map((score) => view.higher('r', score)),
          [0, 1, 3],
        );
      });

      it('take members out, and count one less for each that was there', async () => {
        for (const member of ['a', 'b']) await store.transact('s', rank(member, 1));
        const gone = ['a', 'never there'].map((member) => ({ ranking: 'r', member }));
        await store.transact('s', write({ removed: { standings: gone } }));
        const slice = { ranking: 'r', limit: 10 };
        const view = await read({ slices: [slice], totals: ['r'] });
        assert.deepEqual(
          view.slice(slice).map(({ member }) => member),
          ['b'],
        );
        assert.equal(view.total('r'), 1);
      });

      it('bring along the documents of the members they list', async () => {
        await store.transact('s', { ...rank('a', 1) });
        await store.transact('s', write({ documents: [{ collection: 'things', key: 'a', value: 'the document' }] }));
        const slice = { ranking: 'r', limit: 1, join: 'things' };
        assert.equal((await read({ slices: [slice] })).document('things', 'a'), 'the document');
      });
    });

    describe('upkeep', () => {
      const ref = { collection: 'things', key: 'k' };

      it('writes and takes out without a log entry, and tells nobody', async () => {
        await store.transact('s', { ...rank('a', 1) });
        await store.transact('s', write({ claims: ['c'], documents: [{ ...ref, value: 'old' }] }));
        const told: LogEntry[] = [];
        store.follow((_space, _epoch, entry) => told.push(entry));
        const before = (await read({})).cursor;
        const removed = { claims: ['c'], standings: [{ ranking: 'r', member: 'a' }] };
        await store.upkeep('s', { documents: [{ ...ref, value: 'new' }], removed });
        const view = await read({ claims: ['c'], documents: [ref], totals: ['r'] });
        assert.deepEqual([view.isClaimed('c'), view.document('things', 'k'), view.total('r')], [false, 'new', 0]);
        assert.deepEqual([view.cursor, told], [before, []]);
        await store.upkeep('s', { removed: { documents: [ref] } });
        assert.equal((await read({ documents: [ref] })).document('things', 'k'), undefined);
      });

      it('lists claims by what they begin with, page by page, and when they were made', async () => {
        await store.transact('s', write({ claims: ['b:2', 'a:1', 'b:1', 'b:3', 'c:1'] }));
        await store.transact('another', write({ claims: ['b:9'] }));
        const first = await store.scanClaims('s', { prefix: 'b:', limit: 2 });
        const rest = await store.scanClaims('s', { prefix: 'b:', after: 'b:2', limit: 2 });
        assert.deepEqual(
          [...first, ...rest].map(({ claim }) => claim),
          ['b:1', 'b:2', 'b:3'],
        );
        assert.ok(first.every(({ claimedAt }) => Number.isInteger(claimedAt)));
      });

      it('lists the rankings somebody stands in, page by page', async () => {
        const standings = ['z', 'x', 'y'].map((ranking) => ({ ranking, member: 'a', score: 1, tie: 0 }));
        await store.transact('s', write({ standings }));
        await store.upkeep('s', { removed: { standings: [{ ranking: 'y', member: 'a' }] } });
        assert.deepEqual(await store.scanRankings('s', { limit: 1 }), ['x']);
        assert.deepEqual(await store.scanRankings('s', { after: 'x', limit: 5 }), ['z']);
      });

      it('says how much all of it takes', async () => {
        assert.ok((await store.size()) > 0);
      });
    });

    describe('a probe', () => {
      it('leaves nothing behind, and nobody is told', async () => {
        await store.transact('s', write({ entry: 'before' }));
        const told: LogEntry[] = [];
        store.follow((_space, _epoch, entry) => told.push(entry));
        await store.probe();
        const { head } = await store.readLog('s', { after: 0, limit: 10 });
        assert.deepEqual([head, told], [1, []]);
      });
    });

    describe('transactions', () => {
      it('let a later query build on the answers before it', async () => {
        await store.transact('s', write({ documents: [{ collection: 'things', key: 'pointer', value: 'target' }] }));
        await store.transact('s', write({ documents: [{ collection: 'things', key: 'target', value: 42 }] }));
        const found = await store.transact('s', {
          reads: [
            () => ({ documents: [{ collection: 'things', key: 'pointer' }] }),
            (view) => ({ documents: [{ collection: 'things', key: String(view.document('things', 'pointer')) }] }),
          ],
          decide: (view) => ({ outcome: view.document('things', 'target') }),
        });
        assert.equal(found, 42);
      });

      it('never lose an update when many run at once', async () => {
        const ref = { collection: 'things', key: 'counter' };
        const increment: Work<undefined> = {
          reads: [() => ({ documents: [ref] })],
          decide: (view) => {
            const value = Number(view.document('things', 'counter') ?? 0) + 1;
            return { outcome: undefined, writes: { ...nothing, documents: [{ ...ref, value }] } };
          },
        };
        await Promise.all(Array.from({ length: 50 }, () => store.transact('s', increment)));
        assert.equal((await read({ documents: [ref] })).document('things', 'counter'), 50);
      });

      it('let a claim be taken once, when many ask at once', async () => {
        const claim: Work<boolean> = {
          reads: [() => ({ claims: ['c'] })],
          decide: (view) =>
            view.isClaimed('c') ? { outcome: false } : { outcome: true, writes: { ...nothing, claims: ['c'] } },
        };
        const taken = await Promise.all(Array.from({ length: 20 }, () => store.transact('s', claim)));
        assert.equal(taken.filter(Boolean).length, 1);
        assert.equal(await store.transact('other', claim), true, 'a claim holds in its own space only');
      });

      it('write nothing and tell nobody when the decision writes nothing', async () => {
        const told: LogEntry[] = [];
        store.follow((_space, _epoch, entry) => told.push(entry));
        await store.transact('s', { reads: [], decide: () => ({ outcome: 'nothing' }) });
        assert.equal((await read({})).cursor.sequence, 0);
        assert.deepEqual(told, []);
      });

      it('write nothing at all when the decision throws', async () => {
        const failing = { reads: [], decide: () => { throw new Error('undecided'); } }; // prettier-ignore
        await assert.rejects(store.transact('fresh', failing), /undecided/);
        await store.transact('fresh', write({ claims: ['c'] }));
        const view = await store.read('fresh', [() => ({ claims: ['c'] })]);
        assert.equal(view.isClaimed('c'), true);
        assert.equal(view.cursor.sequence, 1);
      });

      it('refuse to answer what no query asked', async () => {
        const view = await read({ claims: ['asked'] });
        assert.throws(() => view.isClaimed('not asked'), /did not name/);
      });
    });

    describe('the log', () => {
      it('is told in order, each entry once, with the cursor that views then show', async () => {
        const told: { space: string; sequence: number; entry: unknown }[] = [];
        store.follow((space, _epoch, { sequence, entry }) => told.push({ space, sequence, entry }));
        await Promise.all([1, 2, 3].map((entry) => store.transact('s', write({ entry }))));
        await store.transact('another', write({ entry: 'x' }));
        assert.deepEqual(told, [
          { space: 's', sequence: 1, entry: 1 },
          { space: 's', sequence: 2, entry: 2 },
          { space: 's', sequence: 3, entry: 3 },
          { space: 'another', sequence: 1, entry: 'x' },
        ]);
        assert.equal((await read({})).cursor.sequence, 3);
      });

      it('is told no more to a listener that stopped', async () => {
        const told: LogEntry[] = [];
        store.follow((_space, _epoch, entry) => told.push(entry))();
        await store.transact('s', write({ entry: 1 }));
        assert.deepEqual(told, []);
      });

      it('is read from after any entry', async () => {
        for (const entry of ['a', 'b', 'c']) await store.transact('s', write({ entry }));
        const page = await store.readLog('s', { after: 1, limit: 1 });
        assert.deepEqual(page.entries, [{ sequence: 2, entry: 'b' }]);
        assert.equal(page.first, 1);
        assert.equal(page.head, 3);
        assert.equal(page.epoch, (await read({})).cursor.epoch);
      });

      it('is rewritten in part, in stretches, without a word to anyone', async () => {
        for (const entry of ['a', 'b', 'c']) await store.transact('s', write({ entry }));
        const told: LogEntry[] = [];
        store.follow((_space, _epoch, entry) => told.push(entry));
        const rewrite = (entry: unknown) => (entry === 'a' ? undefined : `${String(entry)} anew`);
        assert.equal(await store.rewriteLog('s', { after: 0, limit: 2 }, rewrite), 2);
        assert.equal(await store.rewriteLog('s', { after: 3, limit: 2 }, rewrite), undefined);
        const { entries, head } = await store.readLog('s', { after: 0, limit: 10 });
        assert.deepEqual(
          entries.map(({ entry }) => entry),
          ['a', 'b anew', 'c'],
        );
        assert.deepEqual([head, told], [3, []]);
      });

      it('says where it begins, also while it is empty', async () => {
        const { first, head, entries } = await store.readLog('s', { after: 0, limit: 10 });
        assert.deepEqual({ first, head, entries }, { first: 1, head: 0, entries: [] });
      });

      it('keeps as many entries as it was told, and says which is the first', async () => {
        for (let entry = 1; entry <= CONTRACT_LOG_ENTRIES + 3; entry += 1) await store.transact('s', write({ entry }));
        const page = await store.readLog('s', { after: 0, limit: 100 });
        assert.equal(page.first, 4);
        assert.equal(page.entries.length, CONTRACT_LOG_ENTRIES);
      });

      it('has an epoch of its own in each space', async () => {
        const [one, other] = [await store.read('s', []), await store.read('another', [])];
        assert.notEqual(one.cursor.epoch, other.cursor.epoch);
      });
    });
  });
}
