import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sendAway } from '../../../src/bridge/live/send-away.ts';
import { controlEvents } from '../../../src/schemas/control-events.ts';
import { decode } from '../../../src/schemas/decode.ts';
import { ReadSocket } from '../../support/stream-socket.ts';

describe('a reader who is sent away', () => {
  it('hears when to come back, and then the end', async () => {
    const socket = new ReadSocket();
    sendAway(socket);
    const { data } = await socket.until('bye');
    assert.ok(decode(controlEvents.bye, JSON.parse(data), 'the event').reconnectAfterMs <= 3000);
    assert.deepEqual([socket.writableEnded, socket.destroyed], [true, true]);
  });

  it('is cut off with something unsent, and gets nothing of it', () => {
    const socket = new ReadSocket();
    socket.isStuck = true;
    socket.write(Buffer.from('event: x\ndata: {}\n\n'));
    sendAway(socket);
    assert.deepEqual([socket.destroyed, socket.names], [true, []]);
  });

  it('is cut off when the stream was ending already', () => {
    const socket = new ReadSocket();
    socket.isStuck = true;
    socket.end();
    assert.equal(socket.destroyed, false);
    sendAway(socket);
    assert.equal(socket.destroyed, true);
  });
});
