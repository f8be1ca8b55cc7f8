import type { EncryptionForm } from '../../schemas/encryption-config.ts';
import { DecryptionError, type DecryptionMistake } from './decryption-error.ts';
import { MalformedJsonError, parseJson } from './parse-json.ts';

export interface EncryptedDelivery {
  /** As it came. */
  readonly body: Uint8Array;
  /** The value of a header, told without regard to the case of its name. */
  readonly header: (name: string) => string | undefined;
}

/** What is needed to open an encrypted body. */
export interface SealedBody {
  readonly iv: Buffer;
  readonly text: Buffer;
}

export interface TaggedBody extends SealedBody {
  readonly tag: Buffer;
}

type Place = Exclude<EncryptionForm['iv'], string>;
type Encoding = EncryptionForm['encoding'];

export const TAG_BYTES = 16;
const CBC_IV_BYTES = 16;

/** An encrypted body, taken apart as its form says. Each method throws a DecryptionError for what is not where it should be. */
export class SealedBodyReader {
  readonly #form: EncryptionForm;
  readonly #header: EncryptedDelivery['header'];
  /** Undefined where the body is the text itself. */
  readonly #fields: ReadonlyMap<string, unknown> | undefined;
  readonly #text: Buffer;

  /** @throws {DecryptionError} */
  constructor({ body, header }: EncryptedDelivery, form: EncryptionForm) {
    this.#form = form;
    this.#header = header;
    this.#fields = form.wrapper === null ? undefined : fieldsOf(body);
    this.#text = form.wrapper === null ? decodeBody(body, form.encoding) : this.#partAt({ field: form.wrapper });
  }

  readGcm(): TaggedBody {
    const { iv, text } = this.#splitIv(this.#form.ivBytes);
    const { tag } = this.#form;
    switch (tag) {
      case 'prefix':
        requireBytes(text, TAG_BYTES);
        return { iv, tag: text.subarray(0, TAG_BYTES), text: text.subarray(TAG_BYTES) };
      case 'suffix':
        requireBytes(text, TAG_BYTES);
        return { iv, tag: text.subarray(-TAG_BYTES), text: text.subarray(0, -TAG_BYTES) };
      default:
        return { iv, tag: requireLength(this.#partAt(tag), TAG_BYTES, 'tag-length-wrong'), text };
    }
  }

  readCbc(): SealedBody {
    return this.#splitIv(CBC_IV_BYTES);
  }

  #splitIv(ivBytes: number): SealedBody {
    const { iv } = this.#form;
    if (iv !== 'prefix') return { iv: requireLength(this.#partAt(iv), ivBytes, 'iv-length-wrong'), text: this.#text };
    requireBytes(this.#text, ivBytes);
    return { iv: this.#text.subarray(0, ivBytes), text: this.#text.subarray(ivBytes) };
  }

  #partAt(place: Place): Buffer {
    return 'field' in place ? this.#fieldAt(place.field) : this.#headerAt(place.header);
  }

  #fieldAt(name: string): Buffer {
    const value = this.#fields?.get(name);
    if (typeof value !== 'string') throw new DecryptionError(['field-missing']);
    return decodeText(value, this.#form.encoding);
  }

  #headerAt(name: string): Buffer {
    const value = this.#header(name);
    if (value === undefined) throw new DecryptionError(['header-missing']);
    // A header can't hold any byte there is.
    return decodeText(value, this.#form.encoding === 'binary' ? 'base64' : this.#form.encoding);
  }
}

function fieldsOf(body: Uint8Array): ReadonlyMap<string, unknown> {
  try {
    return new Map(Object.entries(parseJson(body) ?? {}));
  } catch (error) {
    if (error instanceof MalformedJsonError) throw new DecryptionError(['body-not-json']);
    throw error;
  }
}

function decodeBody(body: Uint8Array, encoding: Encoding): Buffer {
  const bytes = Buffer.from(body);
  return encoding === 'binary' ? bytes : decodeText(bytes.toString('latin1'), encoding);
}

// Buffer itself passes over what it can't read.
const spelled = {
  base64: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/,
  base64url: /^(?:[\w-]{4})*(?:[\w-]{2}(?:==)?|[\w-]{3}=?)?$/,
  hex: /^(?:[\da-fA-F]{2})*$/,
} as const;

function decodeText(text: string, encoding: Encoding): Buffer {
  const trimmed = text.trim();
  if (encoding === 'binary' || !spelled[encoding].test(trimmed)) throw new DecryptionError(['encoding-wrong']);
  return Buffer.from(trimmed, encoding);
}

function requireBytes(text: Buffer, count: number): void {
  if (text.length < count) throw new DecryptionError(['text-too-short']);
}

function requireLength(part: Buffer, length: number, mistake: DecryptionMistake): Buffer {
  if (part.length !== length) throw new DecryptionError([mistake]);
  return part;
}
