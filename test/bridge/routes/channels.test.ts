import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { channelConfig, communityConfig } from '../../../src/schemas/config.ts';
import { bearer, fetchToken, makeKey, startWithAccess } from '../../support/bridge-access.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import type { BridgeServer } from '../../support/bridge-server.ts';

async function start(context: TestContext): Promise<BridgeServer> {
  const channels = [
    { id: 'general', name: 'General' },
    { id: 'watch', name: 'Watch', kind: 'frame', frame: 'https://video.example.com/live?x=1' },
    { id: 'staff', name: 'Staff', visibility: 'members' },
  ].map((channel) => channelConfig.parse(channel));
  return startWithAccess(context, { changes: { channels } });
}

describe('GET …/channels/{id}', () => {
  it('tells a channel, and the page of one that is a frame', async (context) => {
    const bridge = await start(context);
    assert.deepEqual(await bridge.getJson('channels/general'), {
      id: 'general',
      name: 'General',
      kind: 'text',
      frame: null,
    });
    assert.deepEqual(await bridge.getJson('channels/watch'), {
      id: 'watch',
      name: 'Watch',
      kind: 'frame',
      frame: { url: 'https://video.example.com/live?x=1' },
    });
  });

  it('is for members where the channel is', async (context) => {
    const bridge = await start(context);
    await assertProblem(await bridge.get('channels/staff'), 401, 'token-required');
    const user = bearer(await fetchToken(bridge, await makeKey(bridge), { 'data-user-id': '1234' }));
    assert.equal((await bridge.get('channels/staff', user)).status, 200);
  });

  it('knows no other', async (context) => {
    const bridge = await start(context);
    await assertProblem(await bridge.get('channels/nothing'), 404, 'unknown-channel');
  });

  it('is refused as a configuration when a frame has no page, or one that is not https', () => {
    for (const frame of [undefined, 'http://video.example.com', 'javascript:alert(1)']) {
      const channel = { id: 'watch', name: 'Watch', kind: 'frame', ...(frame !== undefined && { frame }) };
      assert.equal(channelConfig.safeParse(channel).success, false, frame);
    }
  });
});

describe('GET …/frames/{widget}/{id}', () => {
  it('tells where a hosted widget is, and the origin whose messages are to be believed', async (context) => {
    const bridge = await start(context);
    assert.deepEqual(await bridge.getJson('frames/currency/65f1c0a2b3d4e5f60718293a'), {
      url: 'https://prod-widgets.returning.ai/currency-overview-widget/65f1c0a2b3d4e5f60718293a',
      origin: 'https://prod-widgets.returning.ai',
    });
  });

  it('goes by the community’s own addresses', async (context) => {
    const { frames } = communityConfig.parse({
      id: 'x',
      name: 'X',
      frames: { baseUrl: 'https://widgets.example.com/tenant', paths: { store: 'store' } },
    });
    const bridge = await startWithAccess(context, { changes: { frames } });
    assert.deepEqual(await bridge.getJson('frames/store/abc'), {
      url: 'https://widgets.example.com/tenant/store/abc',
      origin: 'https://widgets.example.com',
    });
  });

  for (const path of [
    'frames/unknown/abc',
    'frames/store/..%2f..%2fadmin',
    'frames/store/a%3Fb',
    `frames/store/${'x'.repeat(65)}`,
  ]) {
    it(`knows no ${path.slice(0, 40)}`, async (context) => {
      const bridge = await start(context);
      await assertProblem(await bridge.get(path), 404, 'not-found');
    });
  }
});

describe('GET …/leaderboards/{slug}?around=me', () => {
  it('is refused without a token, and tells the caller’s own place with one', async (context) => {
    const bridge = await start(context);
    await assertProblem(await bridge.get('leaderboards/top?around=me'), 401, 'token-required');
    const user = bearer(await fetchToken(bridge, await makeKey(bridge), { 'data-user-id': '1234' }));
    const answer = (await (await bridge.get('leaderboards/top?around=me', user)).json()) as { viewer: unknown };
    assert.equal(answer.viewer, null, 'nobody has a score yet');
    await assertProblem(await bridge.get('leaderboards/top?around=you', user), 400, 'malformed-request');
  });
});
