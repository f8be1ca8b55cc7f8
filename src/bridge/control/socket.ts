import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { decode } from '../../schemas/decode.ts';
import type { CommandCall } from '../commands/command.ts';
import { controlRequest, type ControlReply } from './request.ts';

export interface ControlSocketOptions {
  readonly path: string;
  readonly run: (command: string, call: CommandCall) => Promise<boolean>;
}

/** The most a request may have. */
const MAX_REQUEST_BYTES = 1024 * 1024;

/**
 * Lets command lines on this machine, under this user, speak to the running bridge. Whoever calls it has the data folder's
 * lock: a socket that stands there was left behind by a bridge that was killed.
 * @returns how to close it
 */
export async function openControlSocket({ path, run }: ControlSocketOptions): Promise<() => Promise<void>> {
  await rm(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // The caller left.
    void answer(socket, run);
  });
  // The socket is made while `listen` runs, so nobody else ever finds it open to them.
  const before = process.umask(0o177);
  try {
    server.listen(path);
  } finally {
    process.umask(before);
  }
  await once(server, 'listening');
  return async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
}

async function answer(socket: Socket, run: ControlSocketOptions['run']): Promise<void> {
  const leave = new AbortController();
  socket.once('close', () => leave.abort());
  const say = (reply: ControlReply): void => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(reply)}\n`);
  };
  const print = (line: string): void => say({ line });
  let ok = false;
  try {
    const { command, args, cwd } = decode(controlRequest, JSON.parse(await readLine(socket)), 'the request');
    ok = await run(command, { args, cwd, print, signal: leave.signal });
  } catch (error) {
    print(error instanceof Error ? error.message : String(error));
  }
  say({ ok });
  socket.end();
}

async function readLine(socket: Socket): Promise<string> {
  let bytes = 0;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    if (bytes > MAX_REQUEST_BYTES) socket.destroy();
  });
  for await (const line of createInterface({ input: socket })) return line;
  throw new Error('The caller left without a request.');
}
