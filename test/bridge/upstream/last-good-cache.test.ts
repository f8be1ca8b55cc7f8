import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { people } from '../../../demo/platform/people.ts';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import { LastGoodCache } from '../../../src/bridge/upstream/last-good-cache.ts';
import { failing, standIn } from './stand-in-platform.ts';

const MINUTE_MS = 60_000;
const down = { kind: 'status', status: 403 } as const;

describe('what is read from a platform again and again', () => {
  it('is asked for once by all who want it at the same time', async (context) => {
    const { server, upstream } = await standIn(context);
    const answers = await Promise.all(Array.from({ length: 50 }, () => upstream.reads!.channels()));
    assert.equal(server.requests.length, 1);
    assert.equal(new Set(answers.map(({ value }) => value)).size, 1);
  });

  it('is asked for apart where the questions differ', async (context) => {
    const { server, upstream } = await standIn(context);
    await Promise.all(['1', '2', '1'].map((userId) => upstream.reads!.user(userId)));
    assert.equal(server.requests.length, 2);
  });

  it('comes from memory while it is fresh', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    await upstream.reads!.channels();
    clock.advance(10 * MINUTE_MS);
    const { ageMs, isLastGood } = await upstream.reads!.channels();
    assert.deepEqual([ageMs, isLastGood, server.requests.length], [10 * MINUTE_MS, false, 1]);
  });

  it('comes from memory at once when it is stale, and is asked for behind that', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    await upstream.reads!.channels();
    clock.advance(11 * MINUTE_MS);
    server.faults.next({ kind: 'body', body: '{"data":[{"_id":"new"}]}' });
    const stale = await upstream.reads!.channels();
    assert.deepEqual([stale.ageMs, stale.value[0]?.name], [11 * MINUTE_MS, 'general']);
    await server.untilRequests(2);
    await until(async () => (await upstream.reads!.channels()).value[0]?.externalId === 'new');
    assert.equal((await upstream.reads!.channels()).ageMs, 0);
    assert.equal(server.requests.length, 2);
  });

  it('is waited for when it is older than that', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    await upstream.reads!.channels();
    clock.advance(21 * MINUTE_MS);
    server.faults.next({ kind: 'body', body: '{"data":[{"_id":"new"}]}' });
    assert.equal((await upstream.reads!.channels()).value[0]?.externalId, 'new');
  });

  it('is asked for again where it is as old as it must not be, and is the last good one where that fails', async (context) => {
    const { server, upstream, clock } = await standIn(context, { records: new PlatformRecords(people) });
    const user = server.records.users.get(people[0]!.id)!;
    const streak = async (wanted = {}): Promise<number | undefined> =>
      (await upstream.reads!.user(people[0]!.id, wanted)).value?.loginStreak;
    await streak();
    clock.advance(2000);
    user.loginStreak = 4;
    assert.deepEqual([await streak(), await streak({ maxAgeMs: 2001 }), await streak({ maxAgeMs: 2000 })], [3, 3, 4]);
    clock.advance(2000);
    server.faults.next(down);
    const { value, ageMs, isLastGood } = await upstream.reads!.user(people[0]!.id, { maxAgeMs: 1000 });
    assert.deepEqual([value?.loginStreak, ageMs, isLastGood], [4, 2000, true]);
  });

  it('is the last good one, with its age, while the platform is down', async (context) => {
    const { server, upstream, clock, logged } = await standIn(context);
    await upstream.reads!.channels();
    await server.stop();
    clock.advance(21 * MINUTE_MS);
    const asked = upstream.reads!.channels();
    for (const wait of [250, 500]) {
      await clock.timerDueIn(wait);
      clock.advance(wait);
    }
    const { value, ageMs, isLastGood } = await asked;
    assert.deepEqual([value[0]?.name, ageMs, isLastGood], ['general', 21 * MINUTE_MS + 750, true]);
    assert.deepEqual(logged.at(-1), {
      event: 'upstream-from-memory',
      error: 'UpstreamError',
      message: 'Returning.AI could not be reached for "get channels".',
      cause: logged.at(-1)?.['cause'],
    });
  });

  it('leaves a platform alone for a moment that was down, and has the new answer once it is up', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    await upstream.reads!.channels();
    clock.advance(21 * MINUTE_MS);
    server.faults.next(down);
    await upstream.reads!.channels();
    clock.advance(4000);
    assert.equal((await upstream.reads!.channels()).isLastGood, true);
    assert.equal(server.requests.length, 2);
    clock.advance(2000);
    await until(async () => !(await upstream.reads!.channels()).isLastGood);
    assert.equal(server.requests.length, 3);
  });

  it('fails when nothing was ever told, and is asked for the next time', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    await server.stop();
    assert.equal((await failing(upstream.reads!.channels(), clock)).code, 'upstream-unreachable');
    await server.start();
    assert.equal((await upstream.reads!.channels()).value.length, 1);
  });

  it('keeps that there is nobody', async (context) => {
    const { server, upstream } = await standIn(context);
    for (let round = 0; round < 2; round++) assert.equal((await upstream.reads!.user('404')).value, undefined);
    assert.equal(server.requests.length, 1);
  });

  it('is bounded: what nobody asked for in a long time is forgotten', async (context) => {
    const { clock } = await standIn(context);
    const asked: string[] = [];
    const cache = new LastGoodCache({
      load: async (key) => asked.push(key),
      freshMs: MINUTE_MS,
      staleMs: MINUTE_MS,
      retryMs: 1000,
      maxEntries: 2,
      clock,
      onFailure: () => undefined,
    });
    for (const key of ['a', 'b', 'c', 'c', 'a']) await cache.get(key);
    assert.deepEqual(asked, ['a', 'b', 'c', 'a']);
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
