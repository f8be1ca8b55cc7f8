import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { COMMUNITY, HOOK_SECRET } from '../support/bridge-server.ts';
import { temporaryFile, temporaryFolder } from '../support/bridge-folder.ts';
import { BridgeChild, inTime } from '../support/bridge-child.ts';
import { BridgeStream } from '../support/bridge-stream.ts';
import { fixtureBytes } from './ingest/fixtures.ts';

const topBoard = `/v1/communities/${COMMUNITY}/leaderboards/top`;

async function postJoin(url: string): Promise<Response> {
  const body = new Uint8Array(fixtureBytes('user-joins-server.json'));
  return fetch(`${url}/hooks/returning/${HOOK_SECRET}`, { method: 'POST', body });
}

async function openStream(url: string, cursor?: string): Promise<BridgeStream> {
  const query = `topics=board/top${cursor === undefined ? '' : `&cursor=${cursor}`}`;
  const stream = await BridgeStream.open(`${url}/v1/communities/${COMMUNITY}/events?${query}`, {});
  await stream.event(0);
  return stream;
}

/** Starts a bridge that must fail. @returns what its one line of error says, as it also says to a person */
async function failure(context: TestContext, environment: Record<string, string>): Promise<Record<string, unknown>> {
  const bridge = await BridgeChild.start(context, environment);
  assert.equal(await inTime(bridge.ended, 'the end'), 1);
  const line = bridge.log.at(-1) ?? {};
  assert.deepEqual([line['level'], line['event']], ['error', 'start-failed']);
  assert.ok(bridge.errors.startsWith(String(line['message'])), bridge.errors);
  assert.equal(bridge.log.filter(({ level }) => level === 'error').length, 1);
  return line;
}

