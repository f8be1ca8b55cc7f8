import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeEvent } from '../support/client-event-server.ts';
import { LiveSetup } from '../support/client-live-setup.ts';
import { boardChanged, messageOf, messagePosted } from '../support/client-samples.ts';

const board = 'board/top/daily';
const channel = 'channel/general';

describe('LiveConnection and its stream', () => {
  it('asks once for all topics of one moment, at their lowest cursor', async (test) => {
    const live = await LiveSetup.start(test);
    live.subscribe(channel, 'a.9');
    live.subscribe(board, 'a.7');
    live.subscribe(board, 'a.8');
    const { topics, cursor } = await live.gathered();
    assert.deepEqual(topics, [board, channel]);
    assert.equal(cursor, 'a.7');
  });

  it('is connecting at first, and live from the hello', async (test) => {
    const live = await LiveSetup.start(test);
    assert.equal(live.connection.state, 'off');
    const subscriber = live.subscribe(board, 'a.7');
    assert.deepEqual(subscriber.calls, ['state connecting']);
    (await live.gathered()).hello();
    await subscriber.until('state live');
    assert.equal(live.connection.state, 'live');
  });

  it('tells each event to the subscribers of its topic', async (test) => {
    const live = await LiveSetup.start(test);
    const [first, second, other] = [
      live.subscribe(board, 'a.7'),
      live.subscribe(board, 'a.7'),
      live.subscribe(channel, 'a.7'),
    ];
    const stream = (await live.gathered()).hello();
    stream
      .send('board.changed', boardChanged(8), 'a.8')
      .send('message.posted', messagePosted(9, messageOf('m1', 1)), 'a.9');
    await other.until('event 9');
    assert.deepEqual([first.calls.at(-1), second.calls.at(-1)], ['event 8', 'event 8']);
    assert.ok(!other.calls.includes('event 8'));
  });

  it('passes over events it does not know', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.send('board.exploded', { any: 'thing' }, 'a.8').write('data: unnamed\n\n');
    stream.send('board.changed', boardChanged(9), 'a.9');
    await subscriber.until('event 9');
  });

  for (const isClean of [true, false]) {
    it(`resumes at the watermark after a stream that ${isClean ? 'ended' : 'was cut'}, not at the last event`, async (test) => {
      const live = await LiveSetup.start(test);
      const { subscriber, stream } = await live.live(board, 'a.7');
      stream.send('board.changed', boardChanged(20), 'a.12');
      await subscriber.until('event 20');
      if (isClean) stream.end();
      else stream.cut();
      await subscriber.until('state reconnecting');
      live.clock.advance(1000);
      const again = await live.server.next();
      assert.equal(again.cursor, 'a.12');
      again.hello();
      await subscriber.until('state live');
    });
  }

  it('moves on with the watermark of heartbeats', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.send('heartbeat', {}, 'a.50').end();
    await subscriber.until('state reconnecting');
    live.clock.advance(1000);
    assert.equal((await live.server.next()).cursor, 'a.50');
  });

  it('stays where it was when an event has no id, or one that is no cursor', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.send('board.changed', boardChanged(8)).send('heartbeat', {}, 'not a cursor').end();
    await subscriber.until('state reconnecting');
    live.clock.advance(1000);
    assert.equal((await live.server.next()).cursor, 'a.7');
  });

  it('drops the half of an event with which a stream ends', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    const whole = encodeEvent('board.changed', boardChanged(8), 'a.8');
    stream.write(whole.slice(0, -1)).end();
    await subscriber.until('state reconnecting');
    live.clock.advance(1000);
    const again = await live.server.next();
    assert.equal(again.cursor, 'a.7');
    again.hello().write(whole.slice(0, 30)).write(whole.slice(30));
    await subscriber.until('event 8');
    assert.equal(subscriber.calls.filter((call) => call === 'event 8').length, 1);
  });

  it('tells everyone of a gap when the stream can not resume, and goes on from there', async (test) => {
    const live = await LiveSetup.start(test);
    const [first, second] = [live.subscribe(board, 'a.7'), live.subscribe(channel, 'a.9')];
    const stream = (await live.gathered()).hello({ resumed: 'gap', cursor: 'b.40' });
    await first.until('gap b.40');
    await second.until('gap b.40');
    stream.end();
    await first.until('state reconnecting');
    live.clock.advance(1000);
    assert.equal((await live.server.next()).cursor, 'b.40');
  });

  it('tells a gap in mid-stream to the topics it names, up to the cursor it tells', async (test) => {
    const live = await LiveSetup.start(test);
    const [named, other] = [live.subscribe(board, 'a.7'), live.subscribe(channel, 'a.7')];
    const stream = (await live.gathered()).hello();
    stream.send('gap', { topics: [board], cursor: 'a.30' }).send('gap', { topics: [board], cursor: 'a.30' });
    stream.send('message.posted', messagePosted(31, messageOf('m1', 1)), 'a.31');
    await other.until('event 31');
    assert.deepEqual(named.calls.slice(-2), ['gap a.30', 'gap a.30']);
    assert.ok(!other.calls.some((call) => call.startsWith('gap')));
  });

  it('begins without a cursor where cursors of two epochs meet, and tells everyone of the gap', async (test) => {
    const live = await LiveSetup.start(test);
    const [first, second] = [live.subscribe(board, 'a.7'), live.subscribe(channel, 'b.2')];
    const request = await live.gathered();
    assert.equal(request.cursor, null);
    request.hello({ resumed: 'new', cursor: 'b.5' });
    await first.until('gap b.5');
    await second.until('gap b.5');
  });

  it('ends the subscriptions to a refused topic, and does not ask for it again', async (test) => {
    const live = await LiveSetup.start(test);
    const [refused, granted] = [live.subscribe('board/gone/daily', 'a.7'), live.subscribe(board, 'a.7')];
    const refusal = { topic: 'board/gone/daily', code: 'unknown-board' };
    const stream = (await live.gathered()).hello({ granted: [board], refused: [refusal] });
    await refused.until('refused unknown-board');
    assert.deepEqual(refused.calls.slice(-2), ['state off', 'refused unknown-board']);
    await granted.until('state live');
    stream.end();
    await granted.until('state reconnecting');
    live.clock.advance(1000);
    assert.deepEqual((await live.server.next()).topics, [board]);
  });

  it('takes a stream that does not begin with hello for a broken one', async (test) => {
    const live = await LiveSetup.start(test);
    const subscriber = live.subscribe(board, 'a.7');
    const request = (await live.gathered()).begin();
    request.send('board.changed', boardChanged(8), 'a.8');
    await subscriber.until('state reconnecting');
    assert.ok(!subscriber.calls.includes('event 8'));
    await request.closed;
  });

  it('leaves a stream that says something unreadable of itself, and comes back later and later', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.send('gap', { topics: 'none' }, 'a.8');
    await subscriber.until('state reconnecting');
    await stream.closed;
    live.clock.advance(1000);
    const again = await live.server.next();
    assert.equal(again.cursor, 'a.7');
    again.hello().write('event: board.changed\ndata: {not json\n\n');
    await again.closed;
    assert.equal(live.clock.dueInMs[0], 2000);
  });

  it('leaves a stream whose event does not end', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.write(`data: ${'x'.repeat(8_000_001)}`);
    await subscriber.until('state reconnecting');
    await stream.closed;
  });
});
