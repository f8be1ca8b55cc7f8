import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '../../../src/schemas/decode.ts';
import { controlEvents } from '../../../src/schemas/control-events.ts';
import { dataEvents } from '../../../src/schemas/live-event.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { getRaw } from '../../support/bridge-raw-http.ts';
import { openStreams } from '../../support/bridge-metrics.ts';
import { BridgeServer, COMMUNITY } from '../../support/bridge-server.ts';
import { fixture, fixtureBytes, slackMessage } from '../ingest/fixtures.ts';

const join = fixtureBytes('user-joins-server.json');

describe('GET …/events', () => {
  it('begins with a hello that says where the stream stands and what it carries', async (context) => {
    const bridge = await BridgeServer.start(context, { heartbeatMs: 7000 });
    const stream = await bridge.openStream('topics=board/top,channel/general');
    const { name, id, data } = await stream.event(0);
    assert.equal(name, 'hello');
    const said = decode(controlEvents.hello, data, 'the hello');
    assert.equal(id, said.cursor);
    assert.deepEqual(said, {
      cursor: said.cursor,
      resumed: 'new',
      granted: ['board/top/all-time', 'channel/general'],
      refused: [],
      heartbeatMs: 7000,
    });
  });

  it('is a stream for any origin, that nothing on the way may hold back or keep', async (context) => {
    const bridge = await BridgeServer.start(context);
    const { response } = await bridge.openStream('topics=board/top', { origin: 'https://example.com' });
    assert.equal(response.status, 200);
    const headers = ['content-type', 'cache-control', 'access-control-allow-origin', 'x-accel-buffering'];
    assert.deepEqual(
      headers.map((name) => response.headers.get(name)),
      ['text/event-stream', 'no-store, no-transform', '*', 'no'],
    );
  });

  it('grants each topic once, in full form, and says why it refused the others', async (context) => {
    const bridge = await BridgeServer.start(context);
    const asked = ['board/top', 'board/top/all-time', 'board/top/daily', 'board/nope', 'board/top/yearly'];
    const more = ['channel/nope', 'member/me', '__proto__', 'board/top/daily/x'];
    const stream = await bridge.openStream(`topics=${[...asked, ...more].join(',')}`);
    const said = decode(controlEvents.hello, (await stream.event(0)).data, 'the hello');
    assert.deepEqual(said.granted, ['board/top/all-time', 'board/top/daily']);
    assert.deepEqual(said.refused, [
      { topic: 'board/nope', code: 'unknown-board' },
      { topic: 'board/top/yearly', code: 'unknown-board' },
      { topic: 'channel/nope', code: 'unknown-channel' },
      { topic: 'member/me', code: 'token-required' },
      { topic: '__proto__', code: 'malformed-request' },
      { topic: 'board/top/daily/x', code: 'malformed-request' },
    ]);
  });

  it('tells a change of a board with the names of its members', async (context) => {
    const bridge = await BridgeServer.start(context);
    const stream = await bridge.openStream('topics=board/top');
    await stream.event(0);
    await bridge.postReturning(join);
    const { id, data } = await stream.named('board.changed');
    const change = decode(dataEvents['board.changed'], data, 'the change');
    assert.deepEqual(
      change.rows.map(({ member, score }) => [member.name, score]),
      [['Jane Doe', 10]],
    );
    assert.equal(id?.split('.')[1], String(change.seq));
  });

  it('tells a message with its author and body', async (context) => {
    const bridge = await BridgeServer.start(context);
    const stream = await bridge.openStream('topics=channel/general');
    await stream.event(0);
    await bridge.postSlack(slackMessage({ text: 'Hello' }));
    const { message } = decode(
      dataEvents['message.posted'],
      (await stream.named('message.posted')).data,
      'the message',
    );
    assert.deepEqual([message.author.name, message.body], ['U123456789', [{ type: 'text', text: 'Hello' }]]);
  });

  it('tells only what was asked for', async (context) => {
    const bridge = await BridgeServer.start(context);
    const stream = await bridge.openStream('topics=channel/general');
    await stream.event(0);
    await bridge.postReturning(join);
    await bridge.postSlack(slackMessage());
    await stream.named('message.posted');
    assert.deepEqual(
      stream.events.map(({ name }) => name),
      ['hello', 'message.posted'],
    );
  });

  it('tells all streams the same, byte for byte', async (context) => {
    const bridge = await BridgeServer.start(context);
    const streams = await Promise.all([1, 2].map(() => bridge.openStream('topics=board/top')));
    await Promise.all(streams.map((stream) => stream.event(0)));
    await bridge.postReturning(join);
    await Promise.all(streams.map((stream) => stream.named('board.changed')));
    assert.equal(streams[0]?.raw, streams[1]?.raw);
  });

  it('tells nothing of an e-mail address', async (context) => {
    const bridge = await BridgeServer.start(context);
    const stream = await bridge.openStream('topics=board/top,channel/general');
    await stream.event(0);
    await bridge.postReturning(join);
    await stream.named('board.changed');
    assert.doesNotMatch(stream.raw, /@/);
  });

  it('beats with its watermark while nothing happens', async (context) => {
    const bridge = await BridgeServer.start(context, { heartbeatMs: 100 });
    const stream = await bridge.openStream('topics=channel/general');
    // The first beat also tells which periods have begun.
    await stream.named('heartbeat');
    await bridge.postReturning(join);
    const { cursor } = (await bridge.getJson('leaderboards/top')) as { cursor: string };
    const first = await stream.named('heartbeat', stream.events.filter(({ name }) => name === 'heartbeat').length);
    const second = await stream.named('heartbeat', stream.events.filter(({ name }) => name === 'heartbeat').length);
    assert.deepEqual([second.id, first.data], [cursor, {}]);
  });

  it('says goodbye when the bridge closes, and ends', async (context) => {
    const bridge = await BridgeServer.start(context);
    const stream = await bridge.openStream('topics=board/top');
    await stream.event(0);
    bridge.bridge.close();
    decode(controlEvents.bye, (await stream.named('bye')).data, 'the bye');
    await stream.ended;
    await assertProblem(await bridge.get('events?topics=board/top'), 503, 'shutting-down');
  });

  it('asks a stream to come again after about ten minutes', async (context) => {
    const bridge = await BridgeServer.start(context, { heartbeatMs: 100 });
    const stream = await bridge.openStream('topics=board/top');
    await stream.event(0);
    bridge.now += 12 * 60_000;
    assert.deepEqual((await stream.named('bye')).data, { reconnectAfterMs: 0 });
    await stream.ended;
  });

  it('forgets a client that is gone', async (context) => {
    const bridge = await BridgeServer.start(context);
    const closed = bridge.nextAnswerToClose();
    const stream = await bridge.openStream('topics=board/top');
    await stream.event(0);
    assert.equal(await openStreams(bridge), 1);
    stream.leave();
    await closed;
    assert.equal(await openStreams(bridge), 0);
  });

  it('answers HEAD with a stream’s headers, and opens none', async (context) => {
    const bridge = await BridgeServer.start(context);
    const url = `${bridge.url}/v1/communities/${COMMUNITY}/events?topics=board/top`;
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(2000) });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    assert.equal(await openStreams(bridge), 0);
    assert.equal((await bridge.get('leaderboards/top')).status, 200);
  });
});

