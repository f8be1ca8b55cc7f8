import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { BridgeClient } from '../../src/client/bridge-client.ts';
import { communityUrl } from '../../src/client/bridge-reader.ts';
import { openEvents } from '../../src/client/open-events.ts';
import { WidgetError } from '../../src/client/errors.ts';
import { badgesAt } from '../../src/client/read-badges.ts';
import { leaderboardAt } from '../../src/client/read-leaderboard.ts';
import { messagesAt } from '../../src/client/read-messages.ts';
import { EventServer } from '../support/client-event-server.ts';
import { badgeOf, badgeShelfOf, boardRow, leaderboardOf, messageOf, messagePageOf } from '../support/client-samples.ts';
import { FakeClock } from '../support/fake-clock.ts';

const json = { 'content-type': 'application/json' };
const board = leaderboardOf([boardRow('ann', 3)]);

async function start(test: TestContext) {
  const server = await EventServer.start();
  test.after(() => server.stop());
  const clock = new FakeClock();
  const client = new BridgeClient({ apiUrl: server.apiUrl, communityId: 'c1' }, { clock });
  return { server, clock, client };
}

/** A client whose `fetch` only writes down what it is called with. */
function startRecording(answer: unknown, apiUrl = 'https://bridge.test/base/') {
  const requests: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    requests.push({ url: url as string, init });
    return answer instanceof Response ? answer : Response.json(answer);
  };
  return { client: new BridgeClient({ apiUrl, communityId: 'c 1' }, { fetch }), requests };
}

const base = 'https://bridge.test/base/v1/communities/c%201';

