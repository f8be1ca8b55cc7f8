import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { decode } from '../../schemas/decode.ts';
import { CommandError } from '../commands/command.ts';
import { controlReply, type ControlRequest } from './request.ts';

/**
 * Has a running bridge do a command.
 * @param path the socket in its data folder
 * @returns whether it did what it was asked; undefined where no bridge listens
 * @throws {CommandError} when it ends in the middle
 */
export async function askBridge(
  path: string,
  request: ControlRequest,
  print: (line: string) => void,
): Promise<boolean | undefined> {
  const socket = await reach(path);
  if (socket === undefined) return undefined;
  socket.on('error', () => socket.destroy()); // It ended: said below.
  socket.write(`${JSON.stringify(request)}\n`);
  for await (const line of createInterface({ input: socket })) {
    const reply = decode(controlReply, JSON.parse(line), "the bridge's reply");
    if ('ok' in reply) return reply.ok;
    print(reply.line);
  }
  throw new CommandError('The bridge ended before the command did.');
}

/** No socket, one left behind, and a path too long for any. */
const nobodyListens = new Set(['ENOENT', 'ECONNREFUSED', 'EINVAL', 'ENAMETOOLONG']);

async function reach(path: string): Promise<Socket | undefined> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    if (error instanceof Error && 'code' in error && nobodyListens.has(String(error.code))) return undefined;
    throw error;
  }
}
