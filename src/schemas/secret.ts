import * as z from 'zod/mini';
import { identifier } from './primitives.ts';

/** A secret as it stands, or where to find it, so that the file itself can be shown around. */
export const secret = z.union(
  [
    z.string().check(z.minLength(1), z.maxLength(512)),
    z.strictObject({ env: identifier }),
    z.strictObject({ file: z.string().check(z.minLength(1), z.maxLength(1024)) }),
  ],
  'must be a text, {"env": "NAME"} or {"file": "path"}',
);

export type Secret = z.infer<typeof secret>;
