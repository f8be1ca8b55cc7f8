import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Communities } from '../../src/bridge/communities.ts';
import type { Change } from '../../src/bridge/domain/log-entry.ts';
import { logEntry } from '../../src/bridge/domain/log-entry.ts';
import type { Log } from '../../src/bridge/log.ts';
import { PeriodKeeper } from '../../src/bridge/period-keeper.ts';
import type { Store } from '../../src/bridge/store/store.ts';
import { BadgeWorld, communityWithBadges } from '../support/badges.ts';
import { community, memoryStore, NOON } from '../support/community.ts';
import { visited } from '../support/facts.ts';

const DAY = 86_400_000;
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('PeriodKeeper', () => {
  let store: Store;
  beforeEach(() => void (store = memoryStore()));
  afterEach(() => store.close());

  function keeper(log = silent): PeriodKeeper {
    return new PeriodKeeper({ communities: new Communities({ communities: [community] }), store, log });
  }

  async function toldSince(after: number): Promise<Change[]> {
    // Each telling is one transaction; a read queues behind those under way.
    await store.read(community.id, []);
    const { entries } = await store.readLog(community.id, { after, limit: 100 });
    return entries.flatMap(({ entry }) => logEntry.parse(entry).changes);
  }

  async function head(): Promise<number> {
    return (await store.readLog(community.id, { after: 0, limit: 0 })).head;
  }

  it('tells each period that ended, of each board, once', async () => {
    const periods = keeper();
    periods.keep(NOON);
    const before = await head();
    periods.keep(NOON + DAY);
    periods.keep(NOON + DAY);
    // NOON is a Sunday, the last of its month: the day, the week and the month end, the year does not.
    assert.deepEqual(
      (await toldSince(before)).flatMap((change) =>
        change.type === 'board.reset' && change.board === 'top' ? [change.periodKey] : [],
      ),
      ['2025-09', '2025-W36', '2025-09-01'],
    );
  });

  it('tells at its start what ended while nobody ran, and nothing twice', async () => {
    keeper().keep(NOON);
    const before = await head();
    keeper().keep(NOON);
    assert.equal(await head(), before);
    keeper().keep(NOON + DAY);
    assert.ok((await toldSince(before)).length > 0);
  });

  it('tries again when the store failed', async () => {
    const failing = mock.method(store, 'transact', () => Promise.reject(new Error('the disk is full')));
    const { promise: failed, resolve } = Promise.withResolvers<string>();
    const periods = keeper({ ...silent, error: resolve });
    periods.keep(NOON);
    assert.match(await failed, /-failed$/);
    failing.mock.restore();
    periods.keep(NOON);
    assert.ok((await toldSince(0)).length > 0);
  });

  it('settles who won a badge by rank, also for periods that ended while nobody ran', async () => {
    const ranked = communityWithBadges({ first: { kind: 'rank', board: 'top', period: 'daily', top: 1 } });
    const world = new BadgeWorld(ranked, store);
    const communities = new Communities({ communities: [ranked] });
    const { promise: settled, resolve } = Promise.withResolvers<void>();
    const days: unknown[] = [];
    const info: Log['info'] = (event, fields) => {
      if (event === 'ranks-settled') days.push(fields?.['period']);
      if (days.length === 2) resolve();
    };
    new PeriodKeeper({ communities, store, log: silent }).keep(NOON);
    await world.keep(visited('ann', NOON), visited('bob', NOON + DAY));
    new PeriodKeeper({ communities, store, log: { ...silent, info } }).keep(NOON + 2 * DAY);
    await settled;
    assert.deepEqual([await world.earned('ann'), await world.earned('bob')], [['first'], ['first']]);
  });
});
