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
  /** What the settings are called that say them. */
  readonly settings: { readonly port: string; readonly host: string };
}

/** Connections that did not end by then are cut off. */
const STOP_WITHIN_MS = 3000;

/**
 * @returns the server's address
 * @throws {ListenError}
 */
export async function listen(server: Server, place: ListenPlace): Promise<string> {
  const { port, host } = place;
  try {
    server.listen({ port, ...(host !== undefined && { host }) });
    await once(server, 'listening');
  } catch (error) {
    throw new ListenError(describeFailure(error, place), { cause: error });
  }
  return urlOf(server, host);
}

function describeFailure(error: unknown, { port, host, settings }: ListenPlace): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return `Port ${port} is taken: end what uses it, or set ${settings.port} to another one (0 takes a free one).`;
    case 'EACCES':
      return `Port ${port} is not for this user: set ${settings.port} to one from 1024 on, and have a proxy pass requests along.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host}: set ${settings.host} to one it has, or leave it out.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `No address is known for ${host}: set ${settings.host} to an address of this machine, or leave it out.`;
    default:
      return `Port ${port}${host === undefined ? '' : ` of ${host}`} can't be listened on: see the cause, ${settings.port} and ${settings.host}.`;
  }
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
