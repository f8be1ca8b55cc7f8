import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { decodeJwt } from 'jose';
import { bearer, fetchToken, makeKey, PAGE, startWithAccess } from '../../support/bridge-access.ts';
import { temporaryFolder } from '../../support/bridge-folder.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { getRaw, sendRaw } from '../../support/bridge-raw-http.ts';
import { BridgeServer, COMMUNITY } from '../../support/bridge-server.ts';
import { fixtureBytes } from '../ingest/fixtures.ts';
import { hookAttacks, MARKER } from './hook-attacks.ts';
import { hostilePaths } from './hostile-paths.ts';
import { rawAttacks } from './raw-attacks.ts';
import { requestAttacks, type Target } from './request-attacks.ts';
import { tokenForgeries } from './token-forgeries.ts';

let tried = 0;

/** The bridge answers, its board is as it was, nothing failed, and its log is discreet. */
async function assertStands(bridge: BridgeServer, boardBefore: unknown): Promise<void> {
  assert.deepEqual(await boardOf(bridge), boardBefore);
  assert.equal((await fetch(`${bridge.url}/readyz`)).status, 200);
  assert.equal(Object.hasOwn(Object.prototype, 'isAdmin'), false);
  for (const line of bridge.log) {
    assert.doesNotThrow(() => JSON.parse(line), `one JSON object a line: ${line}`);
    assert.equal(line.indexOf('\n'), line.length - 1);
    assert.doesNotMatch(line, /@|marker|demo-hook-secret|demo-slack|v0=|isAdmin|Jane|"error"/i);
  }
}

async function boardOf(bridge: BridgeServer): Promise<unknown> {
  return { ...((await bridge.getJson('leaderboards/top')) as object), cursor: undefined };
}

async function startAttacked(context: TestContext): Promise<Target & { readonly board: unknown }> {
  const bridge = await startWithAccess(context);
  await bridge.postReturning(fixtureBytes('user-visits-server.json'));
  const key = await makeKey(bridge);
  return { bridge, key, token: await fetchToken(bridge, key), board: await boardOf(bridge) };
}

describe('the bridge under attack', () => {
  it(`refuses ${hookAttacks.length} hooks, and stands`, async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postReturning(fixtureBytes('user-visits-server.json'));
    const before = await boardOf(bridge);
    for (const [what, status, code, send] of hookAttacks) {
      await context.test(`${status} ${code}: ${what}`, async () => {
        tried += 1;
        const response = await send(bridge);
        assert.doesNotMatch(await response.clone().text(), new RegExp(`${MARKER}|isAdmin`, 'i'));
        await assertProblem(response, status, code);
        await assertStands(bridge, before);
      });
    }
  });

  it(`refuses ${tokenForgeries.length} forged tokens wherever they are shown`, async (context) => {
    const { bridge, token, board } = await startAttacked(context);
    const { community, origins, key } = decodeJwt<{ community: string; origins: string[]; key: string }>(token);
    for (const [what, forge] of tokenForgeries) {
      await context.test(`401 token-invalid: ${what}`, async () => {
        tried += 1;
        const headers = bearer(await forge({ community, origins, key }));
        for (const path of ['leaderboards/inner', 'leaderboards/top', 'events?topics=board/inner']) {
          await assertProblem(await bridge.get(path, headers), 401, 'token-invalid');
        }
      });
    }
    assert.equal((await bridge.get('leaderboards/inner', bearer(token))).status, 200, 'the honest one is good');
    await assertStands(bridge, board);
  });

  it(`refuses ${requestAttacks.length} requests, and opens itself to no page by the answer`, async (context) => {
    const { board, ...target } = await startAttacked(context);
    for (const [what, status, code, send] of requestAttacks) {
      await context.test(`${status} ${code}: ${what}`, async () => {
        tried += 1;
        const response = await send(target);
        assert.ok([null, '*'].includes(response.headers.get('access-control-allow-origin')));
        assert.equal(response.headers.get('access-control-allow-credentials'), null);
        assert.equal(response.headers.get('set-cookie'), null);
        await assertProblem(response, status, code);
      });
    }
    await assertStands(target.bridge, board);
  });

  it(`refuses ${rawAttacks.length} requests that are none, and does nothing that hides in them`, async (context) => {
    const { bridge, board } = await startAttacked(context);
    for (const [what, statuses, request] of rawAttacks) {
      await context.test(`${statuses.join(' or ')}: ${what}`, async () => {
        tried += 1;
        const { head, status, body } = await sendRaw(bridge.port, request);
        assert.ok(statuses.includes(head === '' ? 0 : status), `${status} ${head}`);
        assert.doesNotMatch(body, /HTTP\/1\.1 2|accepted/);
        await assertStands(bridge, board);
      });
    }
  });

  it(`lets none of ${hostilePaths.length} paths out of its folders`, async (context) => {
    const root = await temporaryFolder(context);
    await mkdir(join(root, 'widgets'));
    await writeFile(join(root, 'widgets/version.json'), '{"version":"1.2.3"}');
    for (const name of ['secret.js', 'secret.json']) await writeFile(join(root, name), MARKER);
    const widgets = join(root, 'widgets');
    const bridge = await BridgeServer.start(context, { files: { widgets, pages: widgets } });
    for (const path of hostilePaths) {
      tried += 1;
      const { status, body } = await getRaw(bridge.port, path);
      assert.ok([400, 404].includes(status) && !/marker|root:/i.test(body), `${status} ${path}`);
    }
  });
});

