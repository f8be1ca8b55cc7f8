import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { startWithAccess } from '../support/bridge-access.ts';
import { BridgeChild } from '../support/bridge-child.ts';
import { temporaryFile } from '../support/bridge-folder.ts';
import { assertProblem } from '../support/bridge-problem.ts';
import { BridgeServer, demoConfig } from '../support/bridge-server.ts';
import { hold } from '../support/idle-sockets.ts';
import { fixtureBytes } from './ingest/fixtures.ts';

const KEY = 'the-key-that-opens-the-metrics';

async function scrape(bridge: BridgeServer): Promise<string> {
  const response = await fetch(`${bridge.url}/metrics`, { headers: { authorization: `Bearer ${KEY}` } });
  assert.equal(response.status, 200);
  return response.text();
}

/** The value of one sample. */
function sample(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`returning_widgets_${name} `));
  assert.ok(line !== undefined, `${name} is not in\n${text}`);
  return Number(line.split(' ').at(-1));
}

/** A bridge whose metrics have a listener of their own. */
async function startWithListener(context: TestContext): Promise<BridgeChild> {
  const config = {
    demo: true,
    server: { metrics: { port: 0 } },
    communities: [{ id: 'c1', name: 'One', hookSecrets: ['demo-hook-secret'] }],
  };
  return BridgeChild.start(context, { CONFIG: await temporaryFile(context, JSON.stringify(config)) });
}

/** Its address, once the bridge is ready. */
function listenerOf({ log }: BridgeChild): string {
  return String(log.find(({ event }) => event === 'metrics-ready')?.['url']);
}

describe('GET /metrics', () => {
  it('tells what became of hooks, how fast they were answered, and what streams were told', async (context) => {
    const bridge = await BridgeServer.start(context, { config: await demoConfig({ metricsKey: KEY }) });
    const stream = await bridge.openStream('topics=board/top');
    await stream.event(0);
    await bridge.postReturning(fixtureBytes('user-joins-server.json'));
    await bridge.postReturning(fixtureBytes('user-joins-server.json'));
    await bridge.postReturning('{}', {}, 'wrong');
    await bridge.postReturning({ event: { name: 'Unheard of' }, server: { id: '6502564c5c09c0a' } });
    await stream.named('board.changed');
    const text = await scrape(bridge);
    const hooks = (outcome: string, reason = ''): number =>
      sample(text, `hooks_total{platform="returning",outcome="${outcome}",reason="${reason}"}`);
    assert.deepEqual(
      [hooks('accepted'), hooks('duplicate'), hooks('refused', 'unauthorized'), hooks('unknown-event')],
      [1, 1, 1, 1],
    );
    const community = '{community="6502564c5c09c0a"}';
    assert.equal(sample(text, 'hook_acknowledge_seconds_count{platform="returning"}'), 4);
    assert.equal(sample(text, `streams${community}`), 1);
    assert.equal(sample(text, `deliveries_total${community}`), 1);
    assert.equal(sample(text, `live_lag_entries${community}`), 0);
    assert.ok(sample(text, 'store_operation_seconds_count{operation="transact",outcome="done"}') >= 2);
    assert.ok(sample(text, 'store_bytes') > 4096);
  });

  it('is OpenMetrics, to its end', async (context) => {
    const bridge = await BridgeServer.start(context, { config: await demoConfig({ metricsKey: KEY }) });
    const response = await fetch(`${bridge.url}/metrics`, { headers: { authorization: `Bearer ${KEY}` } });
    assert.match(response.headers.get('content-type') ?? '', /^application\/openmetrics-text; version=1\.0\.0/);
    assert.ok((await response.text()).endsWith('# EOF\n'));
  });

  it('is told also while the store does not answer', async (context) => {
    const bridge = await BridgeServer.start(context, { config: await demoConfig({ metricsKey: KEY }) });
    await bridge.closeStore();
    assert.equal((await bridge.postReturning(fixtureBytes('user-joins-server.json'))).status, 503);
    const text = await scrape(bridge);
    assert.ok(sample(text, 'store_operation_seconds_count{operation="transact",outcome="failed"}') >= 1);
    assert.match(text, /^returning_widgets_store_bytes NaN$/im);
  });

  it('is for nobody else', async (context) => {
    const bridge = await BridgeServer.start(context, { config: await demoConfig({ metricsKey: KEY }) });
    for (const authorization of [undefined, 'Bearer wrong', `Basic ${KEY}`, 'Bearer ']) {
      const response = await fetch(`${bridge.url}/metrics`, { headers: authorization ? { authorization } : {} });
      await assertProblem(response, 401, 'unauthorized');
    }
  });

  it('is nowhere unless it is configured', async (context) => {
    const bridge = await startWithAccess(context);
    assert.equal((await fetch(`${bridge.url}/metrics`)).status, 404);
  });

  it('has a listener of its own where one is configured, and only there', async (context) => {
    const bridge = await startWithListener(context);
    const url = await bridge.ready();
    const own = listenerOf(bridge);
    assert.match(own, /^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    assert.equal((await fetch(own)).status, 200);
    assert.equal((await fetch(`${url}/metrics`)).status, 404);
    bridge.signal('SIGTERM');
    assert.equal(await bridge.ended, 0);
  });

  it('is told at that listener though an address holds on to all the connections it may have', async (context) => {
    const bridge = await startWithListener(context);
    await bridge.ready();
    const own = listenerOf(bridge);
    await hold(context, Number(new URL(own).port), { from: '127.0.0.2', count: 30, kept: 10 });
    const text = await (await fetch(own)).text();
    assert.equal(sample(text, 'requests_limited_total{limit="connectionsPerAddress"}'), 20);
  });
});
