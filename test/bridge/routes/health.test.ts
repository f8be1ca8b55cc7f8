import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer } from '../../support/bridge-server.ts';

describe('GET /healthz', () => {
  it('says that the process answers, and nothing of what it did', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await fetch(`${bridge.url}/healthz`);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.deepEqual(await response.json(), { status: 'ok' });
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

  it('says so of writes, too, where it is asked, and what else it may be asked', async (context) => {
    const bridge = await BridgeServer.start(context);
    assert.deepEqual(await (await fetch(`${bridge.url}/readyz?writes`)).json(), { status: 'ready' });
    const { detail } = await assertProblem(await fetch(`${bridge.url}/readyz?writes=no`), 400, 'malformed-request');
    assert.match(detail ?? '', /writes/);
  });
});
