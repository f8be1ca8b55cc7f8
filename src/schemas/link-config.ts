import * as z from 'zod/mini';
import { identifier } from './primitives.ts';
import { secret } from './secret.ts';

/** Which people of one platform are which of the other. Each id stands once. */
export const links = z._default(
  z.array(z.strictObject({ returning: identifier, slack: identifier })).check(z.maxLength(10_000)),
  [],
);

/**
 * Makes one member of people with the same e-mail address. Left out: nobody's address is looked at. With it only an HMAC
 * of the address, made with this secret, is kept. A new secret knows nobody again until they are told of.
 */
export const linkByEmail = z.optional(z.strictObject({ secret }));
