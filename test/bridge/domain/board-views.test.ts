import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { findBoardSpan, type BoardSpan } from '../../../src/bridge/domain/board-span.ts';
import { describeChange, describeReads } from '../../../src/bridge/domain/describe.ts';
import { leaderboardOf, leaderboardReads } from '../../../src/bridge/domain/leaderboard.ts';
import { logEntry, type BoardChange } from '../../../src/bridge/domain/log-entry.ts';
import { makeMark, markTime } from '../../../src/bridge/domain/marks.ts';
import { recordProfile } from '../../../src/bridge/domain/record-profile.ts';
import { setScores } from '../../../src/bridge/domain/set-scores.ts';
import { viewerOf, viewerReads } from '../../../src/bridge/domain/viewer.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import type { BoardConfig, CommunityConfig } from '../../../src/schemas/config.ts';
import type { Leaderboard, ViewerStanding } from '../../../src/schemas/leaderboard.ts';
import { community, keepFact, memoryStore, NOON, readBoard } from '../../support/community.ts';
import { joined, posted, visited } from '../../support/facts.ts';

const DAY = 86_400_000;

function withBoard(slug: string, change: Partial<BoardConfig>, more: Partial<CommunityConfig> = {}): CommunityConfig {
  const boards = community.boards.map((board) => (board.slug === slug ? { ...board, ...change } : board));
  return { ...community, ...more, boards };
}

