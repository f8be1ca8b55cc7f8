import { connect, type Socket } from 'node:net';
import type { TestContext } from 'node:test';

export interface Hold {
  readonly from: string;
  readonly count: number;
  readonly kept: number;
}

/** Connects without asking anything. Resolves when the server has hung up on all but so many. */
export async function hold(context: TestContext, port: number, { from, count, kept }: Hold): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () =>
    connect({ port, host: '127.0.0.1', localAddress: from })
      .on('error', () => undefined)
      .resume(),
  );
  context.after(() => sockets.forEach((socket) => socket.destroy()));
  await new Promise<void>((resolve) => {
    let left = count;
    for (const socket of sockets) socket.on('close', () => (left -= 1) === kept && resolve());
  });
  return sockets.filter(({ destroyed }) => !destroyed);
}
