import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Hub } from '../../../src/bridge/live/hub.ts';
import { MAX_UNSENT_BYTES, MAX_UNSENT_MS } from '../../../src/bridge/live/subscriber.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { parseCursor, type Cursor } from '../../../src/schemas/cursor.ts';
import type { BoardChanged } from '../../../src/schemas/board-events.ts';
import type { Gap, Hello } from '../../../src/schemas/control-events.ts';
import type { MessageDeleted } from '../../../src/schemas/message-events.ts';
import { community, keepFact, memoryStore, NOON } from '../../support/community.ts';
import { findingBot } from '../../support/deeds.ts';
import { posted, visited } from '../../support/facts.ts';
import { ReadSocket } from '../../support/stream-socket.ts';

const VISITS = 'board/visits/all-time';
const GENERAL = 'channel/general';

describe('Hub', () => {
  let store: Store;
  let hub: Hub;
  let errors: unknown[];

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOON });
    start(memoryStore(20));
  });
  afterEach(async () => {
    hub.close(() => 0);
    mock.timers.reset();
    await store.close();
  });

  function start(withStore: Store): void {
    store = withStore;
    errors = [];
    hub = new Hub({
      store,
      community,
      heartbeatMs: 15_000,
      clock: Date.now,
      onError: (error) => errors.push(error),
    });
    store.follow((_space, epoch, entry) => hub.publish(epoch, entry));
  }

  async function open(topics: string[], cursor?: Cursor, socket = new ReadSocket()): Promise<ReadSocket> {
    await hub.open(socket, { granted: topics, refused: [], boards: new Set(), me: undefined, cursor }, NOON + 600_000);
    return socket;
  }

  async function cursorNow(): Promise<Cursor> {
    return (await store.read(community.id, [])).cursor;
  }

  const dataOf = <Data>(event: { data: string }): Data => JSON.parse(event.data) as Data;

  it('greets with the cursor from which the stream goes on', async () => {
    await keepFact(store, visited('ann'));
    const socket = await open([VISITS]);
    const hello = dataOf<Hello>(await socket.until('hello'));
    const cursor = await cursorNow();
    assert.equal(hello.cursor, `${cursor.epoch}.${cursor.sequence}`);
    assert.deepEqual([hello.resumed, hello.granted, hello.heartbeatMs], ['new', [VISITS], 15_000]);
    assert.equal(socket.lastId, hello.cursor);
  });

  it('tells a change to those who asked for its topic, and to nobody else', async () => {
    const [visits, general] = [await open([VISITS]), await open([GENERAL])];
    await keepFact(store, visited('ann'));
    const changed = dataOf<BoardChanged>(await visits.until('board.changed'));
    assert.equal(changed.rows[0]?.member.name, 'Ann');
    assert.deepEqual([changed.topic, changed.seq, changed.rows[0]?.score], [VISITS, 1, 1]);
    assert.deepEqual(general.names, ['hello']);
  });

  it('tells what was missed since the cursor, merged, then goes on live', async () => {
    await keepFact(store, visited('ann', NOON));
    const cursor = await cursorNow();
    await keepFact(store, visited('ann', NOON + 1));
    await keepFact(store, visited('bob', NOON + 2));
    const socket = await open([VISITS], cursor);
    assert.equal(dataOf<Hello>(await socket.until('hello')).resumed, 'yes');
    const missed = dataOf<BoardChanged>(await socket.until('board.changed'));
    assert.deepEqual(missed.rows.map(({ member, score }) => [member.name, score]), [['Ann', 2], ['Bob', 1]]); // prettier-ignore
    await keepFact(store, visited('cy', NOON + 3));
    assert.equal(dataOf<BoardChanged>(await socket.until('board.changed', 2)).seq, 4);
  });

  describe('answers a gap', () => {
    it('to a cursor of another log', async () => {
      const socket = await open([VISITS], { epoch: 'another', sequence: 0 });
      assert.equal(dataOf<Hello>(await socket.until('hello')).resumed, 'gap');
    });

    it('to a cursor ahead of the log', async () => {
      const { epoch } = await cursorNow();
      const socket = await open([VISITS], { epoch, sequence: 1 });
      assert.equal(dataOf<Hello>(await socket.until('hello')).resumed, 'gap');
    });

    it('to a cursor older than the log', async () => {
      const cursor = await cursorNow();
      for (let visit = 0; visit < 21; visit += 1) await keepFact(store, visited('ann', NOON + visit));
      assert.equal(dataOf<Hello>(await (await open([VISITS], cursor)).until('hello')).resumed, 'gap');
      const justKept = { ...cursor, sequence: 1 };
      assert.equal(dataOf<Hello>(await (await open([VISITS], justKept)).until('hello')).resumed, 'yes');
    });
  });

  it('gathers the changes of a busy board, and holds the watermark back meanwhile', async () => {
    const socket = await open([VISITS, GENERAL]);
    await keepFact(store, visited('ann', NOON));
    await socket.until('board.changed');
    await keepFact(store, visited('ann', NOON + 1));
    await keepFact(store, posted('ann', 'hi'));
    await keepFact(store, visited('bob', NOON + 2));
    await socket.until('message.posted');
    assert.equal(parseCursor(socket.lastId ?? '')?.sequence, 1, 'the second visit is still unsent');
    mock.timers.tick(250);
    const gathered = await socket.until('board.changed', 2);
    assert.deepEqual(dataOf<BoardChanged>(gathered).rows.map(({ member, score }) => [member.name, score]), [['Ann', 2], ['Bob', 1]]); // prettier-ignore
    assert.equal(parseCursor(gathered.id ?? '')?.sequence, 4);
  });

  it('gives only the last of several events the id, since before it the rest is unsent', async () => {
    const cursor = await cursorNow();
    await keepFact(store, posted('ann', 'one', { at: NOON }));
    await keepFact(store, posted('ann', 'two', { at: NOON + 1 }));
    const socket = await open([GENERAL], cursor);
    await socket.until('message.posted', 2);
    assert.deepEqual(
      socket.events.slice(1).map(({ id }) => id),
      [undefined, `${cursor.epoch}.2`],
    );
  });

  it('tells all that one log entry does to a channel at once, so that no cursor lies within it', async () => {
    for (const text of ['one', 'two', 'three']) await keepFact(store, posted('robo', text));
    const cursor = await cursorNow();
    const live = await open([GENERAL]);
    await findingBot(community, 'robo')(store, 0);
    await live.until('message.deleted', 3);
    const later = await open([GENERAL], cursor);
    await later.until('message.deleted', 3);
    const last = `${cursor.epoch}.${cursor.sequence + 1}`;
    for (const { events } of [live, later]) {
      const deleted = events.filter(({ event }) => event === 'message.deleted');
      assert.deepEqual(deleted.map(({ id }) => id), [undefined, undefined, last]); // prettier-ignore
      assert.deepEqual(
        new Set(deleted.map((event) => dataOf<MessageDeleted>(event).seq)),
        new Set([cursor.sequence + 1]),
      );
    }
  });

  it('beats for quiet streams, with the watermark, so that they never fall out of the log', async () => {
    const socket = await open([GENERAL]);
    for (let visit = 0; visit < 25; visit += 1) await keepFact(store, visited('ann', NOON + visit));
    hub.beat(NOON + 15_000);
    assert.equal(parseCursor((await socket.until('heartbeat')).id ?? '')?.sequence, 25);
  });

  it('sends a stream away when its time is up', async () => {
    const socket = await open([GENERAL]);
    hub.beat(NOON + 600_000);
    assert.deepEqual(socket.names, ['hello', 'bye']);
    assert.equal(socket.writableEnded, true);
    assert.equal(hub.streams, 0);
  });

  it('cuts off a client that does not read, and keeps serving the others', async () => {
    const [stuck, reading] = [await open([GENERAL]), await open([GENERAL])];
    stuck.isStuck = true;
    for (let message = 0; message < 2000 && !stuck.destroyed; message += 1) {
      await keepFact(store, posted('ann', `${message} ${'x'.repeat(2000)}`, { at: NOON + message }));
      await reading.until('message.posted', message + 1);
      mock.timers.tick(250);
    }
    assert.equal(stuck.destroyed, true);
    assert.ok(stuck.writableLength < MAX_UNSENT_BYTES * 2);
    assert.equal(reading.destroyed, false);
  });

  describe('replays to a reader who is slow', () => {
    const MESSAGES = 60;
    let socket: ReadSocket;
    let opened: Promise<unknown>;

    /** A stream with 600 kB to be told, of which its reader has taken nothing but the greeting. */
    beforeEach(async () => {
      start(memoryStore());
      const cursor = await cursorNow();
      for (let message = 0; message < MESSAGES; message += 1) {
        await keepFact(store, posted('ann', `${message} ${'x'.repeat(9900)}`, { at: NOON + message }));
      }
      socket = new ReadSocket();
      socket.once('event', () => (socket.isStuck = true));
      opened = open([GENERAL], cursor, socket);
      while (socket.writableLength === 0) await once(socket, 'write');
    });

    it('and cuts them off when they take nothing for ten seconds', async () => {
      mock.timers.tick(MAX_UNSENT_MS - 1);
      assert.equal(socket.destroyed, false);
      mock.timers.tick(1);
      assert.equal(socket.destroyed, true);
      await opened;
      assert.equal(hub.streams, 0);
    });

    it('and gets through as long as they take a piece each time', async () => {
      const isThrough = opened.then(() => true);
      for (let pieces = 1, isLive = false; !isLive; pieces += 1) {
        assert.ok(socket.writableLength <= MAX_UNSENT_BYTES, 'no piece is more than may be unsent');
        assert.ok(pieces < MESSAGES, 'no event is a piece by itself');
        mock.timers.tick(MAX_UNSENT_MS - 1);
        const next = once(socket, 'write').then(() => false);
        socket.drain();
        isLive = await Promise.race([isThrough, next]);
      }
      assert.equal(socket.names.length, 1 + MESSAGES);
      mock.timers.tick(MAX_UNSENT_MS);
      assert.equal(socket.destroyed, false, 'nobody waits for whoever has taken all');
    });

    it('and cuts them off when too much comes meanwhile', async () => {
      for (let message = 0; message < 60 && !socket.destroyed; message += 1) {
        await keepFact(store, posted('bob', `${message} ${'x'.repeat(9900)}`, { at: NOON + 1000 + message }));
        await new Promise((resolve) => setImmediate(resolve));
        mock.timers.tick(250);
      }
      assert.equal(socket.destroyed, true);
      await opened;
    });
  });

  it('writes nothing after the farewell to a client that does not read it, and cuts it off at the next beat', async () => {
    const socket = await open([GENERAL]);
    socket.isStuck = true;
    hub.beat(NOON + 600_000);
    assert.equal(socket.writableEnded, true);
    const { writableLength } = socket;
    await keepFact(store, posted('ann', 'late'));
    hub.beat(NOON + 600_001);
    assert.equal(socket.writableLength, writableLength);
    assert.equal(socket.destroyed, true);
    assert.equal(hub.streams, 0);
  });

  it('tells a gap to everyone, and its operator, when an entry of the log can’t be read', async () => {
    const [visits, general] = [await open([VISITS]), await open([GENERAL])];
    const { epoch } = await cursorNow();
    hub.publish(epoch, { sequence: 1, entry: { at: 0.5, changes: 'none' } });
    for (const socket of [visits, general]) assert.equal(dataOf<Gap>(await socket.until('gap')).cursor, `${epoch}.1`);
    assert.equal(errors.length, 1);
  });

  it('forgets a stream that closed', async () => {
    const socket = await open([GENERAL]);
    assert.equal(hub.streams, 1);
    socket.destroy();
    assert.equal(hub.streams, 0);
  });

  it('tells a gap, and its operator, when the store fails to answer', async () => {
    const socket = await open([VISITS]);
    const read = mock.method(store, 'read', () => Promise.reject(new Error('the disk is gone')));
    await keepFact(store, visited('ann'));
    const gap = await socket.until('gap');
    read.mock.restore();
    const { epoch } = await cursorNow();
    assert.deepEqual(dataOf(gap), { topics: [VISITS], cursor: `${epoch}.1` });
    assert.match(String(errors[0]), /the disk is gone/);
  });
});
