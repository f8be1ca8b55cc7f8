import { createHmac } from 'node:crypto';

/**
 * All that gets past the door of an e-mail address, where a community links people by it: the same for the same address,
 * and to be guessed by nobody without the secret. Undefined for what is no address.
 */
export type EmailHash = (address: string | undefined) => string | undefined;

/** The longest address there can be (RFC 3696, erratum 1690). */
const MAX_ADDRESS_LENGTH = 254;

export function emailHasher(secret: string): EmailHash {
  return (address = '') => {
    const normal = address.trim().toLowerCase();
    if (normal.length > MAX_ADDRESS_LENGTH || !/^[^\s@]+@[^\s@]+$/.test(normal)) return undefined;
    return createHmac('sha256', secret).update(normal).digest('base64url');
  };
}
