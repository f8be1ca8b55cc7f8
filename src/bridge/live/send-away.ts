import { encodeControlEvent } from './encode-batch.ts';
import { spreadReturnMs } from './return-spread.ts';
import type { StreamSocket } from './subscriber.ts';

/** Ends a stream at once, with a time to come back. A reader who is behind gets neither that nor what is unsent: it may read no more. */
export function sendAway(socket: StreamSocket): void {
  if (socket.writableEnded || socket.writableLength > 0) {
    socket.destroy();
    return;
  }
  socket.write(encodeControlEvent('bye', { reconnectAfterMs: spreadReturnMs() }));
  socket.end();
}