describe('a board, seen by someone', () => {
  let store: Store;
  beforeEach(() => void (store = memoryStore()));
  afterEach(() => store.close());

  /** Each name visits as often as it stands later in the list: the first has one point. */
  async function visitInOrder(...names: readonly string[]): Promise<void> {
    for (const [index, name] of names.entries()) {
      for (let visit = 0; visit <= index; visit += 1) await keepFact(store, visited(name, NOON + visit));
    }
  }

  function span(where: CommunityConfig = community, slug = 'visits'): BoardSpan {
    const found = findBoardSpan(where, slug, undefined, NOON);
    assert.ok(found);
    return found;
  }

  async function board(where = community): Promise<Leaderboard> {
    return leaderboardOf(span(where), where, await store.read(community.id, leaderboardReads(span(where), where)));
  }

  async function memberNamed(name: string): Promise<string> {
    const { entries } = await readBoard(store, 'visits');
    return entries.find(({ member }) => member.name === name)?.member.id ?? '';
  }

  async function viewer(name: string, where = community): Promise<ViewerStanding | null> {
    const id = await memberNamed(name);
    const view = await store.read(community.id, viewerReads(span(where), where, id));
    return viewerOf(span(where), where, id, view);
  }

  const rows = (entries: Leaderboard['entries']): string[] =>
    entries.map(({ rank, member, score }) => `${rank} ${member.name} ${score}`);

  describe('who stands on it', () => {
    it('is told their rank and two neighbours on each side', async () => {
      await visitInOrder('ann', 'bob', 'cy', 'dee', 'eve', 'fay');
      const own = await viewer('Cy');
      assert.deepEqual([own?.member, own?.rank, own?.score], [await memberNamed('Cy'), 4, 3]);
      assert.deepEqual(rows(own?.neighbours ?? []), ['2 Eve 5', '3 Dee 4', '4 Cy 3', '5 Bob 2', '6 Ann 1']);
    });

    it('shares a rank with whoever has the same score', async () => {
      for (const name of ['ann', 'bob', 'cy']) await keepFact(store, visited(name));
      assert.equal((await viewer('Cy'))?.rank, 1);
    });

    it('at an end of the board has fewer neighbours', async () => {
      await visitInOrder('ann', 'bob');
      assert.deepEqual(rows((await viewer('Bob'))?.neighbours ?? []), ['1 Bob 2', '2 Ann 1']);
    });

    it('has no place without a score', async () => {
      await visitInOrder('ann');
      const view = await store.read(community.id, viewerReads(span(), community, 'nobody'));
      assert.equal(viewerOf(span(), community, 'nobody', view), null);
    });
  });

  describe('with excluded members', () => {
    const without = withBoard('visits', { excluded: { returning: ['cy'], slack: [] }, size: 2 });

    it('shows those behind them in their place, and does not count them', async () => {
      await visitInOrder('ann', 'bob', 'cy', 'dee');
      const { entries, total } = await board(without);
      assert.deepEqual(rows(entries), ['1 Dee 4', '2 Bob 2']);
      assert.equal(total, 3);
    });

    it('tells the others their ranks without them, and gives them none', async () => {
      await visitInOrder('ann', 'bob', 'cy', 'dee');
      assert.deepEqual(rows((await viewer('Ann', without))?.neighbours ?? []), ['1 Dee 4', '2 Bob 2', '3 Ann 1']);
      assert.equal(await viewer('Cy', without), null);
    });

    it('tells nothing of them live, and the number of the others', async () => {
      await visitInOrder('ann', 'bob', 'cy');
      const { entries } = await store.readLog(community.id, { after: 0, limit: 100 });
      const change = logEntry
        .parse(entries.at(-1)?.entry)
        .changes.find((each): each is BoardChange => each.type === 'board.changed' && each.board === 'visits');
      assert.ok(change);
      const view = await store.read(community.id, describeReads([change], without));
      const event = describeChange(1, change, without, view);
      assert.ok(event?.name === 'board.changed');
      assert.deepEqual([event.rows, event.total], [[], 2]);
    });
  });

  it('shortens or masks names where its rule says so', async () => {
    await keepFact(store, { ...visited('ann'), person: { externalId: 'ann', name: 'Ann Lee' } });
    const names = async (mode: BoardConfig['names']): Promise<string[]> =>
      (await board(withBoard('visits', { names: mode }))).entries.map(({ member }) => member.name);
    assert.deepEqual(await names('first-initial'), ['Ann L.']);
    assert.deepEqual(await names('masked'), ['A•••']);
  });

  describe('since its last mark', () => {
    it('says which rank everyone had', async () => {
      await visitInOrder('ann', 'bob');
      await store.transact(community.id, makeMark(span(), community, NOON));
      for (const visit of [1, 2, 3]) await keepFact(store, visited('ann', NOON + 10 + visit));
      await keepFact(store, visited('cy', NOON));
      const { entries } = await board();
      assert.deepEqual(
        entries.map(({ rank, previousRank, member }) => [rank, previousRank, member.name]),
        [
          [1, 2, 'Ann'],
          [2, 1, 'Bob'],
          [3, null, 'Cy'],
        ],
      );
    });

    it('is marked at midnight where the board is, and every hour when it is a daily one', () => {
      const at = Date.parse('2025-08-31T12:34:56.000Z');
      assert.equal(markTime(span(), community, at), Date.parse('2025-08-31T00:00:00.000Z'));
      const tokyo = withBoard('visits', { timeZone: 'Asia/Tokyo' });
      assert.equal(markTime(span(tokyo), tokyo, at), Date.parse('2025-08-30T15:00:00.000Z'));
      const daily = findBoardSpan(community, 'visits', 'daily', at);
      assert.equal(daily && markTime(daily, community, at), Date.parse('2025-08-31T12:00:00.000Z'));
    });
  });

  describe('of the platform’s own counts', () => {
    const xp = withBoard('referrals', { metric: 'xp', periods: ['all-time'], defaultPeriod: 'all-time', size: 2 });

    async function xpBoard(): Promise<string[]> {
      const found = span(xp, 'referrals');
      return rows(leaderboardOf(found, xp, await store.read(community.id, leaderboardReads(found, xp))).entries);
    }

    async function set(scores: Readonly<Record<string, number>>, at: number): Promise<boolean> {
      const all = Object.entries(scores).map(([externalId, each]) => ({ externalId, xp: each, coins: 0 }));
      return store.transact(community.id, setScores(all, xp, at));
    }

    it('is set and never added to, whatever people do', async () => {
      for (const name of ['ann', 'bob']) await keepFact(store, joined(name), NOON, xp);
      assert.equal(await set({ ann: 50, bob: 70, stranger: 99 }, NOON), true);
      await keepFact(store, posted('ann', 'hi'), NOON, xp);
      assert.deepEqual(await xpBoard(), ['1 Bob 70', '2 Ann 50']);
      assert.equal(await set({ ann: 50, bob: 70 }, NOON + DAY), false, 'nothing changed');
    });

    it('counts somebody once whom the platform lists twice, with the last count', async () => {
      for (const name of ['ann', 'bob']) await keepFact(store, joined(name), NOON, xp);
      await set({ bob: 3 }, NOON);
      const listed = ([['ann', 7], ['bob', 4], ['ann', 9], ['bob', 3]] as const).map(([externalId, each]) => ({ externalId, xp: each })); // prettier-ignore
      await store.transact(community.id, setScores(listed, xp, NOON + 1));
      assert.deepEqual(await xpBoard(), ['1 Ann 9', '2 Bob 3']);
      const { entries } = await store.readLog(community.id, { after: 0, limit: 100 });
      const change = logEntry.parse(entries.at(-1)?.entry).changes[0];
      assert.ok(change?.type === 'board.changed');
      assert.deepEqual([change.total, change.rows.map(({ score }) => score)], [2, [9]]);
    });

    it('tells everyone who comes into the board when several fall out of it', async () => {
      for (const name of ['ann', 'bob', 'cy', 'dee']) await keepFact(store, visited(name), NOON, xp);
      await set({ ann: 40, bob: 30, cy: 20, dee: 10 }, NOON);
      await set({ ann: 1, bob: 2 }, NOON + 1);
      const { entries } = await store.readLog(community.id, { after: 0, limit: 100 });
      const change = logEntry.parse(entries.at(-1)?.entry).changes[0];
      assert.ok(change?.type === 'board.changed');
      const scores = change.rows.map(({ score }) => score);
      assert.deepEqual(
        scores.toSorted((a, b) => a - b),
        [1, 2, 10, 20],
      );
    });
  });

  describe('a profile', () => {
    const profile = {
      source: 'slack',
      externalId: 'U1',
      name: 'Una',
      avatar: undefined,
      isBot: false,
      at: NOON,
    } as const;

    it('gives a name to who was known by an id, and tells it to the boards they stand on', async () => {
      await keepFact(store, { ...visited('x'), source: 'slack', person: { externalId: 'U1' } });
      assert.equal(await store.transact(community.id, recordProfile(profile, community, NOON)), true);
      assert.deepEqual(rows((await board()).entries), ['1 Una 1']);
      const { entries } = await store.readLog(community.id, { after: 0, limit: 100 });
      const told = logEntry.parse(entries.at(-1)?.entry).changes;
      assert.ok(told.some((change) => change.type === 'board.changed' && change.board === 'visits'));
      assert.equal(await store.transact(community.id, recordProfile(profile, community, NOON)), false, 'known by now');
    });

    it('of nobody changes nothing', async () => {
      assert.equal(await store.transact(community.id, recordProfile(profile, community, NOON)), false);
    });
  });
});
