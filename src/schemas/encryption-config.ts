import * as z from 'zod/mini';

/** The name of a header, which is told without regard to its case. */
const headerName = z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header'));

/** The name of a field in the JSON object that wraps an encrypted text. */
const fieldName = z.string().check(z.minLength(1), z.maxLength(64));

const elsewhere = [z.strictObject({ field: fieldName }), z.strictObject({ header: headerName })] as const;

/**
 * The form of an encrypted hook. Returning.AI documents AES-256 in GCM or CBC and a key of 32 characters, and nothing of
 * where the parts travel: the defaults are ASSUMPTIONS, and the log says of each refused hook what did not fit.
 */
export const encryptionForm = {
  /**
   * The modes that are taken, tried in this order. Naming "cbc" switches it on: it proves nothing of who sent a hook, nor
   * that nobody changed it, so then the secret in the hook's address is the only proof.
   */
  modes: z._default(z.array(z.enum(['gcm', 'cbc'])).check(z.minLength(1), z.maxLength(2)), ['gcm']),
  /** The JSON field that holds the encrypted text; null where the body is that text itself. */
  wrapper: z._default(z.nullable(fieldName), 'data'),
  /** How the text is written down, and with it an IV and a tag that stand elsewhere. `binary`: the bytes themselves. */
  encoding: z._default(z.enum(['base64', 'base64url', 'hex', 'binary']), 'base64'),
  /** Where the IV stands: before the ciphertext, or in a field or a header of its own. */
  iv: z._default(
    z.union([z.literal('prefix'), ...elsewhere], 'must be "prefix", {"field": "…"} or {"header": "…"}'),
    'prefix',
  ),
  /** How long GCM's IV is: mostly 12 bytes, in some libraries 16. CBC's always has 16. */
  ivBytes: z._default(z.int().check(z.minimum(8), z.maximum(64)), 12),
  /** Where GCM's tag of 16 bytes stands: after the ciphertext, before it (after the IV), or in a field or a header of its own. */
  tag: z._default(
    z.union(
      [z.enum(['suffix', 'prefix']), ...elsewhere],
      'must be "suffix", "prefix", {"field": "…"} or {"header": "…"}',
    ),
    'suffix',
  ),
};

const form = z.object(encryptionForm);

export type EncryptionForm = z.infer<typeof form>;
export type EncryptionMode = EncryptionForm['modes'][number];
