import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Communities } from '../../../src/bridge/communities.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { createLog } from '../../../src/bridge/log.ts';
import { Retention } from '../../../src/bridge/retention/retention.ts';
import { momentWithin } from '../../../src/bridge/retention/moment-within.ts';
import { periodAt } from '../../../src/bridge/domain/periods.ts';
import { retentionConfig } from '../../../src/schemas/operation-config.ts';
import { BridgeServer, COMMUNITY, demoConfig, NOW } from '../../support/bridge-server.ts';
import { fixtureBytes } from '../ingest/fixtures.ts';

const DAY_MS = 86_400_000;
const TEXT = 'a sentence that nobody else would write';

/** A bridge with a join, a message with `TEXT`, and a dead letter with it, all of them of NOW or shortly before. */
async function start(context: TestContext): Promise<BridgeServer> {
  const bridge = await BridgeServer.start(context);
  await bridge.postReturning(fixtureBytes('user-joins-server.json'));
  await bridge.postSlack({
    ...{ type: 'event_callback', team_id: 'T123ABC456', event_id: 'Ev1', event_time: NOW / 1000 },
    event: { type: 'message', channel: 'C123ABC456', user: 'U1', text: TEXT, ts: `${NOW / 1000}.000100` },
  });
  await bridge.postReturning({ event: { name: 'User Joins Server' }, server: { id: COMMUNITY }, user: {}, note: TEXT });
  return bridge;
}

/** Deletes by these rules, so many days later. */
async function sweep(bridge: BridgeServer, rules: object, daysLater: number): Promise<Record<string, unknown>> {
  const lines: string[] = [];
  const retention = new Retention({
    config: retentionConfig.parse(rules),
    communities: new Communities(await demoConfig()),
    store: bridge.store,
    log: createLog({ write: (line) => lines.push(line) }),
  });
  retention.keep(NOW + daysLater * DAY_MS);
  await retention.settled();
  assert.ok(lines.length <= 1, lines.join('\n'));
  const { level, time, event, ...counts } = JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
  assert.ok(event === undefined || event === 'old-deleted', `${String(level)} ${String(time)} ${lines.join()}`);
  return counts;
}

async function isInFiles(bridge: BridgeServer, text: string): Promise<boolean> {
  const files = (await readdir(bridge.folder)).map(async (name) => readFile(join(bridge.folder, name)));
  return (await Promise.all(files)).some((bytes) => bytes.includes(text));
}

async function keysIn(bridge: BridgeServer, collection: string): Promise<number> {
  return (await bridge.store.scan(COMMUNITY, collection, { limit: 100 })).length;
}

async function messageCount(bridge: BridgeServer): Promise<number> {
  return ((await bridge.getJson('channels/general/messages')) as { messages: unknown[] }).messages.length;
}