describe('GET …/events refuses', () => {
  const long = 'x'.repeat(101);
  const refused: readonly (readonly [what: string, query: string, names: RegExp])[] = [
    ['no topics', '', /topics: /],
    ['empty topics', 'topics=', /topics: /],
    ['nothing but commas', 'topics=,,', /topics: /],
    ['51 topics', `topics=${Array.from({ length: 51 }, (_, index) => `board/b${index}`).join(',')}`, /topics: /],
    ['a topic no board or channel can have', `topics=board/top,${long}`, /topics: /],
    ['endless topics', `topics=${'x'.repeat(7000)}`, /topics: /],
    ['a cursor that is none', 'topics=board/top&cursor=7', /cursor: /],
    ['a cursor of two lines', 'topics=board/top&cursor=a.1%0Aid:%202', /cursor: /],
    ['an empty cursor', 'topics=board/top&cursor=', /cursor: /],
    ['a cursor beyond all numbers', `topics=board/top&cursor=a.${'9'.repeat(16)}`, /cursor: /],
  ];
  for (const [what, query, names] of refused) {
    it(what, async (context) => {
      const bridge = await BridgeServer.start(context);
      const response = await bridge.get(`events?${query}`);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      const { detail = '' } = await assertProblem(response, 400, 'malformed-request');
      assert.match(detail, names);
    });
  }

  it('to split its headers or events by what it is asked', async (context) => {
    const bridge = await BridgeServer.start(context);
    const path = `/v1/communities/${COMMUNITY}/events?topics=board/top%0D%0AX-Evil:%201`;
    const stream = await bridge.openStream(`topics=${encodeURIComponent('a\n\nevent: bye\ndata: {}\n\n,board/top')}`);
    await stream.event(0);
    await bridge.postReturning(fixture('user-joins-server.json'));
    await stream.named('board.changed');
    assert.deepEqual(
      stream.events.map(({ name }) => name),
      ['hello', 'board.changed'],
    );
    bridge.bridge.close();
    const { head } = await getRaw(bridge.port, path);
    assert.doesNotMatch(head, /x-evil/i);
  });
});
