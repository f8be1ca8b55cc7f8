import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { connectionAllowance } from '../../src/bridge/access/connection-limits.ts';
import { OpenFilesError, readOpenFilesLimit, streamAllowance } from '../../src/bridge/access/open-files.ts';
import type { BridgeConfig } from '../../src/bridge/config/config.ts';
import { limitsConfig, serverConfig } from '../../src/schemas/operation-config.ts';
import { keysOf, makeKey, PAGE, postTokenRequest, TOKEN_SECRETS } from '../support/bridge-access.ts';
import { assertProblem } from '../support/bridge-problem.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../support/bridge-server.ts';
import { fixtureBytes } from './ingest/fixtures.ts';

/** A bridge with these limits, behind one proxy, so that a test can come from any address. */
async function start(context: TestContext, limits: object, changes: Partial<BridgeConfig> = {}): Promise<BridgeServer> {
  const server = serverConfig.parse({ trustProxy: 1 });
  return BridgeServer.start(context, {
    config: await demoConfig({ limits: limitsConfig.parse(limits), server, ...changes }),
  });
}

const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

async function assertTooMuch(response: Response, code = 'rate-limited'): Promise<void> {
  await assertProblem(response, 429, code);
  const seconds = Number(response.headers.get('retry-after'));
  assert.ok(seconds >= 1 && seconds <= 60, String(seconds));
}

describe('limits', () => {
  it('take so many reads from an address, and no fewer from another', async (context) => {
    const bridge = await start(context, { readsPerMinute: 2 });
    for (const _ of [1, 2]) assert.equal((await bridge.get('leaderboards/top', from('192.0.2.1'))).status, 200);
    const refused = await bridge.get('leaderboards/top', from('192.0.2.1'));
    await assertTooMuch(refused);
    assert.equal(refused.headers.get('access-control-allow-origin'), '*');
    assert.match(refused.headers.get('access-control-expose-headers') ?? '', /Retry-After/);
    assert.equal((await bridge.get('leaderboards/top', from('192.0.2.2'))).status, 200);
  });

  it('count one IPv6 network of a customer as one address', async (context) => {
    const bridge = await start(context, { readsPerMinute: 1 });
    assert.equal((await bridge.get('leaderboards', from('2001:db8:0:1::1'))).status, 200);
    await assertTooMuch(await bridge.get('leaderboards', from('2001:db8::1:ffff:0:0:2')));
    assert.equal((await bridge.get('leaderboards', from('2001:db8:0:2::1'))).status, 200);
  });

  it('believe no address that a client wrote itself', async (context) => {
    const bridge = await start(context, { readsPerMinute: 1 });
    assert.equal((await bridge.get('leaderboards', from('198.51.100.1, 192.0.2.1'))).status, 200);
    await assertTooMuch(await bridge.get('leaderboards', from('198.51.100.2, 192.0.2.1')));
  });

  it('refuse hooks without proof beyond so many, and log no more of them', async (context) => {
    const bridge = await start(context, { failedHooksPerMinute: 2 });
    for (const _ of [1, 2]) assert.equal((await bridge.postReturning('{}', {}, 'wrong')).status, 401);
    await assertTooMuch(await bridge.postReturning('{}', {}, 'wrong'));
    await assertTooMuch(await bridge.postUnsignedSlack('{}'));
    assert.equal(bridge.logEntries.filter(({ event }) => event === 'hook-refused').length, 2);
  });

  it('never refuse a hook that proves itself, whoever else comes from its address', async (context) => {
    const bridge = await start(context, { failedHooksPerMinute: 1 });
    for (const _ of [1, 2, 3]) await bridge.postReturning('{}', {}, 'wrong');
    assert.equal((await bridge.postReturning(fixtureBytes('user-joins-server.json'))).status, 200);
  });

  it('take so many requests for tokens from an address, and with a key', async (context) => {
    const limits = { tokenTradesPerMinute: 2, tokenTradesPerKeyPerMinute: 1 };
    const bridge = await start(context, limits, { tokenSecrets: TOKEN_SECRETS });
    const key = await keysOf(bridge).make({ communityId: COMMUNITY, name: '', origins: [PAGE] });
    const trade = async (address: string): Promise<Response> => postTokenRequest(bridge, key, from(address));
    assert.equal((await trade('192.0.2.1')).status, 200);
    await assertTooMuch(await trade('192.0.2.1'));
    await assertTooMuch(await trade('192.0.2.2'));
    for (const _ of [1, 2]) await postTokenRequest(bridge, {}, from('192.0.2.3'));
    await assertTooMuch(await postTokenRequest(bridge, {}, from('192.0.2.3')));
  });

  it('take so many awards, revocations, erasures and links with a key, wherever they come from', async (context) => {
    const bridge = await start(context, { writesPerKeyPerMinute: 4 }, { tokenSecrets: TOKEN_SECRETS });
    const [key, other] = [await makeKey(bridge), await makeKey(bridge)];
    const member = `${bridge.url}/v1/communities/${COMMUNITY}/members/nobody`;
    const writes = [
      ['POST', `${member}/badges/kind`],
      ['DELETE', `${member}/badges/kind`],
      ['DELETE', member],
      ['POST', `${member}/links`],
    ] as const;
    const basic = ({ accessId, accessKey }: typeof key): string =>
      `Basic ${Buffer.from(`${accessId}:${accessKey}`).toString('base64')}`;
    const send = async ([method, url]: readonly [string, string], by: typeof key, address: string): Promise<Response> =>
      fetch(url, { method, headers: { authorization: basic(by), ...from(address) } });
    for (const write of writes) assert.notEqual((await send(write, key, '192.0.2.1')).status, 429);
    for (const write of writes) await assertTooMuch(await send(write, key, '192.0.2.2'));
    for (const write of writes) assert.notEqual((await send(write, other, '192.0.2.1')).status, 429);
  });

  it('take so many openings of streams from an address', async (context) => {
    const bridge = await start(context, { streamOpensPerMinute: 1 });
    await (await bridge.openStream('topics=board/top', from('192.0.2.1'))).event(0);
    await assertTooMuch(await bridge.get('events?topics=board/top', from('192.0.2.1')));
  });

  it('hold so many streams of an address at one time, until one of them leaves', async (context) => {
    const bridge = await start(context, { streamsPerAddress: 1 });
    const gone = bridge.nextAnswerToClose();
    const first = await bridge.openStream('topics=board/top', from('192.0.2.1'));
    await first.event(0);
    await assertTooMuch(await bridge.get('events?topics=board/top', from('192.0.2.1')), 'too-many-streams');
    assert.equal((await bridge.openStream('topics=board/top', from('192.0.2.2'))).response.status, 200);
    first.leave();
    await gone;
    assert.equal((await bridge.openStream('topics=board/top', from('192.0.2.1'))).response.status, 200);
  });

  it('hold so many streams in all', async (context) => {
    const bridge = await start(context, { streams: 1 });
    await (await bridge.openStream('topics=board/top', from('192.0.2.1'))).event(0);
    const response = await bridge.get('events?topics=board/top', from('192.0.2.2'));
    await assertProblem(response, 503, 'streams-full');
    assert.equal(response.headers.get('retry-after'), '30');
  });

  it('warn once when a proxy is not trusted, for all its clients share one address', async (context) => {
    const bridge = await start(context, {}, { server: serverConfig.parse({}) });
    for (const _ of [1, 2]) await bridge.get('leaderboards', from('192.0.2.1'));
    assert.equal(bridge.logEntries.filter(({ event }) => event === 'forwarded-for-ignored').length, 1);
  });
});

