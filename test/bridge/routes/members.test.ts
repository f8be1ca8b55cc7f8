import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { makeKey, OTHER_COMMUNITY, PAGE, startWithAccess } from '../../support/bridge-access.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { COMMUNITY, NOW, type BridgeServer } from '../../support/bridge-server.ts';
import { fixture, fixtureBytes, type JsonObject } from '../ingest/fixtures.ts';

const USER = 'UWILLGO123';
const TEXT = 'a sentence that nobody else would write';

/** A bridge that heard of a person by Slack, and their member id. */
async function start(context: TestContext): Promise<{ bridge: BridgeServer; member: string }> {
  const bridge = await startWithAccess(context);
  await post(bridge, 'Ev1');
  return { bridge, member: (await memberOf(bridge)) ?? '' };
}

async function post(bridge: BridgeServer, eventId: string): Promise<void> {
  const response = await bridge.postSlack({
    ...{ type: 'event_callback', team_id: 'T123ABC456', event_id: eventId, event_time: NOW / 1000 },
    event: { type: 'message', channel: 'C123ABC456', user: USER, text: TEXT, ts: `${NOW / 1000}.000100` },
  });
  assert.equal(response.status, 200);
}

async function memberOf(bridge: BridgeServer): Promise<string | undefined> {
  const key = identityKey('slack', USER);
  return resolveIdentity(await bridge.store.read(COMMUNITY, [() => ({ documents: [identityRef(key)] })]), key);
}

async function basic(bridge: BridgeServer, community?: string): Promise<Record<string, string>> {
  const { accessId, accessKey } = await makeKey(bridge, community);
  return { authorization: `Basic ${Buffer.from(`${accessId}:${accessKey}`).toString('base64')}` };
}

async function request(bridge: BridgeServer, method: string, member: string, headers: Record<string, string> = {}) {
  return fetch(`${bridge.url}/v1/communities/${COMMUNITY}/members/${member}`, { method, headers });
}

async function isInFiles(bridge: BridgeServer, text: string): Promise<boolean> {
  const files = (await readdir(bridge.folder)).map(async (name) => readFile(join(bridge.folder, name)));
  return (await Promise.all(files)).some((bytes) => bytes.includes(text));
}

describe('DELETE …/members/{id}', () => {
  it('erases a person, from every file too, and says how much there was', async (context) => {
    const { bridge, member } = await start(context);
    assert.deepEqual([await isInFiles(bridge, USER), await isInFiles(bridge, TEXT)], [true, true]);
    const response = await request(bridge, 'DELETE', member, await basic(bridge));
    assert.equal(response.status, 200);
    const { standings, ...answer } = (await response.json()) as Record<string, unknown>;
    assert.deepEqual(answer, { erased: true, facts: 1, messages: 1, deadLetters: 0 });
    assert.ok(Number(standings) > 0);
    assert.deepEqual([await isInFiles(bridge, USER), await isInFiles(bridge, TEXT)], [false, false]);
    assert.ok(!bridge.log.some((line) => line.includes(USER)));
  });

  it('answers 404 the second time, and makes somebody new of who comes back', async (context) => {
    const { bridge, member } = await start(context);
    const key = await basic(bridge);
    assert.equal((await request(bridge, 'DELETE', member, key)).status, 200);
    await assertProblem(await request(bridge, 'DELETE', member, key), 404, 'unknown-member');
    await post(bridge, 'Ev1');
    assert.ok(await memberOf(bridge));
    assert.notEqual(await memberOf(bridge), member);
  });

  it('tells open pages', async (context) => {
    const { bridge, member } = await start(context);
    const stream = await bridge.openStream('topics=board/top,channel/general');
    await stream.named('hello');
    await request(bridge, 'DELETE', member, await basic(bridge));
    assert.deepEqual((await stream.named('board.changed')).data['removed'], [member]);
    await stream.named('message.deleted');
  });

  it('is for servers of the community that have an access key', async (context) => {
    const { bridge, member } = await start(context);
    const key = await basic(bridge);
    await assertProblem(await request(bridge, 'DELETE', member), 401, 'unauthorized');
    await assertProblem(
      await request(bridge, 'DELETE', member, await basic(bridge, OTHER_COMMUNITY)),
      401,
      'unauthorized',
    );
    await assertProblem(await request(bridge, 'DELETE', member, { ...key, origin: PAGE }), 403, 'origin-not-allowed');
    await assertProblem(await request(bridge, 'PUT', member, key), 405, 'method-not-allowed');
    assert.equal(await memberOf(bridge), member);
  });
});

describe('POST …/members/{id}/links', () => {
  async function link(bridge: BridgeServer, member: string, body: unknown, headers: Record<string, string>) {
    const url = `${bridge.url}/v1/communities/${COMMUNITY}/members/${member}/links`;
    return fetch(url, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  }

  it('makes one member of a person whom both platforms know', async (context) => {
    const { bridge, member } = await start(context);
    await bridge.postReturning(fixtureBytes('user-visits-server.json'));
    const externalId = (fixture('user-visits-server.json')['user'] as JsonObject)['id'];
    const response = await link(bridge, member, { source: 'returning', externalId }, await basic(bridge));
    assert.deepEqual([response.status, await response.json()], [200, { linked: true, merged: true }]);
    assert.equal(((await bridge.getJson('leaderboards/top')) as { total: number }).total, 1);
  });

  it('refuses who has no key, whom nobody knows, and what is no link', async (context) => {
    const { bridge, member } = await start(context);
    const key = await basic(bridge);
    const good = { source: 'returning', externalId: '1' };
    await assertProblem(await link(bridge, member, good, {}), 401, 'unauthorized');
    await assertProblem(await link(bridge, 'nobody', good, key), 404, 'unknown-member');
    await assertProblem(await link(bridge, member, { ...good, source: 'other' }, key), 400, 'malformed-request');
    await assertProblem(await link(bridge, member, '{', key), 400, 'malformed-json');
    await assertProblem(await link(bridge, member, '{"__proto__":{"a":1}}', key), 400, 'malformed-json');
    await assertProblem(await link(bridge, member, ' '.repeat(5000), key), 413, 'body-too-large');
  });
});
