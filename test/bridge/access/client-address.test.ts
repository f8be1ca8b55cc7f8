import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressGroup, clientAddressReader } from '../../../src/bridge/access/client-address.ts';

describe('the client’s address', () => {
  for (const [what, trustProxy, forwardedFor, peer, expected] of [
    ['is the socket’s where no proxy is trusted', 0, '198.51.100.1', '192.0.2.1', '192.0.2.1'],
    ['is what the one proxy saw', 1, '198.51.100.1, 192.0.2.1', '10.0.0.1', '192.0.2.1'],
    ['is what the first of two proxies saw', 2, '198.51.100.1, 192.0.2.1, 10.0.0.2', '10.0.0.1', '192.0.2.1'],
    ['is the farthest there is when proxies are missing', 3, '192.0.2.1', '10.0.0.1', '192.0.2.1'],
    ['is the socket’s when the proxy says nothing', 1, undefined, '10.0.0.1', '10.0.0.1'],
    ['is the first that is no trusted address', ['10.0.0.0/8'], '198.51.100.1, 192.0.2.1, 10.9.9.9', '10.0.0.1', '192.0.2.1'], // prettier-ignore
    ['is the socket’s when that is no trusted address', ['10.0.0.1'], '198.51.100.1', '192.0.2.1', '192.0.2.1'],
    ['is the farthest where all are trusted', ['10.0.0.0/8'], '10.0.0.3, 10.0.0.2', '10.0.0.1', '10.0.0.3'],
    ['never is what is no address', 2, 'evil, 192.0.2.1', '10.0.0.1', '192.0.2.1'],
    ['never is what stands before what is no address', 3, '198.51.100.1, evil, 192.0.2.1', '10.0.0.1', '192.0.2.1'],
    ['knows IPv4 on a socket for both', ['10.0.0.1'], '192.0.2.1', '::ffff:10.0.0.1', '192.0.2.1'],
    ['knows trusted IPv6 networks', ['2001:db8::/32'], '192.0.2.1', '2001:db8::5', '192.0.2.1'],
    ['goes without a port', 1, '192.0.2.1:4711', '10.0.0.1', '192.0.2.1'],
    ['goes without brackets', 1, '[2001:db8::1]:4711', '10.0.0.1', '2001:db8::1'],
    ['is empty once the socket is closed', 0, '192.0.2.1', undefined, ''],
  ] as const) {
    it(what, () => {
      const read = clientAddressReader(typeof trustProxy === 'number' ? trustProxy : [...trustProxy]);
      assert.equal(read({ peer, forwardedFor }), expected);
    });
  }
});

describe('addressGroup', () => {
  for (const [address, group] of [
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['2001:DB8::1:0:0:0:2', '2001:db8:0:1::/64'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['an access id', 'an access id'],
  ] as const) {
    it(`counts ${address} as ${group}`, () => {
      assert.equal(addressGroup(address), group);
    });
  }
});