describe('BridgeClient', () => {
  it('asks for a board, its period and the cursor to reach', async () => {
    const { client, requests } = startRecording(board);
    assert.deepEqual(await client.read(leaderboardAt({ board: 'top' })), board);
    await client.read(leaderboardAt({ board: 'top', period: 'weekly' }), { since: 'a.7' });
    assert.deepEqual(
      requests.map(({ url, init }) => [url, init.cache]),
      [
        [`${base}/leaderboards/top`, 'default'],
        [`${base}/leaderboards/top?period=weekly&since=a.7`, 'reload'],
      ],
    );
  });

  it('asks for a page of messages, the page before it and the cursor to reach', async () => {
    const page = messagePageOf([messageOf('m1', 1)]);
    const { client, requests } = startRecording(page);
    assert.deepEqual(await client.read(messagesAt({ channel: 'general' })), page);
    await client.read(messagesAt({ channel: 'general', limit: 20, before: '12.m/1' }), { since: 'a.7' });
    assert.deepEqual(
      requests.map(({ url, init }) => [url, init.cache]),
      [
        [`${base}/channels/general/messages`, 'default'],
        [`${base}/channels/general/messages?limit=20&before=12.m%2F1&since=a.7`, 'reload'],
      ],
    );
  });

  it('asks for a member’s badges and the cursor to reach', async () => {
    const shelf = badgeShelfOf([badgeOf('kind')]);
    const { client, requests } = startRecording(shelf);
    assert.deepEqual(await client.read(badgesAt('m/1')), shelf);
    await client.read(badgesAt('me'), { since: 'a.7' });
    assert.deepEqual(
      requests.map(({ url, init }) => [url, init.cache]),
      [
        [`${base}/members/m%2F1/badges`, 'default'],
        [`${base}/members/me/badges?since=a.7`, 'reload'],
      ],
    );
  });

  it('asks for events without a header that would need a preflight', async () => {
    const stream = new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } });
    const { client, requests } = startRecording(stream);
    const { signal } = new AbortController();
    assert.equal(await openEvents(client, { topics: ['board/top/daily', 'channel/x'], cursor: 'a.7', signal }), stream);
    const [request] = requests;
    assert.equal(request?.url, `${base}/events?topics=board%2Ftop%2Fdaily%2Cchannel%2Fx&cursor=a.7`);
    assert.deepEqual(request.init.headers, { accept: 'text/event-stream' });
  });

  const refusals = [
    { status: 404, code: 'unknown-board', told: 'unknown-board', retryable: false },
    { status: 404, code: 'unknown-channel', told: 'unknown-channel', retryable: false },
    { status: 403, code: 'new-kind-of-refusal', told: 'origin-not-allowed', retryable: false },
    { status: 401, code: undefined, told: 'token-required', retryable: false },
    { status: 404, code: undefined, told: 'unknown-community', retryable: false },
    { status: 408, code: undefined, told: 'timeout', retryable: true },
    { status: 422, code: undefined, told: 'version-mismatch', retryable: false },
    { status: 429, code: undefined, told: 'rate-limited', retryable: true },
    { status: 500, code: undefined, told: 'server', retryable: true },
    { status: 204, code: undefined, told: 'server', retryable: true },
  ];
  for (const { status, code, told, retryable } of refusals) {
    it(`tells ${told} when the answer is ${status}${code ? ` with the code ${code}` : ''}`, async (test) => {
      const { server, client } = await start(test);
      const answer = client.read(leaderboardAt({ board: 'top' }));
      const problem = { type: 'about:blank', title: 'No', status, code, detail: 'Because.' };
      (await server.next()).answer(status, json, code === undefined ? '<html>' : JSON.stringify(problem));
      await assert.rejects(answer, (error) => {
        assert.ok(error instanceof WidgetError);
        assert.deepEqual([error.code, error.retryable], [told, retryable]);
        assert.equal(error.message.includes('Because.'), code !== undefined);
        return true;
      });
    });
  }

  it('tells how long the bridge asked to be left alone, in seconds or by a date', async (test) => {
    const { server, client } = await start(test);
    const seconds = client.read(leaderboardAt({ board: 'top' }));
    (await server.next()).answer(429, { 'retry-after': '12' });
    await assert.rejects(seconds, { code: 'rate-limited', retryAfterMs: 12_000 });
    const past = client.read(leaderboardAt({ board: 'top' }));
    (await server.next()).answer(503, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' });
    await assert.rejects(past, { code: 'server', retryAfterMs: 0 });
    const junk = client.read(leaderboardAt({ board: 'top' }));
    (await server.next()).answer(503, { 'retry-after': 'soon' });
    await assert.rejects(junk, (error) => error instanceof WidgetError && error.retryAfterMs === undefined);
  });

  for (const [title, body] of [
    ['is no JSON', '<html>'],
    ['is cut off', JSON.stringify(board).slice(0, -5)],
    ['does not fit its schema', JSON.stringify({ ...board, entries: 'none' })],
  ] as const) {
    it(`tells malformed when an answer ${title}`, async (test) => {
      const { server, client } = await start(test);
      const answer = client.read(leaderboardAt({ board: 'top' }));
      (await server.next()).answer(200, json, body);
      await assert.rejects(answer, { name: 'WidgetError', code: 'malformed' });
    });
  }

  it('tells malformed when events are answered by something else, and lets go of it', async () => {
    const page = new Response('<html>', { headers: { 'content-type': 'text/html' } });
    const { client } = startRecording(page);
    const answer = openEvents(client, { topics: ['channel/x'], signal: new AbortController().signal });
    await assert.rejects(answer, { code: 'malformed' });
    assert.equal(page.bodyUsed, true);
  });

  it('tells server when nothing can be reached, and offline when the browser knows why', async (test) => {
    const { server, client } = await start(test);
    const cut = client.read(leaderboardAt({ board: 'top' }));
    (await server.next()).cut();
    await assert.rejects(cut, { code: 'server' });
    Object.defineProperty(globalThis.navigator, 'onLine', { value: false, configurable: true });
    test.after(() => Reflect.deleteProperty(globalThis.navigator, 'onLine'));
    const offline = client.read(leaderboardAt({ board: 'top' }));
    (await server.next()).cut();
    await assert.rejects(offline, { code: 'offline' });
  });

  it('gives up an answer that is not complete within 15 s', async (test) => {
    const { server, clock, client } = await start(test);
    const answer = client.read(leaderboardAt({ board: 'top' }));
    const request = await server.next();
    request.begin().write('{"slug":');
    clock.advance(15_000);
    await assert.rejects(answer, { code: 'timeout', retryable: true });
    await request.closed;
  });

  it('gives up a stream that does not begin within 15 s, and leaves one alone that has', async (test) => {
    const { server, clock, client } = await start(test);
    const { signal } = new AbortController();
    const late = openEvents(client, { topics: ['channel/x'], signal });
    await server.next();
    clock.advance(15_000);
    await assert.rejects(late, { code: 'timeout' });
    const begun = openEvents(client, { topics: ['channel/x'], signal });
    const request = (await server.next()).begin();
    const { body } = await begun;
    assert.equal(clock.waiting, 0);
    clock.advance(60_000);
    request.write('still here').end();
    const chunk = await body?.getReader().read();
    assert.equal(new TextDecoder().decode(chunk?.value), 'still here');
  });

  it('ends with the reason of its caller when aborted: before, during and after the answer begins', async (test) => {
    const { server, clock, client } = await start(test);
    const reason = new Error('moved on');
    await assert.rejects(client.read(leaderboardAt({ board: 'top' }), { signal: AbortSignal.abort(reason) }), reason);
    const during = new AbortController();
    const answer = client.read(messagesAt({ channel: 'x' }), { signal: during.signal });
    const request = await server.next();
    during.abort(reason);
    await assert.rejects(answer, reason);
    await request.closed;
    const streaming = new AbortController();
    const events = openEvents(client, { topics: ['channel/x'], signal: streaming.signal });
    const stream = (await server.next()).begin();
    const { body } = await events;
    streaming.abort(reason);
    await assert.rejects(async () => body?.getReader().read());
    await stream.closed;
    assert.equal(clock.waiting, 0);
  });
});

describe('communityUrl', () => {
  it('is the same for the same address, however it is written', () => {
    const addresses = ['https://b.test/x', 'https://b.test/x/', 'https://b.test/x//'];
    const urls = addresses.map((apiUrl) => communityUrl({ apiUrl, communityId: 'c/1' }));
    assert.deepEqual([...new Set(urls)], ['https://b.test/x/v1/communities/c%2F1']);
  });

  it('stays on its own origin for a path or nothing', () => {
    assert.equal(communityUrl({ apiUrl: '/bridge', communityId: 'c1' }), '/bridge/v1/communities/c1');
    assert.equal(communityUrl({ apiUrl: '', communityId: 'c1' }), '/v1/communities/c1');
  });
});
