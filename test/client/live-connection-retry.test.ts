import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeEvent } from '../support/client-event-server.ts';
import { LiveSetup } from '../support/client-live-setup.ts';
import { boardChanged } from '../support/client-samples.ts';

const board = 'board/top/daily';

describe('LiveConnection after a drop', () => {
  it('comes back later with each failed try, up to 30 s, and is stale after 30 s without a stream', async (test) => {
    const live = await LiveSetup.start(test);
    const subscriber = live.subscribe(board, 'a.7');
    (await live.gathered()).cut();
    await subscriber.until('state reconnecting');
    for (const delayMs of [1000, 2000, 4000, 8000]) {
      await live.clock.timerDueIn(delayMs);
      live.clock.advance(delayMs - 1);
      assert.equal(live.server.untaken, 0);
      live.clock.advance(1);
      (await live.server.next()).answer(500);
    }
    await live.clock.timerDueIn(16_000);
    assert.equal(live.connection.state, 'reconnecting');
    live.clock.advance(15_000);
    assert.equal(live.connection.state, 'stale');
    live.clock.advance(1000);
    (await live.server.next()).hello();
    await subscriber.until('state live');
  });

  it('begins with short delays again once a stream has lived for five seconds', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.cut();
    await subscriber.until('state reconnecting');
    live.clock.advance(1000);
    const second = (await live.server.next()).hello({ heartbeatMs: 60_000 });
    await subscriber.until('state live');
    live.clock.advance(5000);
    second.cut();
    await subscriber.until('state reconnecting');
    live.clock.advance(1000);
    await live.server.next();
  });

  const retried = [
    { title: 'a server error', status: 500 },
    { title: 'too many requests', status: 429 },
    { title: 'no content', status: 204 },
    { title: 'a page where a stream was asked for', status: 200, headers: { 'content-type': 'text/html' } },
  ];
  for (const { title, status, headers } of retried) {
    it(`tries again after ${title}`, async (test) => {
      const live = await LiveSetup.start(test);
      const subscriber = live.subscribe(board, 'a.7');
      (await live.gathered()).answer(status, headers);
      await subscriber.until('state reconnecting');
      live.clock.advance(1000);
      (await live.server.next()).hello();
      await subscriber.until('state live');
    });
  }

  const final = [
    { status: 401, code: 'token-required', told: 'token-required' },
    { status: 403, code: 'origin-not-allowed', told: 'origin-not-allowed' },
    { status: 404, code: 'unknown-community', told: 'unknown-community' },
    { status: 404, code: 'something-new', told: 'unknown-community' },
    { status: 400, code: 'bad-request', told: 'version-mismatch' },
  ];
  for (const { status, code, told } of final) {
    it(`ends with ${told} when the answer is ${status} ${code}, and leaves nothing behind`, async (test) => {
      const live = await LiveSetup.start(test);
      const [first, second] = [live.subscribe(board, 'a.7'), live.subscribe(board, 'a.7')];
      const problem = JSON.stringify({ type: 'about:blank', title: 'No', status, code });
      (await live.gathered()).answer(status, { 'content-type': 'application/problem+json' }, problem);
      await first.until(`refused ${told}`);
      await second.until(`refused ${told}`);
      assert.equal(live.connection.state, 'off');
      assert.deepEqual([live.clock.waiting, live.page.listeners], [0, 0]);
      live.subscribe(board, 'a.8');
      assert.equal((await live.gathered()).cursor, 'a.8');
    });
  }

  for (const signal of ['visible', 'online', 'restored'] as const) {
    it(`tries at once when the page is ${signal}`, async (test) => {
      const live = await LiveSetup.start(test);
      const subscriber = live.subscribe(board, 'a.7');
      (await live.gathered()).cut();
      await subscriber.until('state reconnecting');
      live.page.tell(signal);
      live.clock.advance(0);
      await live.server.next();
    });
  }

  it('does not come back before Retry-After, even when the page becomes visible', async (test) => {
    const live = await LiveSetup.start(test);
    const subscriber = live.subscribe(board, 'a.7');
    (await live.gathered()).answer(503, { 'retry-after': '7' });
    await subscriber.until('state reconnecting');
    assert.equal(live.clock.dueInMs[0], 8000);
    live.clock.advance(3000);
    live.page.tell('visible');
    assert.equal(live.clock.dueInMs[0], 4000);
  });

  it('leaves at bye, keeps its watermark, and comes back when it was asked to', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    const bye = encodeEvent('bye', { reconnectAfterMs: 5000 }, 'a.9');
    stream.write(`${bye}${encodeEvent('board.changed', boardChanged(10), 'a.10')}`);
    await subscriber.until('state reconnecting');
    await stream.closed;
    assert.equal(live.clock.dueInMs[0], 6000);
    live.clock.advance(6000);
    assert.equal((await live.server.next()).cursor, 'a.9');
    assert.ok(!subscriber.calls.includes('event 10'));
  });

  it('gives up a stream that is silent for two and a half heartbeats; any byte counts as life', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    live.clock.advance(2400);
    stream.write(': still here\n\n').send('board.changed', boardChanged(8), 'a.8');
    await subscriber.until('event 8');
    live.clock.advance(2499);
    assert.equal(live.connection.state, 'live');
    live.clock.advance(1);
    assert.equal(live.connection.state, 'reconnecting');
    await stream.closed;
  });

  it('gives up an answer that does not begin, and a stream that says no hello', async (test) => {
    const live = await LiveSetup.start(test);
    const subscriber = live.subscribe(board, 'a.7');
    const silent = await live.gathered();
    live.clock.advance(15_000);
    await subscriber.until('state reconnecting');
    await silent.closed;
    live.clock.advance(1000);
    const mute = (await live.server.next()).begin();
    await live.clock.timerDueIn(37_500);
    live.clock.advance(37_500);
    await mute.closed;
  });

  it('is offline while it has no stream and the browser no network', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    live.page.tell('offline');
    assert.equal(live.connection.state, 'live');
    stream.cut();
    await subscriber.until('state offline');
    live.clock.advance(0);
    live.page.tell('online');
    assert.equal(live.connection.state, 'reconnecting');
    live.clock.advance(0);
    (await live.server.next()).hello();
    await subscriber.until('state live');
  });

  it('opens anew when the page returns from where the browser had put it away', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.send('heartbeat', {}, 'a.12').send('board.changed', boardChanged(13), 'a.13');
    await subscriber.until('event 13');
    live.page.tell('restored');
    await stream.closed;
    const again = await live.server.next();
    assert.equal(again.cursor, 'a.13');
    again.hello();
    await subscriber.until('state live');
  });
});
