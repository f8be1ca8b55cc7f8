import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { NewAccessKey } from '../../../src/bridge/access/keys.ts';
import { decode } from '../../../src/schemas/decode.ts';
import { controlEvents } from '../../../src/schemas/control-events.ts';
import { bearer, fetchToken, keysOf, makeKey, PAGE, startWithAccess } from '../../support/bridge-access.ts';
import type { BridgeServer } from '../../support/bridge-server.ts';
import type { BridgeStream } from '../../support/bridge-stream.ts';
import { fixture, slackMessage } from '../ingest/fixtures.ts';

const all = 'topics=board/top,board/inner,board/listed,channel/staff';

interface Reader {
  readonly bridge: BridgeServer;
  readonly key: NewAccessKey;
  readonly stream: BridgeStream;
}

async function openWithToken(context: TestContext, tokenAgeMs = 0): Promise<Reader> {
  const bridge = await startWithAccess(context, { heartbeatMs: 20 });
  const key = await makeKey(bridge);
  const token = await fetchToken(bridge, key);
  bridge.now += tokenAgeMs;
  const stream = await bridge.openStream(all, { ...bearer(token), origin: PAGE });
  await stream.event(0);
  return { bridge, key, stream };
}

async function refusalsOf(stream: BridgeStream): Promise<Record<string, string>> {
  const { refused } = decode(controlEvents.hello, (await stream.event(0)).data, 'the hello');
  return Object.fromEntries(refused.map(({ topic, code }) => [topic, code]));
}

describe('a stream', () => {
  it('grants what anyone may read, and says of the rest what it takes', async (context) => {
    const bridge = await startWithAccess(context);
    const stream = await bridge.openStream(all, { origin: 'https://evil.example' });
    assert.deepEqual(await refusalsOf(stream), {
      'board/inner': 'token-required',
      'board/listed': 'origin-not-allowed',
      'channel/staff': 'token-required',
    });
    assert.equal(stream.response.headers.get('access-control-allow-origin'), '*');
  });

  it('of somebody with a token from a listed page carries all, for that page only', async (context) => {
    const { stream } = await openWithToken(context);
    assert.deepEqual(await refusalsOf(stream), {});
    const names = ['access-control-allow-origin', 'vary', 'cache-control'];
    assert.deepEqual(
      names.map((name) => stream.response.headers.get(name)),
      [PAGE, 'Authorization, Origin, Sec-Fetch-Site', 'no-store, no-transform'],
    );
  });

  it('tells members’ events live and replayed to those with a token, to others neither', async (context) => {
    const { bridge, key, stream } = await openWithToken(context);
    const { cursor } = (await bridge.getJson('leaderboards/top')) as { cursor: string };
    const anyone = await bridge.openStream(all);
    await anyone.event(0);
    await bridge.postSlack(slackMessage({ channel: 'C0STAFF', text: 'Among us' }));
    await bridge.postReturning(fixture('user-joins-server.json'));
    await stream.named('message.posted');
    await anyone.named('board.changed');
    const later = `${all}&cursor=${cursor}`;
    const anyoneLater = await bridge.openStream(later);
    const memberLater = await bridge.openStream(later, bearer(await fetchToken(bridge, key)));
    await anyoneLater.named('board.changed');
    await memberLater.named('message.posted');
    await anyoneLater.named('heartbeat');
    for (const { raw } of [anyone, anyoneLater]) assert.doesNotMatch(raw, /Among us|board\\?\/inner\/|message\.posted/);
  });

  it('says a minute before its token ends that it will, and goodbye when it does', async (context) => {
    // Old enough for its end to come before the stream's own, which is at least eight minutes away.
    const { bridge, stream } = await openWithToken(context, 600_000);
    await stream.named('heartbeat');
    assert.ok(!stream.events.some(({ name }) => name === 'token-expiring'));
    bridge.now += 250_000;
    const { data, id } = await stream.named('token-expiring');
    assert.deepEqual(decode(controlEvents['token-expiring'], data, 'the event'), { expiresInMs: 50_000 });
    assert.equal(id, undefined);
    bridge.now += 50_000;
    await stream.named('bye');
    await stream.ended;
    assert.equal(stream.events.filter(({ name }) => name === 'token-expiring').length, 1);
  });

  it('ends at once when its key is revoked, with a time to come back, and others go on', async (context) => {
    const { bridge, key, stream } = await openWithToken(context);
    const otherKey = await makeKey(bridge);
    const other = await bridge.openStream(all, bearer(await fetchToken(bridge, otherKey)));
    const anyone = await bridge.openStream(all);
    await Promise.all([other.event(0), anyone.event(0)]);
    await keysOf(bridge).revoke(key.accessId);
    await stream.ended;
    const last = stream.events.at(-1);
    assert.equal(last?.name, 'bye');
    assert.ok(decode(controlEvents.bye, last?.data, 'the event').reconnectAfterMs <= 3000);
    await bridge.postReturning(fixture('user-joins-server.json'));
    await Promise.all([other.named('board.changed'), anyone.named('board.changed')]);
  });

  it('goes on past the revocation of a key that its reader does not use', async (context) => {
    const { bridge, stream } = await openWithToken(context);
    const { accessId } = await makeKey(bridge);
    await keysOf(bridge).revoke(accessId);
    await bridge.postReturning(fixture('user-joins-server.json'));
    await stream.named('board.changed');
    const resumed = await bridge.openStream(`${all}&cursor=${(await stream.event(0)).id ?? ''}`);
    assert.equal((await resumed.event(0)).data['resumed'], 'yes');
    await resumed.named('board.changed');
  });
});
