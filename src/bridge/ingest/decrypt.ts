import { createDecipheriv, type DecipherGCM } from 'node:crypto';
import type { EncryptionForm, EncryptionMode } from '../../schemas/encryption-config.ts';
import { DecryptionError, type DecryptionMistake } from './decryption-error.ts';
import { MalformedJsonError, parseJson } from './parse-json.ts';
import { SealedBodyReader, TAG_BYTES, type EncryptedDelivery } from './sealed-body.ts';

/**
 * What, besides the encryption, proves who sent a hook: the unguessable secret in its address, or an address of the sender
 * that is on a list. CBC needs one of them, since whoever can post may change what a text in CBC says without its key.
 */
export type SenderProof = 'path-secret' | 'allowed-address';

export interface Decryption {
  readonly form: EncryptionForm;
  /** All that are active, 32 bytes each; one that fits is enough. */
  readonly keys: readonly Uint8Array[];
  readonly proof: SenderProof | undefined;
}

/** What an encrypted body held: its bytes, and what `parseJson` made of them. */
export interface DecryptedBody {
  readonly bytes: Uint8Array;
  readonly value: unknown;
}

/**
 * Opens a body encrypted with AES-256.
 * @throws {DecryptionError} for whatever does not fit, also for a content that is no JSON: told apart from wrong padding, it
 * would give the content away. Every mode and key is tried before a failure, so that its time says no more.
 */
export function decryptBody(delivery: EncryptedDelivery, { form, keys, proof }: Decryption): DecryptedBody {
  const sealed = new SealedBodyReader(delivery, form);
  const mistakes = new Set<DecryptionMistake>();
  for (const mode of form.modes) {
    for (const key of keys) {
      try {
        return open[mode](sealed, key, proof);
      } catch (error) {
        if (!(error instanceof DecryptionError)) throw error;
        for (const mistake of error.mistakes) mistakes.add(mistake);
      }
    }
  }
  throw new DecryptionError([...mistakes]);
}

type Open = (sealed: SealedBodyReader, key: Uint8Array, proof: SenderProof | undefined) => DecryptedBody;

const open: Readonly<Record<EncryptionMode, Open>> = { gcm: openGcm, cbc: openCbc };

function openGcm(sealed: SealedBodyReader, key: Uint8Array): DecryptedBody {
  const { iv, tag, text } = sealed.readGcm();
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAuthTag(tag);
  const bytes = authentic(decipher, text);
  return { bytes, value: parseContent(bytes) };
}

function authentic(decipher: DecipherGCM, text: Buffer): Buffer {
  const bytes = decipher.update(text);
  try {
    decipher.final();
  } catch {
    throw new DecryptionError(['tag-or-key-wrong']);
  }
  return bytes;
}

function openCbc(sealed: SealedBodyReader, key: Uint8Array, proof: SenderProof | undefined): DecryptedBody {
  if (proof === undefined) throw new DecryptionError(['cbc-unproven']);
  const { iv, text } = sealed.readCbc();
  if (text.length === 0 || text.length % BLOCK_BYTES > 0) throw new DecryptionError(['text-not-whole-blocks']);
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(text), decipher.final()]);
  const paddingBytes = paddingOf(padded);
  // Parsed in any case, so that wrong padding takes as long as wrong content.
  const bytes = padded.subarray(0, padded.length - paddingBytes);
  const value = parseContent(bytes, paddingBytes === 0 ? 'padding-or-key-wrong' : 'content-not-json');
  if (paddingBytes === 0) throw new DecryptionError(['padding-or-key-wrong']);
  return { bytes, value };
}

const BLOCK_BYTES = 16;

/** How many bytes at the end only fill the last block (PKCS #7); 0 where they do not fit. All of a block is looked at. */
function paddingOf(padded: Buffer): number {
  const lastBlock = padded.subarray(-BLOCK_BYTES);
  const count = padded.at(-1) ?? 0;
  const wrong = lastBlock.filter((byte, index) => index >= BLOCK_BYTES - count && byte !== count);
  return count <= BLOCK_BYTES && wrong.length === 0 ? count : 0;
}

function parseContent(bytes: Uint8Array, mistake: DecryptionMistake = 'content-not-json'): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (error instanceof MalformedJsonError) throw new DecryptionError([mistake]);
    throw error;
  }
}