describe('a bridge’s process', () => {
  it('says where it answers, and answers there', async (context) => {
    const bridge = await BridgeChild.start(context);
    const url = await bridge.ready();
    assert.match(url, /^http:\/\/localhost:\d+$/);
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
    assert.equal((await postJoin(url)).status, 200);
  });

  it('answers only at the address it was told', async (context) => {
    const bridge = await BridgeChild.start(context, { HOST: '127.0.0.1' });
    const url = await bridge.ready();
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends at ${signal} with code 0, after a goodbye to its streams`, async (context) => {
      const bridge = await BridgeChild.start(context);
      const stream = await openStream(await bridge.ready());
      bridge.signal(signal);
      await stream.named('bye');
      await stream.ended;
      assert.equal(await inTime(bridge.ended, 'the end'), 0);
      assert.equal(bridge.log.at(-1)?.['event'], 'stopped');
      assert.equal(bridge.errors, '');
    });
  }

  it('ends with code 0 when asked more than once, as a terminal and a parent both may do', async (context) => {
    const bridge = await BridgeChild.start(context);
    const stream = await openStream(await bridge.ready());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGINT'] as const) bridge.signal(signal);
    await stream.ended;
    assert.equal(await inTime(bridge.ended, 'the end'), 0);
    assert.equal(bridge.log.filter(({ event }) => event === 'stopping').length, 1);
  });

  it('ends though a client keeps its connection open', async (context) => {
    const bridge = await BridgeChild.start(context);
    await (await fetch((await bridge.ready()) + topBoard)).arrayBuffer(); // fetch keeps the connection
    bridge.signal('SIGTERM');
    assert.equal(await inTime(bridge.ended, 'the end'), 0);
  });

  it('ends though a sender never finishes its body', async (context) => {
    const bridge = await BridgeChild.start(context);
    const url = await bridge.ready();
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) });
    const request = { method: 'POST', body, duplex: 'half' } as RequestInit;
    const answer = fetch(`${url}/hooks/returning/${HOOK_SECRET}`, request).then(({ ok }) => ok, () => false); // prettier-ignore
    await postJoin(url);
    bridge.signal('SIGTERM');
    assert.equal(await inTime(bridge.ended, 'the end'), 0);
    assert.equal(await answer, false);
  });

  it('serves after SIGKILL what it had acknowledged, under the same cursors', async (context) => {
    const DATA_DIR = await temporaryFolder(context);
    const first = await BridgeChild.start(context, { DATA_DIR });
    const url = await first.ready();
    const stream = await openStream(url);
    const { cursor } = (await stream.event(0)).data as { cursor: string };
    assert.equal((await postJoin(url)).status, 200);
    await first.kill('SIGKILL');
    const second = await BridgeChild.start(context, { DATA_DIR });
    const board = (await (await fetch((await second.ready()) + topBoard)).json()) as { total: number };
    assert.equal(board.total, 1);
    const resumed = await openStream(await second.ready(), cursor);
    assert.equal(resumed.events[0]?.data['resumed'], 'yes');
    await resumed.named('board.changed');
    assert.deepEqual(await (await postJoin(await second.ready())).json(), { status: 'duplicate' });
  });

  it('does not start on a port that is taken, and says so', async (context) => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, resolve));
    context.after(() => taken.close());
    const { port } = taken.address() as AddressInfo;
    const { message, cause } = await failure(context, { PORT: String(port) });
    assert.match(String(message), new RegExp(`^Port ${port} is taken: .*PORT`));
    assert.match(String(cause), /EADDRINUSE/);
  });

  const hosts: readonly (readonly [host: string, message: RegExp])[] = [
    ['192.0.2.1', /^This machine has no address 192\.0\.2\.1: set HOST /],
    ['nowhere.invalid', /^No address is known for nowhere\.invalid: set HOST /],
  ];
  for (const [host, says] of hosts) {
    it(`does not start at ${host}, and says that it is the HOST that does not fit`, async (context) => {
      assert.match(String((await failure(context, { HOST: host }))['message']), says);
    });
  }

  it('does not start in a data folder that can’t be made, and says so', async (context) => {
    const file = await temporaryFile(context, '');
    const folders: [path: string, says: RegExp][] = [
      [file, /bridge\.json is a file, or stands below one; set it to a folder/],
      [`${file}/data`, /bridge\.json\/data is a file, or stands below one/],
    ];
    // A file system that holds no folders of ours, and says of them what others say of a parent that is missing.
    if (process.platform === 'linux') {
      folders.push(['/proc/nothing/data', /\/proc\/nothing\/data is where no folder can be made/]);
      folders.push(['/proc', /\/proc is no folder to keep a database in/]);
    }
    for (const [DATA_DIR, says] of folders) {
      const { message } = await failure(context, { DATA_DIR });
      assert.match(String(message), says);
      assert.match(String(message), /^DATA_DIR can't be used: /);
    }
  });

  it('does not start in a data folder that another one uses, and leaves that one alone', async (context) => {
    const DATA_DIR = await temporaryFolder(context);
    const first = await BridgeChild.start(context, { DATA_DIR });
    const url = await first.ready();
    const { message } = await failure(context, { DATA_DIR });
    assert.match(String(message), /Another bridge uses .*DATA_DIR/);
    assert.equal((await postJoin(url)).status, 200);
  });

  it('does not start with a configuration that has mistakes, and lists them all', async (context) => {
    const communities = [{ id: '', name: 'One', slackTeams: ['T1'], hookSecrets: ['demo-hook-secret'] }];
    const CONFIG = await temporaryFile(context, JSON.stringify({ communities, logEntrys: 1 }));
    const { message, error } = await failure(context, { CONFIG });
    assert.equal(error, 'ConfigError');
    for (const place of ['logEntrys', 'communities.0.id', 'slack.signingSecrets', 'communities.0.hookSecrets.0']) {
      assert.ok(String(message).includes(place), String(message));
    }
    assert.ok(!String(message).includes('demo-hook-secret'));
  });

  it('does not start without its configuration, and says which file it looked for', async (context) => {
    const { message } = await failure(context, { CONFIG: 'no/such/bridge.json' });
    assert.match(String(message), /no\/such\/bridge\.json/);
  });

  it('does not start with settings that do not fit, and names them all', async (context) => {
    const { message } = await failure(context, { PORT: 'http', HEARTBEAT_MS: '1' });
    assert.match(String(message), /PORT: .*HEARTBEAT_MS: /);
  });
});
