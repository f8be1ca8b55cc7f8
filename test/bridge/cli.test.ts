import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { BridgeChild } from '../support/bridge-child.ts';
import { runCli } from '../support/bridge-cli.ts';
import { temporaryFile, temporaryFolder } from '../support/bridge-folder.ts';
import { COMMUNITY, HOOK_SECRET } from '../support/bridge-server.ts';
import { fixture, fixtureBytes, type JsonObject } from './ingest/fixtures.ts';

const CONFIG = new URL('../../demo/bridge.config.json', import.meta.url).pathname;
const cli = new URL('../../src/bridge/cli.ts', import.meta.url).pathname;

/** Without a date a join can't be read: a dead letter. */
const unreadable = { event: { name: 'User Joins Server' }, server: { id: COMMUNITY }, user: {} };

/** Whom the fixture of a join is about. */
const JOINED = (fixture('user-joins-server.json')['user'] as JsonObject)['id'] as string;

interface Place {
  readonly environment: Record<string, string>;
  /** Undefined where none runs. */
  readonly url: string | undefined;
}

async function place(context: TestContext, isRunning: boolean): Promise<Place> {
  const environment = { CONFIG, DATA_DIR: await temporaryFolder(context), PORT: '0' };
  const bridge = isRunning ? await BridgeChild.start(context, environment) : undefined;
  return { environment, url: await bridge?.ready() };
}

async function post(
  url: string | undefined,
  body: string | object,
  secret = HOOK_SECRET,
  headers: Record<string, string> = {},
): Promise<number> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (await fetch(`${url}/hooks/returning/${secret}`, { method: 'POST', body: text, headers })).status;
}

/** A folder in which a bridge left a dead letter behind; it still runs, or not. */
async function placeWithLetter(context: TestContext, isRunning: boolean): Promise<Place> {
  const environment = { CONFIG, DATA_DIR: await temporaryFolder(context), PORT: '0' };
  const bridge = await BridgeChild.start(context, environment);
  const url = await bridge.ready();
  assert.equal(await post(url, unreadable), 202);
  if (!isRunning) await bridge.kill('SIGTERM');
  return { environment, url: isRunning ? url : undefined };
}

/** A folder in which a bridge took somebody's join. */
async function placeWithJoin(context: TestContext, isRunning: boolean): Promise<Place> {
  const environment = { CONFIG, DATA_DIR: await temporaryFolder(context), PORT: '0' };
  const bridge = await BridgeChild.start(context, environment);
  const url = await bridge.ready();
  assert.equal(await post(url, Buffer.from(fixtureBytes('user-joins-server.json')).toString()), 200);
  if (!isRunning) await bridge.kill('SIGTERM');
  return { environment, url: isRunning ? url : undefined };
}

for (const isRunning of [true, false]) {
  describe(`a command ${isRunning ? 'beside a running bridge' : 'where no bridge runs'}`, () => {
    it('makes, lists and revokes access keys', async (context) => {
      const { environment } = await place(context, isRunning);
      const made = await runCli(environment, 'keys', 'make', '--name', 'site');
      assert.equal(made.code, 0);
      const [, accessId = ''] = /^accessId: +(\S+)$/m.exec(made.text) ?? [];
      assert.match((await runCli(environment, 'keys', 'list')).text, new RegExp(`${accessId}.*active.*site`));
      assert.equal((await runCli(environment, 'keys', 'revoke', accessId)).code, 0);
      assert.match((await runCli(environment, 'keys', 'list')).text, /revoked/);
      assert.equal((await runCli(environment, 'keys', 'revoke', 'nobody')).code, 1);
    });

    it('lists dead letters and why they can’t be read, and deletes them', async (context) => {
      const { environment } = await placeWithLetter(context, isRunning);
      const listed = await runCli(environment, 'dead-letters', 'list');
      assert.match(listed.text, /^dead:returning:\S+ {2}\d{4}-\S+Z {2}.*user\.id/);
      const replayed = await runCli(environment, 'dead-letters', 'replay', '--all');
      assert.deepEqual([replayed.code, /still unreadable/.test(replayed.text)], [1, true]);
      const [key = ''] = listed.text.split(' ');
      assert.equal((await runCli(environment, 'dead-letters', 'delete', key)).code, 0);
      assert.match((await runCli(environment, 'dead-letters', 'list')).text, /has no dead letters/);
      assert.equal((await runCli(environment, 'dead-letters', 'delete', key)).code, 1);
    });

    it('copies the database into a new file that only its owner reads', async (context) => {
      const { environment } = await place(context, isRunning);
      const made = await runCli(environment, 'backup', 'copy.sqlite');
      assert.equal(made.code, 0, made.text);
      assert.equal((await stat(join(environment['DATA_DIR'] ?? '', 'copy.sqlite'))).mode & 0o777, 0o600);
      assert.equal((await runCli(environment, 'backup', 'copy.sqlite')).code, 1);
    });

    it('counts boards anew, and erases a person by what a platform calls them', async (context) => {
      const { environment } = await placeWithJoin(context, isRunning);
      const recounted = await runCli(environment, 'recount');
      assert.deepEqual([recounted.code, /^1 facts are counted anew: 0 standings/.test(recounted.text)], [0, true]);
      const linked = await runCli(environment, 'link', `returning:${JOINED}`, 'slack:U1');
      assert.deepEqual([linked.code, /^slack:U1 is returning:/.test(linked.text)], [0, true], linked.text);
      const erased = await runCli(environment, 'erase', `returning:${JOINED}`);
      assert.deepEqual([erased.code, /is erased: 1 facts/.test(erased.text)], [0, true], erased.text);
      const again = await runCli(environment, 'erase', `returning:${JOINED}`);
      assert.deepEqual([again.code, /Nobody is known/.test(again.text)], [1, true], again.text);
    });

    it('says how it is to be said', async (context) => {
      const { environment } = await place(context, isRunning);
      for (const args of [
        ['dead-letters'],
        ['dead-letters', 'replay'],
        ['dead-letters', 'list', '--al'],
        ['backup'],
        ['erase'],
        ['link', 'x'],
        ['link', 'x', 'y'],
        ['recount', 'all'],
      ]) {
        const { code, text } = await runCli(environment, ...args);
        assert.deepEqual([code, /^Usage: /.test(text)], [1, true], args.join(' '));
      }
    });
  });
}

