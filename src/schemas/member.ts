import * as z from 'zod/mini';
import { displayName, httpsUrl, identifier } from './primitives.ts';

/** A member as the public may see it. `id` is made by the bridge and says nothing about the platform's own ids. */
export const member = z.object({
  id: identifier,
  name: displayName,
  avatar: z.nullable(httpsUrl),
});

export type Member = z.infer<typeof member>;