describe('connectionAllowance', () => {
  const direct = { streamsPerAddress: 200, isBehindProxy: false };

  it('is what the open files leave, and twice its streams for one address', () => {
    assert.deepEqual(connectionAllowance({ ...direct, openFiles: 1100 }), { total: 1000, perAddress: 400 });
    assert.deepEqual(connectionAllowance({ ...direct, openFiles: undefined }), { total: undefined, perAddress: 400 });
  });

  it('lets one address hold no more than half, unless its streams need more', () => {
    assert.equal(connectionAllowance({ ...direct, openFiles: 700 }).perAddress, 300);
    assert.equal(connectionAllowance({ ...direct, openFiles: 400 }).perAddress, 200);
  });

  it('counts nobody by address behind a proxy, whose address is everybody’s', () => {
    const allowance = connectionAllowance({ ...direct, openFiles: 1100, isBehindProxy: true });
    assert.deepEqual(allowance, { total: 1000, perAddress: undefined });
  });
});

describe('the base path', () => {
  it('is left out of what is asked for, where it comes', async (context) => {
    const bridge = await start(context, {}, { server: serverConfig.parse({ basePath: '/live' }) });
    const board = `/v1/communities/${COMMUNITY}/leaderboards/top`;
    for (const path of [`/live${board}`, board, '/live/readyz']) {
      assert.equal((await fetch(bridge.url + path)).status, 200, path);
    }
    for (const path of [`/lively${board}`, `/live/live${board}`, '/live']) {
      assert.equal((await fetch(bridge.url + path)).status, 404, path);
    }
  });
});

describe('streamAllowance', () => {
  it('is what is configured, where there is room', () => {
    assert.deepEqual(streamAllowance(800, 1024), { streams: 800 });
    assert.deepEqual(streamAllowance(undefined, undefined), { streams: 10_000 });
    assert.deepEqual(streamAllowance(undefined, 1_048_576), { streams: 10_000 });
  });

  it('is what there is room for, where nothing is configured, and says so', () => {
    const { streams, warning } = streamAllowance(undefined, 1024);
    assert.equal(streams, 824);
    assert.match(warning ?? '', /1024 files.*824 live streams.*ulimit -n 10200/);
  });

  it('refuses more than there is room for, and says what to do', () => {
    assert.throws(() => streamAllowance(825, 1024), OpenFilesError);
    assert.throws(() => streamAllowance(undefined, 100), /ulimit -n.*limits\.streams/);
  });

  it('reads what the system says', () => {
    const line = 'Max open files            1024                 524288               files     ';
    assert.equal(
      readOpenFilesLimit(() => `Limit  Soft Limit\n${line}\n`),
      1024,
    );
    assert.equal(readOpenFilesLimit(() => 'Max open files            unlimited            unlimited            files'), undefined); // prettier-ignore
    assert.equal(
      readOpenFilesLimit(() => assert.fail('no such file')),
      undefined,
    );
  });
});
