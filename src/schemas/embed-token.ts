import * as z from 'zod/mini';
import { atMost, wholeNumber } from './primitives.ts';

export const embedToken = z.object({
  embedToken: z.string().check(atMost(8192)),
  /** Seconds it is good for. */
  expiresIn: wholeNumber(1),
});

export type IssuedToken = z.infer<typeof embedToken>;

/** What a site's own server answers, as it got it from the bridge. */
export const embedTokenAnswer = z.object({ data: embedToken });
