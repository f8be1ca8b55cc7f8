import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { people } from '../../../demo/platform/people.ts';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import { ScoreSync } from '../../../src/bridge/upstream/score-sync.ts';
import { walkScores } from '../../../src/bridge/upstream/scores.ts';
import type { UserScore } from '../../../src/bridge/upstream/users-page.ts';
import { NOW, standIn } from './stand-in-platform.ts';

const EVERY_MS = 15 * 60_000;

async function syncing(context: TestContext) {
  const platform = await standIn(context, { records: new PlatformRecords(people) });
  const { upstream, clock, logged } = platform;
  const recorded: { at: number; scores: readonly UserScore[] }[] = [];
  const note = (event: string, fields?: object): void => void logged.push({ event, ...fields });
  const sync = new ScoreSync({
    walk: (signal) => walkScores(upstream.returning!, signal),
    record: async (scores, at) => void recorded.push({ at, scores }),
    everyMs: EVERY_MS,
    clock,
    log: { info: note, warn: note, error: note },
  });
  context.after(() => sync.close());
  return { ...platform, sync, recorded };
}

describe('keeping scores in step with the platform', () => {
  it('walks at once, and again after each interval', async (context) => {
    const { sync, recorded, clock, logged } = await syncing(context);
    sync.start();
    sync.start();
    await clock.timerDueIn(EVERY_MS);
    assert.deepEqual([recorded.length, recorded[0]?.at, recorded[0]?.scores.length], [1, NOW, people.length]);
    clock.advance(EVERY_MS);
    await clock.timerDueIn(EVERY_MS);
    assert.deepEqual(
      recorded.map(({ at }) => at),
      [NOW, NOW + EVERY_MS],
    );
    assert.deepEqual(logged, Array(2).fill({ event: 'scores-synced', members: people.length }));
  });

  it('leaves a walk that fails to the next one, and says so', async (context) => {
    const { server, sync, recorded, clock, logged } = await syncing(context);
    server.faults.next({ kind: 'status', status: 403 });
    sync.start();
    await clock.timerDueIn(EVERY_MS);
    assert.deepEqual([recorded, logged.map(({ event }) => event)], [[], ['scores-not-synced']]);
    clock.advance(EVERY_MS);
    await clock.timerDueIn(EVERY_MS);
    assert.equal(recorded.length, 1);
  });

  it('says once a walk how many could not be read, and sets the others', async (context) => {
    const { server, sync, recorded, clock, logged } = await syncing(context);
    const pages = [
      {
        data: [
          { _id: '1', xp: '1,235' },
          { _id: '2', xp: 2 },
        ],
        next_cursor: 'a',
      },
      {
        data: [
          { _id: '3', coins: 'n/a' },
          { _id: '4', xp: null },
        ],
      },
    ];
    server.faults.next(...pages.map((page) => ({ kind: 'body', body: JSON.stringify(page) }) as const));
    sync.start();
    await clock.timerDueIn(EVERY_MS);
    assert.deepEqual(
      recorded.map(({ scores }) => scores),
      [[{ externalId: '2', xp: 2 }], [{ externalId: '4' }]],
    );
    assert.deepEqual(logged, [
      { event: 'scores-synced', members: 2 },
      { event: 'upstream-rows-unreadable', request: 'get users', rows: 2 },
    ]);
  });

  it('stops in the middle of a walk', async (context) => {
    const { server, sync, recorded, clock, logged } = await syncing(context);
    server.faults.next({ kind: 'silence' });
    sync.start();
    await server.untilRequests(1);
    await sync.close();
    assert.deepEqual([recorded, logged, clock.waiting], [[], [], 0]);
  });
});
