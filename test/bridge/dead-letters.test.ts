import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Communities } from '../../src/bridge/communities.ts';
import { DeadLetters } from '../../src/bridge/dead-letters.ts';
import { HookIntake } from '../../src/bridge/hook-intake.ts';
import type { Json } from '../../src/bridge/store/store.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../support/bridge-server.ts';
import { fixtureBytes } from './ingest/fixtures.ts';

const join = JSON.parse(fixtureBytes('user-joins-server.json').toString()) as { [key: string]: Json };

interface Setting {
  readonly bridge: BridgeServer;
  readonly letters: DeadLetters;
  readonly key: string;
}

/** A bridge that put a letter aside, which today's readers can or can't read. */
async function withLetter(context: TestContext, body: Json): Promise<Setting> {
  const bridge = await BridgeServer.start(context);
  const intake = new HookIntake(bridge.store, () => bridge.now);
  await intake.keepDeadLetter(COMMUNITY, { platform: 'returning', digest: 'digest', body });
  const communities = new Communities(await demoConfig());
  const letters = new DeadLetters({ store: bridge.store, communities, intake });
  return { bridge, letters, key: 'dead:returning:digest' };
}

async function keysOf(letters: DeadLetters): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of letters.list(COMMUNITY)) keys.push(key);
  return keys;
}

async function top(bridge: BridgeServer): Promise<{ score: number; reachedAt: string }[]> {
  const { entries } = (await bridge.getJson('leaderboards/top')) as { entries: { score: number; reachedAt: string }[] };
  return entries;
}

describe('a dead letter', () => {
  it('counts from its own date once it can be read, and is gone', async (context) => {
    const { bridge, letters, key } = await withLetter(context, join);
    assert.equal(await letters.replay(COMMUNITY, key), 'accepted');
    assert.deepEqual((await top(bridge)).map(({ reachedAt }) => reachedAt), [join['date']]); // prettier-ignore
    assert.deepEqual(await keysOf(letters), []);
    assert.equal(await letters.replay(COMMUNITY, key), 'unknown');
  });

  it('counts once, when the platform sent it again meanwhile', async (context) => {
    const { bridge, letters, key } = await withLetter(context, join);
    await bridge.postReturning(join);
    assert.equal(await letters.replay(COMMUNITY, key), 'duplicate');
    assert.equal((await top(bridge)).length, 1);
    assert.deepEqual(await (await bridge.postReturning(join)).json(), { status: 'duplicate' });
  });

  it('stays while it can’t be read, and says why', async (context) => {
    const { letters, key } = await withLetter(context, { ...join, user: {} });
    const outcome = await letters.replay(COMMUNITY, key);
    assert.match(typeof outcome === 'object' ? outcome.problem : '', /user\.id/);
    assert.deepEqual(await keysOf(letters), [key]);
  });

  it('is never read into another community than the one it came to', async (context) => {
    const { bridge, letters, key } = await withLetter(context, { ...join, server: { id: 'another', name: 'Another' } });
    assert.deepEqual(await letters.replay(COMMUNITY, key), { problem: 'it belongs to another community' });
    assert.equal((await top(bridge)).length, 0);
  });
});
