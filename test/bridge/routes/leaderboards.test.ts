import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '../../../src/schemas/decode.ts';
import { boardList } from '../../../src/schemas/board-list.ts';
import { leaderboard, type Leaderboard } from '../../../src/schemas/leaderboard.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { startWithAccess } from '../../support/bridge-access.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../../support/bridge-server.ts';
import { fixture, type JsonObject } from '../ingest/fixtures.ts';

async function readBoard(bridge: BridgeServer, path: string): Promise<Leaderboard> {
  return decode(leaderboard, await bridge.getJson(`leaderboards/${path}`), 'the board');
}

/** A bridge some people have visited, each once more than the next. */
async function startWithVisitors(context: Parameters<typeof BridgeServer.start>[0], visitors: number) {
  const bridge = await BridgeServer.start(context);
  const visit = fixture('user-visits-server.json');
  for (let visitor = 0; visitor < visitors; visitor += 1) {
    for (let day = visitor; day < visitors; day += 1) {
      const user = {
        ...(visit['user'] as JsonObject),
        id: `v${visitor}`,
        displayname: `Visitor ${visitor}`,
        nicename: '',
      };
      await bridge.postReturning({ ...visit, user, date: `2025-08-0${day + 1}T10:00:00.000Z` });
    }
  }
  return bridge;
}

/** Adds to the log what changes no board. */
async function growLog({ store }: BridgeServer, entries: number): Promise<void> {
  const writes = { claims: [], documents: [], standings: [], entry: { at: 0, changes: [] } };
  for (let count = 0; count < entries; count += 1) {
    await store.transact(COMMUNITY, { reads: [], decide: () => ({ outcome: undefined, writes }) });
  }
}

describe('GET …/leaderboards', () => {
  it('lists the community’s boards', async (context) => {
    const bridge = await BridgeServer.start(context);
    const { boards } = decode(boardList, await bridge.getJson('leaderboards'), 'the boards');
    assert.deepEqual(
      boards.map(({ slug, rankBy, period }) => [slug, rankBy, period]),
      [
        ['top', 'points', 'all-time'],
        ['messages', 'messages', 'all-time'],
      ],
    );
  });
});

describe('GET …/leaderboards/{slug}', () => {
  it('answers an empty board before anything happened', async (context) => {
    const board = await readBoard(await BridgeServer.start(context), 'top');
    assert.deepEqual([board.entries, board.total, board.updatedAt], [[], 0, null]);
  });

  it('ranks by score', async (context) => {
    const board = await readBoard(await startWithVisitors(context, 3), 'top');
    assert.deepEqual(
      board.entries.map(({ rank, score, member }) => [rank, score, member.name]),
      [
        [1, 3, 'Visitor 0'],
        [2, 2, 'Visitor 1'],
        [3, 1, 'Visitor 2'],
      ],
    );
    assert.equal(board.updatedAt, '2025-08-03T10:00:00.000Z');
  });

  it('trims to the limit, and still says how many there are', async (context) => {
    const bridge = await startWithVisitors(context, 3);
    const board = await readBoard(bridge, 'top?limit=2');
    assert.deepEqual([board.entries.length, board.total, board.size], [2, 3, 100]);
  });

  it('answers the board’s default period, and others when asked', async (context) => {
    const bridge = await startWithVisitors(context, 1);
    assert.equal((await readBoard(bridge, 'top')).period, 'all-time');
    const monthly = await readBoard(bridge, 'top?period=monthly');
    assert.deepEqual([monthly.period, monthly.periodKey, monthly.entries.length], ['monthly', '2025-09', 0]);
    assert.equal(monthly.periodEndsAt, '2025-10-01T00:00:00.000Z');
    bridge.now = Date.parse('2025-08-31T23:59:59.999Z');
    assert.equal((await readBoard(bridge, 'top?period=monthly')).entries.length, 1);
  });

  const refused: readonly (readonly [path: string, status: number, code: string, names?: RegExp])[] = [
    ['leaderboards/nope', 404, 'unknown-board'],
    ['leaderboards/top?period=yearly', 404, 'unknown-board'],
    ['leaderboards/__proto__', 404, 'unknown-board'],
    ['leaderboards/top?period=hourly', 400, 'malformed-request', /period: /],
    ['leaderboards/top?limit=0', 400, 'malformed-request', /limit: /],
    ['leaderboards/top?limit=101', 400, 'malformed-request', /limit: /],
    ['leaderboards/top?limit=ten', 400, 'malformed-request', /limit: /],
    ['leaderboards/top?limit=', 400, 'malformed-request', /limit: /],
    ['leaderboards/top?limit=-1', 400, 'malformed-request', /limit: /],
    ['leaderboards/top?since=yesterday', 400, 'malformed-request', /since: /],
    ['leaderboards/top/x', 404, 'not-found'],
    ['nothing', 404, 'not-found'],
  ];
  for (const [path, status, code, names] of refused) {
    it(`answers ${status} ${code} to ${path}`, async (context) => {
      const bridge = await BridgeServer.start(context);
      const response = await bridge.get(path);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      const { detail = '' } = await assertProblem(response, status, code);
      if (names !== undefined) assert.match(detail, names);
    });
  }

  it('names every parameter that does not fit', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await bridge.get('leaderboards/top?limit=x&period=x&since=x');
    const { detail = '' } = await assertProblem(response, 400, 'malformed-request');
    for (const name of ['limit', 'period', 'since']) assert.ok(detail.includes(`${name}: `), detail);
  });

  it('answers 404 for a community it does not have', async (context) => {
    const bridge = await BridgeServer.start(context);
    for (const path of ['leaderboards', 'leaderboards/top', 'channels/general/messages', 'events?topics=board/top']) {
      const response = await fetch(`${bridge.url}/v1/communities/nope/${path}`);
      await assertProblem(response, 404, 'unknown-community');
    }
  });

  it('answers for its only community by the word only', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await fetch(`${bridge.url}/v1/communities/only/leaderboards/top`);
    assert.deepEqual(await response.json(), await bridge.getJson('leaderboards/top'));
  });

  it('says that a community has to be named where there are several', async (context) => {
    const bridge = await startWithAccess(context);
    const response = await fetch(`${bridge.url}/v1/communities/only/leaderboards/top`);
    const { detail = '' } = await assertProblem(response, 404, 'unknown-community');
    assert.match(detail, /more than one community: name yours by community-id/);
  });

  it('takes a community whose id is only for itself', async (context) => {
    const demo = await demoConfig();
    const communities = demo.communities.flatMap((community) => [
      { ...community, boards: [] },
      { ...community, id: 'only', slackTeams: [] },
    ]);
    const bridge = await BridgeServer.start(context, { config: { ...demo, communities } });
    const { status } = await fetch(`${bridge.url}/v1/communities/only/leaderboards/top`);
    assert.equal(status, 200);
  });

  it('answers HEAD without a body', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await fetch(`${bridge.url}/v1/communities/${COMMUNITY}/leaderboards/top`, { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.ok(response.headers.has('etag'));
    assert.equal(await response.text(), '');
  });
});

