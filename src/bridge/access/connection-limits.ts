import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { OWN_FILES } from './open-files.ts';
import { addressGroup, clientAddressReader } from './client-address.ts';

/** How many connections are held at one time, busy or idle. Undefined: as many as come. */
export interface ConnectionAllowance {
  readonly total: number | undefined;
  readonly perAddress: number | undefined;
}

export interface ConnectionNeeds {
  /** How many files the process may open; undefined where the system does not say. */
  readonly openFiles: number | undefined;
  readonly streamsPerAddress: number;
  /** Whether connections are those of a proxy, so that all clients share its address. */
  readonly isBehindProxy: boolean;
}

/** Of the metrics' own listener: a few scrapers, and no more than what `OWN_FILES` has to spare. */
export const metricsConnections: ConnectionAllowance = { total: 20, perAddress: 10 };

/** Each connection is an open file: one address may hold no more than half of them, if its streams fit into that. */
export function connectionAllowance(needs: ConnectionNeeds): ConnectionAllowance {
  const { openFiles, streamsPerAddress, isBehindProxy } = needs;
  const total = openFiles === undefined ? undefined : openFiles - OWN_FILES;
  if (isBehindProxy) return { total, perAddress: undefined };
  const half = total === undefined ? Infinity : Math.floor(total / 2);
  return { total, perAddress: Math.max(streamsPerAddress, Math.min(2 * streamsPerAddress, half)) };
}

/** Closes what connects beyond the allowance; whoever is connected stays. */
export function limitConnections(
  server: Server,
  { total, perAddress }: ConnectionAllowance,
  onRefused: (limit: 'connections' | 'connectionsPerAddress') => void = () => undefined,
): void {
  if (total !== undefined) server.maxConnections = total;
  server.on('drop', () => onRefused('connections'));
  if (perAddress === undefined) return;
  const openBy = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = addressOf(socket);
    const open = (openBy.get(address) ?? 0) + 1;
    openBy.set(address, open);
    socket.once('close', () => leave(openBy, address));
    if (open <= perAddress) return;
    onRefused('connectionsPerAddress');
    socket.destroy();
  });
}

function leave(openBy: Map<string, number>, address: string): void {
  const left = (openBy.get(address) ?? 1) - 1;
  if (left === 0) openBy.delete(address);
  else openBy.set(address, left);
}

const readPeer = clientAddressReader(0);

function addressOf({ remoteAddress }: Socket): string {
  return addressGroup(readPeer({ peer: remoteAddress, forwardedFor: undefined }));
}
