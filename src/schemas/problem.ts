import * as z from 'zod/mini';
import { atMost, identifier, wholeNumber } from './primitives.ts';

/**
 * Every error answer of the bridge: problem+json (RFC 9457) with a stable `code` to act on.
 * `detail` says what happened and what to do; it never holds a secret or what was sent.
 */
export const problem = z.object({
  type: z.string().check(atMost(200)),
  title: z.string().check(atMost(200)),
  status: wholeNumber(100),
  code: identifier,
  detail: z.optional(z.string().check(atMost(2000))),
});

export type Problem = z.infer<typeof problem>;