describe('an answer that caches keep', () => {
  const lies: readonly (readonly [name: string, value: string])[] = [
    ['X-Forwarded-Host', 'evil.example'],
    ['X-Forwarded-Proto', 'nothttps'],
    ['X-Forwarded-Prefix', '/evil'],
    ['X-Forwarded-For', '"><script>evil'],
    ['X-Original-URL', '/evil'],
    ['X-Rewrite-URL', '/evil'],
    ['Forwarded', 'host=evil.example'],
    ['X-HTTP-Method-Override', 'DELETE'],
    ['Range', 'bytes=0-1'],
    ['Accept', 'text/html; evil'],
    ['Accept-Language', 'evil'],
    ['Cookie', 'session=evil'],
    ['Origin', 'https://evil.example'],
    ['Last-Event-ID', 'evil'],
  ];

  it(`is the same, to the byte, for whoever lies in a header (${lies.length} lies)`, async (context) => {
    const { bridge } = await startAttacked(context);
    const shown = async (path: string, headers: string): Promise<string> => {
      const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`;
      const { head, body } = await sendRaw(bridge.port, request);
      return `${head.replace(/^date: .*$/im, '')}\n${body}`;
    };
    const board = `/v1/communities/${COMMUNITY}/leaderboards/top`;
    for (const path of [board, '/openapi.json', '/nothing']) {
      const honest = await shown(path, '');
      for (const [name, value] of lies) {
        tried += 1;
        assert.equal(await shown(path, `${name}: ${value}\r\n`), honest, `${path} ${name}`);
      }
    }
  });

  it('is the same whatever host was asked for', async (context) => {
    const { bridge } = await startAttacked(context);
    for (const path of ['/openapi.json', `/v1/communities/${COMMUNITY}/leaderboards`, '/nothing']) {
      const { head, body } = await sendRaw(bridge.port, `GET ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`); // prettier-ignore
      assert.doesNotMatch(head + body, /evil/);
    }
  });
});

describe('a stream whose token is over', () => {
  it('ends, and does not begin again with it', async (context) => {
    const bridge = await startWithAccess(context, { heartbeatMs: 20 });
    const headers = { ...bearer(await fetchToken(bridge, await makeKey(bridge))), origin: PAGE };
    const stream = await bridge.openStream('topics=board/inner', headers);
    await stream.event(0);
    bridge.now += 931_000;
    await stream.ended;
    assert.ok(!stream.events.some(({ name }) => name === 'board.changed'));
    await assertProblem(await bridge.get('events?topics=board/inner', headers), 401, 'token-expired');
  });
});

describe('clients that dawdle', () => {
  it('are hung up on, and keep nobody else waiting', async (context) => {
    const http = { headersTimeout: 60, requestTimeout: 120, connectionsCheckingInterval: 20 };
    const bridge = await BridgeServer.start(context, { http });
    const half = 'POST /hooks/slack HTTP/1.1\r\nHost: localhost\r\n';
    const requests = [half, `${half}Content-Length: 9999\r\n\r\n{`, `${half}Transfer-Encoding: chunked\r\n\r\n5\r\n{`];
    const answers = requests.flatMap((request) => Array.from({ length: 20 }, () => sendRaw(bridge.port, request)));
    assert.equal((await bridge.postReturning(fixtureBytes('user-joins-server.json'))).status, 200);
    for (const { status, head } of await Promise.all(answers)) assert.ok(head === '' || status >= 400, head);
    assert.equal((await fetch(`${bridge.url}/readyz`)).status, 200);
  });
});

describe('the refusal table', () => {
  it('was tried to its last row', (context) => {
    const tables = [hookAttacks, tokenForgeries, requestAttacks, rawAttacks, hostilePaths];
    const rows = tables.reduce((sum, { length }) => sum + length, 0);
    assert.ok(tried >= rows, `${tried} of ${rows}`);
    context.diagnostic(`${tried} attacks tried`);
  });
});