describe('retention', () => {
  it('deletes nothing where it is not told to', async (context) => {
    const bridge = await start(context);
    assert.deepEqual(await sweep(bridge, {}, 10_000), {});
    assert.equal(await messageCount(bridge), 1);
  });

  it('leaves no trace of an old message’s text in any file, and no trace of the message in its channel', async (context) => {
    const bridge = await start(context);
    assert.equal(await isInFiles(bridge, TEXT), true);
    assert.deepEqual(await sweep(bridge, { messagesDays: 30, deadLettersDays: 30 }, 29), {});
    assert.equal(await messageCount(bridge), 1);
    const counts = await sweep(bridge, { messagesDays: 30, deadLettersDays: 30 }, 31);
    assert.deepEqual(counts, { messages: 1, factTexts: 1, deadLetters: 1 });
    assert.equal(await messageCount(bridge), 0);
    assert.equal(await isInFiles(bridge, TEXT), false);
  });

  it('deletes facts, and leaves what they added up to', async (context) => {
    const bridge = await start(context);
    assert.deepEqual(await sweep(bridge, { factsDays: 7 }, 8), { facts: 2 });
    assert.equal(await keysIn(bridge, collections.facts), 0);
    assert.equal(((await bridge.getJson('leaderboards/top')) as { total: number }).total, 2);
  });

  it('deletes the standings of ended periods, and never those of all time', async (context) => {
    const bridge = await start(context);
    const names = async () => (await bridge.store.scanRankings(COMMUNITY, { limit: 1000 })).filter((name) => name.startsWith('board/top/')); // prettier-ignore
    // An earlier join takes the place of the one told before, whose periods keep its date and no points.
    const { date, ...join } = JSON.parse(fixtureBytes('user-joins-server.json').toString()) as { date: string };
    await bridge.postReturning({ ...join, date: new Date(Date.parse(date) - 40 * DAY_MS).toISOString() });
    const before = await names();
    assert.ok(before.some((name) => name.includes('/weekly/')), before.join(' ')); // prettier-ignore
    assert.ok(before.some((name) => name.includes('without-points')), before.join(' ')); // prettier-ignore
    await sweep(bridge, { endedPeriodsDays: 1 }, 10);
    const months = await names();
    assert.ok(!months.some((name) => /\/(daily|weekly)\//.test(name)), months.join(' '));
    assert.ok(months.some((name) => name.includes('/monthly/')), months.join(' ')); // prettier-ignore
    await sweep(bridge, { endedPeriodsDays: 1 }, 1000);
    assert.deepEqual(await names(), ['board/top/all-time/all-time']);
  });

  it('forgets old deliveries, and still counts what they told only once', async (context) => {
    const bridge = await start(context);
    const counts = await sweep(bridge, { deliveriesDays: 7 }, 8);
    assert.deepEqual(counts, { deliveries: 3 });
    assert.deepEqual(await (await bridge.postReturning(fixtureBytes('user-joins-server.json'))).json(), {
      status: 'duplicate',
    });
  });

  it('takes as many rounds as it needs for more than one batch', async (context) => {
    const bridge = await start(context);
    const documents = Array.from({ length: 500 }, (_, index) => ({
      collection: collections.deadLetters,
      key: `dead:returning:${index}`,
      value: { platform: 'returning', body: null, receivedAt: index % 2 === 0 ? NOW : NOW + 100 * DAY_MS },
    }));
    await bridge.store.upkeep(COMMUNITY, { documents });
    assert.deepEqual(await sweep(bridge, { deadLettersDays: 30 }, 31), { deadLetters: 251 });
    assert.equal((await bridge.store.scan(COMMUNITY, collections.deadLetters, { limit: 1000 })).length, 250);
  });

  it('is due once an hour', async (context) => {
    const bridge = await start(context);
    const events: string[] = [];
    const retention = new Retention({
      config: retentionConfig.parse({ deadLettersDays: 1 }),
      communities: new Communities(await demoConfig()),
      store: bridge.store,
      log: createLog({ write: (line) => events.push(line) }),
    });
    for (const [minute, rounds] of [
      [0, 0],
      [59, 0],
      [60, 1],
      [61, 1],
    ] as const) {
      // prettier-ignore
      retention.keep(NOW + DAY_MS - 30 * 60_000 + minute * 60_000);
      await retention.settled();
      assert.equal(events.length, rounds, `after ${minute} minutes`);
    }
  });
});

describe('momentWithin', () => {
  for (const period of ['daily', 'weekly', 'monthly', 'yearly'] as const) {
    it(`finds the span of every ${period} key again, wherever the board is`, () => {
      for (const timeZone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin']) {
        for (let at = Date.UTC(2020, 0, 1); at < Date.UTC(2027, 0, 10); at += 5.3 * DAY_MS) {
          const { key } = periodAt(period, at, timeZone);
          const moment = momentWithin(period, key, timeZone);
          assert.ok(moment !== undefined);
          assert.equal(periodAt(period, moment, timeZone).key, key, timeZone);
        }
      }
    });
  }

  it('finds nothing for all time, nor for what is no key', () => {
    assert.equal(momentWithin('all-time', 'all-time', 'UTC'), undefined);
    assert.equal(momentWithin('weekly', 'junk', 'UTC'), undefined);
    assert.equal(momentWithin('daily', '', 'UTC'), undefined);
  });
});