describe('a snapshot', () => {
  it('may be read from any origin, and kept only to ask again', async (context) => {
    const bridge = await BridgeServer.start(context);
    const { headers } = await bridge.get('leaderboards/top', { origin: 'https://example.com' });
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('cache-control'), 'public, max-age=0, must-revalidate');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-type') ?? '', /^application\/json/);
  });

  it('stays valid while its content stands still, though the log goes on', async (context) => {
    const bridge = await startWithVisitors(context, 1);
    const before = await bridge.get('leaderboards/messages');
    const etag = before.headers.get('etag') ?? '';
    await bridge.postReturning({ ...fixture('user-joins-server.json') });
    const after = await bridge.get('leaderboards/messages');
    assert.notDeepEqual(await after.json(), await before.json());
    const again = await bridge.get('leaderboards/messages', { 'if-none-match': etag });
    assert.deepEqual([again.status, again.headers.get('etag')], [304, etag]);
  });

  it('is told anew to a reader whose copy has a cursor that the log has lost, or never had', async (context) => {
    const bridge = await BridgeServer.start(context, { config: await demoConfig({ logEntries: 3 }) });
    const etag = (await bridge.get('leaderboards/messages')).headers.get('etag') ?? '';
    const read = async (known: string): Promise<number> =>
      (await bridge.get('leaderboards/messages', { 'if-none-match': known })).status;
    await growLog(bridge, 3);
    assert.equal(await read(etag), 304);
    await growLog(bridge, 1);
    assert.equal(await read(etag), 200);
    const other = await BridgeServer.start(context);
    const theirs = (await other.get('leaderboards/messages')).headers.get('etag') ?? '';
    assert.equal(await read(theirs), 200);
  });

  it('is told anew to a reader whose copy is so old that the stream would have much to tell', async (context) => {
    const bridge = await BridgeServer.start(context);
    const etag = (await bridge.get('leaderboards/messages')).headers.get('etag') ?? '';
    const read = async (): Promise<Response> => bridge.get('leaderboards/messages', { 'if-none-match': etag });
    await growLog(bridge, 500);
    assert.equal((await read()).status, 304);
    await growLog(bridge, 1);
    assert.equal((await read()).status, 200);
  });

  it('answers 304 to a reader who has it, however the tag is written, and 200 once it changed', async (context) => {
    const bridge = await BridgeServer.start(context);
    const etag = (await bridge.get('leaderboards/top')).headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await bridge.get('leaderboards/top', { 'if-none-match': known });
      assert.equal(response.status, 304);
      assert.equal(response.headers.get('etag'), etag);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      assert.equal(await response.text(), '');
    }
    await bridge.postReturning(fixture('user-joins-server.json'));
    assert.equal((await bridge.get('leaderboards/top', { 'if-none-match': etag })).status, 200);
  });

  it('has a preflight that allows a reader’s Last-Event-ID', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await fetch(`${bridge.url}/v1/communities/${COMMUNITY}/events`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.com',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'last-event-id',
      },
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.match(response.headers.get('access-control-allow-headers') ?? '', /last-event-id/i);
  });
});
