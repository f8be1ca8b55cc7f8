import { BlockList, isIP, isIPv4 } from 'node:net';
import type { ServerConfig } from '../../schemas/operation-config.ts';

/** Where a request comes from. */
export interface RequestPath {
  /** Of the socket; undefined once it is closed. */
  readonly peer: string | undefined;
  /** `X-Forwarded-For`: what each proxy saw, the nearest last. */
  readonly forwardedFor: string | undefined;
}

/**
 * Finds the client's address. Each proxy adds the address it was asked from, so only what trusted ones added is believed:
 * a client can write anything before that.
 * @returns a function that answers '' when even the socket has none
 */
export function clientAddressReader(trustProxy: ServerConfig['trustProxy']): (path: RequestPath) => string {
  const isProxy = typeof trustProxy === 'number' ? (_: string, hop: number) => hop < trustProxy : trustedIn(trustProxy);
  return ({ peer = '', forwardedFor = '' }) => {
    const hops = [...forwardedFor.split(','), peer].map(bareAddress).reverse();
    const known = upToJunk(hops);
    return known.find((hop, index) => !isProxy(hop, index)) ?? known.at(-1) ?? '';
  };
}

// Nothing beyond what is no address can have been added by a proxy.
function upToJunk(hops: readonly string[]): readonly string[] {
  const junk = hops.findIndex((hop) => isIP(hop) === 0);
  return junk === -1 ? hops : hops.slice(0, junk);
}

/** What limits count an address as: of IPv6 the first half, because every customer has one of those to themselves. */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, missing)).fill('0'), ...after];
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`; // prettier-ignore
}

function trustedIn(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

/** Without a port, brackets, a zone, or the coat that IPv4 wears on a socket for both. */
function bareAddress(text: string): string {
  const trimmed = text.trim();
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(trimmed) ?? [];
  const [, beforePort] = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(trimmed) ?? [];
  return (bracketed ?? beforePort ?? trimmed).replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}
