import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The bridge can't listen where it was told to. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code = 'listen-failed';
}

export interface ListenPlace {
  readonly port: number;
  /** Default: all addresses. */
  readonly host: string | undefined;
  /** The setting that says the port. */
  readonly setting: string;
}

/** Connections that did not end by then are cut off. */
const STOP_WITHIN_MS = 3000;

/**
 * @returns the server's address
 * @throws {ListenError}
 */
export async function listen(server: Server, { port, host, setting }: ListenPlace): Promise<string> {
  try {
    server.listen({ port, ...(host !== undefined && { host }) });
    await once(server, 'listening');
  } catch (error) {
    const advice = `end what uses it, or set ${setting} to another one (0 takes a free one)`;
    throw new ListenError(`Port ${port} can't be listened on: see the cause, then ${advice}.`, { cause: error });
  }
  return urlOf(server, host);
}

/** Resolves when nobody is connected any more. Of a server that never listened it says so at once, and that is as well. */
export async function closeServer(server: Server): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(cutOff);
}

function urlOf(server: Server, host: string | undefined): string {
  const { port, family, address } = server.address() as AddressInfo;
  const isEverywhere = host === undefined || address === '0.0.0.0' || address === '::';
  const name = family === 'IPv6' ? `[${address}]` : address;
  return `http://${isEverywhere ? 'localhost' : name}:${port}`;
}
