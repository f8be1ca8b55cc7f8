import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { encodeEvent } from '../support/client-event-server.ts';
import { LiveSetup } from '../support/client-live-setup.ts';
import { boardChanged, messageOf, messagePosted } from '../support/client-samples.ts';

const board = 'board/top/daily';
const channel = 'channel/general';

describe('LiveConnection and its subscribers', () => {
  it('opens a stream for all when a topic joins, at the lowest cursor', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.send('heartbeat', {}, 'a.12').send('board.changed', boardChanged(13), 'a.13');
    await subscriber.until('event 13');
    const joining = live.subscribe(channel, 'a.10');
    const both = await live.gathered();
    assert.deepEqual([both.topics, both.cursor], [[board, channel], 'a.10']);
    await stream.closed;
    both.hello().send('message.posted', messagePosted(11, messageOf('m1', 1)), 'a.11');
    await joining.until('event 11');
    assert.ok(!subscriber.calls.includes('state reconnecting'));
  });

  it('opens a stream without a topic that nobody follows any more', async (test) => {
    const live = await LiveSetup.start(test);
    const [leaving] = [live.subscribe(channel, 'a.7'), live.subscribe(board, 'a.7')];
    (await live.gathered()).hello();
    await leaving.until('state live');
    leaving.unsubscribe();
    leaving.unsubscribe();
    assert.deepEqual((await live.gathered()).topics, [board]);
  });

  it('keeps its stream when a subscriber leaves and returns, as it does when an element is moved', async (test) => {
    const live = await LiveSetup.start(test);
    const [moved] = [live.subscribe(channel, 'a.7'), live.subscribe(board, 'a.7')];
    const stream = (await live.gathered()).hello();
    stream.send('message.posted', messagePosted(8, messageOf('m1', 1)), 'a.8').send('heartbeat', {}, 'a.30');
    await moved.until('event 8');
    moved.unsubscribe();
    const back = live.subscribe(channel, 'a.8');
    live.clock.advance(50);
    stream.send('message.posted', messagePosted(31, messageOf('m2', 2)), 'a.31');
    await back.until('event 31');
    assert.equal(live.server.untaken, 0);
  });

  it('tells nothing to who joins too late for the stream, before one begins that is early enough', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.send('board.changed', boardChanged(9), 'a.8');
    await subscriber.until('event 9');
    const late = live.subscribe(board, 'a.8');
    stream.send('board.changed', boardChanged(10), 'a.10');
    await subscriber.until('event 10');
    const again = await live.gathered();
    assert.equal(again.cursor, 'a.8');
    again.hello().send('board.changed', boardChanged(10), 'a.10');
    await late.until('event 10');
    assert.deepEqual(late.calls, ['state live', 'event 10']);
  });

  for (const { title, cursor } of [
    { title: 'whose cursor is before the beginning of the stream', cursor: 'a.5' },
    { title: 'from another epoch', cursor: 'b.40' },
  ]) {
    it(`opens anew for a subscriber ${title}`, async (test) => {
      const live = await LiveSetup.start(test);
      await live.live(board, 'a.7');
      live.subscribe(board, cursor);
      await live.gathered();
    });
  }

  it('keeps its stream for some seconds after the last subscriber left, then leaves nothing behind', async (test) => {
    const live = await LiveSetup.start(test);
    const subscriber = live.subscribe(board, 'a.7');
    const stream = (await live.gathered()).hello({ heartbeatMs: 60_000 });
    await subscriber.until('state live');
    subscriber.unsubscribe();
    live.clock.advance(4999);
    assert.equal(live.connection.state, 'live');
    live.clock.advance(1);
    await stream.closed;
    assert.equal(live.connection.state, 'off');
    assert.deepEqual([live.clock.waiting, live.page.listeners], [0, 0]);
  });

  it('is there again for who comes within these seconds, and for who comes after', async (test) => {
    const live = await LiveSetup.start(test);
    const subscriber = live.subscribe(board, 'a.7');
    const stream = (await live.gathered()).hello({ heartbeatMs: 60_000 });
    await subscriber.until('state live');
    subscriber.unsubscribe();
    live.clock.advance(4000);
    const second = live.subscribe(board, 'a.7');
    live.clock.advance(4000);
    stream.send('board.changed', boardChanged(8), 'a.8');
    await second.until('event 8');
    second.unsubscribe();
    live.clock.advance(5000);
    await stream.closed;
    live.subscribe(board, 'a.8');
    assert.equal((await live.gathered()).cursor, 'a.8');
  });

  it('does not come back for nobody when its stream drops', async (test) => {
    const live = await LiveSetup.start(test);
    const subscriber = live.subscribe(board, 'a.7');
    const stream = (await live.gathered()).hello();
    await subscriber.until('state live');
    subscriber.unsubscribe();
    stream.send('bye', { reconnectAfterMs: 0 });
    await stream.closed;
    assert.deepEqual([live.clock.waiting, live.page.listeners, live.connection.state], [0, 0, 'off']);
  });

  it('asks for nothing when the only subscriber leaves at once', async (test) => {
    const live = await LiveSetup.start(test);
    live.subscribe(board, 'a.7').unsubscribe();
    live.clock.advance(5000);
    assert.deepEqual([live.clock.waiting, live.page.listeners, live.server.untaken], [0, 0, 0]);
  });

  it('gives up the request under way when it is closed, and tells everyone', async (test) => {
    const live = await LiveSetup.start(test);
    const subscriber = live.subscribe(board, 'a.7');
    const request = await live.gathered();
    live.connection.close();
    await request.closed;
    assert.deepEqual(subscriber.calls, ['state connecting', 'state off']);
    assert.deepEqual([live.clock.waiting, live.page.listeners], [0, 0]);
  });

  it('tells nothing more after it was closed, even of what had already arrived', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    subscriber.onCall = (call) => call === 'event 8' && live.connection.close();
    const [told, untold] = [8, 9].map((seq) => encodeEvent('board.changed', boardChanged(seq), `a.${seq}`));
    stream.write(`${told}${untold}`);
    await stream.closed;
    assert.deepEqual(subscriber.calls.slice(-2), ['event 8', 'state off']);
  });

  it('lets a subscriber leave while an event is told, itself or another', async (test) => {
    const live = await LiveSetup.start(test);
    const [first, second, third] = [
      live.subscribe(board, 'a.7'),
      live.subscribe(board, 'a.7'),
      live.subscribe(board, 'a.7'),
    ];
    const stream = (await live.gathered()).hello();
    first.onCall = (call) => {
      if (call !== 'event 8') return;
      first.unsubscribe();
      second.unsubscribe();
    };
    stream.send('board.changed', boardChanged(8), 'a.8').send('board.changed', boardChanged(9), 'a.9');
    await third.until('event 9');
    assert.ok(!first.calls.includes('event 9'));
    assert.ok(!second.calls.includes('event 8'));
  });

  it('knows of one who joins while an event is told that this event is missed', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    const joined: ReturnType<LiveSetup['subscribe']>[] = [];
    subscriber.onCall = (call) => {
      if (call === 'event 8') joined.push(live.subscribe(board, 'a.7'));
    };
    stream.send('board.changed', boardChanged(8), 'a.8').send('board.changed', boardChanged(9), 'a.9');
    await subscriber.until('event 9');
    assert.deepEqual(joined[0]?.calls, ['state live']);
    assert.equal((await live.gathered()).cursor, 'a.7');
  });

  it('is not disturbed by a subscriber that throws, and reports what it threw', async (test) => {
    const live = await LiveSetup.start(test);
    const reported = catchReports(test);
    const [broken, sound] = [live.subscribe(board, 'a.7'), live.subscribe(board, 'a.7')];
    const stream = (await live.gathered()).hello();
    broken.onCall = (call) => {
      throw new Error(`broken at ${call}`);
    };
    stream
      .send('board.changed', boardChanged(8), 'a.8')
      .send('gap', { topics: [board], cursor: 'a.9' })
      .end();
    await sound.until('state reconnecting');
    assert.deepEqual(sound.calls, ['state connecting', 'state live', 'event 8', 'gap a.9', 'state reconnecting']);
    const calls = ['state live', 'event 8', 'gap a.9', 'state reconnecting'];
    assert.deepEqual(
      reported,
      calls.map((call) => `broken at ${call}`),
    );
  });
});

/** Node has no `reportError`. */
function catchReports(test: TestContext): string[] {
  const reported: string[] = [];
  globalThis.reportError = (error: unknown) => void reported.push((error as Error).message);
  test.after(() => Reflect.deleteProperty(globalThis, 'reportError'));
  return reported;
}
