import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer } from '../../support/bridge-server.ts';
import { fixtureBytes } from '../ingest/fixtures.ts';

describe('GET /healthz', () => {
  it('counts the hooks by platform and outcome, refused ones too, and the open streams', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postReturning(fixtureBytes('user-joins-server.json'));
    await bridge.postReturning(fixtureBytes('user-joins-server.json'));
    await bridge.postReturning('{}', {}, 'wrong');
    await bridge.postUnsignedSlack('{}');
    await (await bridge.openStream('topics=board/top')).event(0);
    const response = await fetch(`${bridge.url}/healthz`);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.deepEqual(await response.json(), {
      status: 'ok',
      hooks: { returning: { accepted: 1, duplicate: 1, unauthorized: 1 }, slack: { unauthorized: 1 } },
      streams: 1,
    });
  });
});

describe('GET /readyz', () => {
  it('says that the bridge takes requests, until it closes', async (context) => {
    const bridge = await BridgeServer.start(context);
    assert.deepEqual(await (await fetch(`${bridge.url}/readyz`)).json(), { status: 'ready' });
    bridge.bridge.close();
    await assertProblem(await fetch(`${bridge.url}/readyz`), 503, 'shutting-down');
    assert.equal((await fetch(`${bridge.url}/healthz`)).status, 200);
  });
});