describe('returning-widgets check', () => {
  it('prints the addresses to paste, and whether the bridge is ready there', async (context) => {
    const { environment, url } = await place(context, true);
    const { port } = new URL(url ?? '');
    const { code, text } = await runCli({ ...environment, PORT: port }, 'check');
    assert.equal(code, 0, text);
    assert.ok(text.includes(`http://localhost:${port}/hooks/returning/${HOOK_SECRET}`), text);
    assert.ok(text.includes(`http://localhost:${port}/hooks/slack`), text);
    assert.match(text, /answers, and is ready/);
  });

  it('says that nothing answers at the public address', async (context) => {
    const config = {
      demo: true,
      server: { publicUrl: 'http://localhost:1/community' },
      communities: [{ id: 'c1', name: 'One', hookSecrets: ['demo-hook-secret'] }],
    };
    const environment = { CONFIG: await temporaryFile(context, JSON.stringify(config)), DATA_DIR: 'none' };
    const { code, text } = await runCli(environment, 'check');
    assert.equal(code, 1);
    assert.match(text, /http:\/\/localhost:1\/community\/hooks\/returning\/demo-hook-secret/);
    assert.match(text, /is not ready: /);
  });

  it('with --watch shows each delivery, and why it was refused, until it is ended', async (context) => {
    const { environment, url } = await place(context, true);
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, 'check', '--watch'], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    context.after(() => child.kill('SIGKILL'));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<string> => String((await lines.next()).value);
    for (let line = ''; !line.startsWith('Watching');) line = await next();
    await post(url, fixtureBytes('user-joins-server.json').toString());
    assert.match(await next(), /^\d\d:\d\d:\d\d {2}accepted {7}returning {2}member\.joined/);
    await post(url, fixtureBytes('user-joins-server.json').toString());
    assert.match(await next(), /duplicate/);
    await post(url, '{}', 'wrong');
    assert.match(await next(), /refused .*unauthorized: {2}the last part of the address is none of the configured/);
    await post(url, '{"event":');
    assert.match(await next(), /malformed-json: {2}The body is not JSON: it ends too early, at line 1, column 10/);
    await post(url, '{}', HOOK_SECRET, { 'content-encoding': 'gzip' });
    assert.match(await next(), /encoding-refused: {2}It has a Content-Encoding: send the body as it is/);
    await post(url, 'x'.repeat(300_000));
    assert.match(await next(), /body-too-large: {2}A hook's body has at most 262144 bytes/);
    await post(url, { ...fixture('user-joins-server.json'), server: { id: 'another' } });
    assert.match(await next(), /community-mismatch: {2}The event's server\.id is not the community/);
    await post(url, unreadable);
    assert.match(await next(), /dead-letter .*user\.id/);
    child.kill('SIGINT');
    await once(child, 'close');
    assert.equal(await post(url, '{}', 'wrong'), 401);
  });
});

describe('the command line', () => {
  it('says what it can do, when it is asked for what it can’t', async () => {
    const { code, text } = await runCli({}, 'dance');
    assert.deepEqual([code, text.startsWith('Usage: returning-widgets start')], [2, true]);
    assert.equal((await runCli({}, 'help')).code, 0);
  });

  it('ends with all mistakes of a configuration, a line each', async (context) => {
    const path = await temporaryFile(context, JSON.stringify({ communities: [{ id: '' }], serve: {} }));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, 'check'], {
      env: { CONFIG: path },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(errors, /\n {2}- communities\.0\.id: .*\n/);
    assert.match(errors, /serve/);
  });

  it('does without a socket where the folder’s path is too long for one, while no bridge runs', async (context) => {
    const DATA_DIR = join(await temporaryFolder(context), 'x'.repeat(120));
    const environment = { CONFIG, DATA_DIR, PORT: '0' };
    assert.equal((await runCli(environment, 'keys', 'list')).code, 0);
    const bridge = await BridgeChild.start(context, environment);
    await bridge.ready();
    assert.ok(bridge.log.some(({ event }) => event === 'commands-unavailable'));
    await assert.rejects(runCli(environment, 'keys', 'list'), /Another bridge uses/);
  });

  it('keeps the database to its owner', async (context) => {
    const { environment } = await place(context, true);
    const path = join(environment['DATA_DIR'] ?? '', 'bridge.sqlite');
    for (const file of [path, `${path}-wal`]) assert.equal((await stat(file)).mode & 0o077, 0, file);
  });

  it('finds the socket closed to other users, also after a bridge was killed', async (context) => {
    const environment = { CONFIG, DATA_DIR: await temporaryFolder(context), PORT: '0' };
    const first = await BridgeChild.start(context, environment);
    await first.ready();
    const path = join(environment.DATA_DIR, 'control.sock');
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    await first.kill('SIGKILL');
    assert.equal((await runCli(environment, 'keys', 'list')).code, 0);
    await (await BridgeChild.start(context, environment)).ready();
    assert.equal((await runCli(environment, 'keys', 'list')).code, 0);
  });
});
