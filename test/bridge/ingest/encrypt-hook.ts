import { createCipheriv } from 'node:crypto';
import type { EncryptionForm, EncryptionMode } from '../../../src/schemas/encryption-config.ts';

export interface Sealing {
  readonly mode: EncryptionMode;
  readonly key: string;
  readonly iv: Buffer;
}

export interface EncryptedHook {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

type Encoding = EncryptionForm['encoding'];

/** Encrypts a body as a platform of that form would. */
export function encryptHook(content: Uint8Array, form: EncryptionForm, { mode, key, iv }: Sealing): EncryptedHook {
  const { text, tag } = mode === 'gcm' ? sealGcm(content, key, iv) : sealCbc(content, key, iv);
  const headers: Record<string, string> = { 'x-encrypted': 'true' };
  const fields: Record<string, string> = {};
  let sealed = text;
  const put = (part: Buffer, place: EncryptionForm['tag']): void => {
    if (place === 'suffix') sealed = Buffer.concat([sealed, part]);
    else if (place === 'prefix') sealed = Buffer.concat([part, sealed]);
    else if ('field' in place) fields[place.field] = write(part, form.encoding);
    else headers[place.header] = write(part, form.encoding === 'binary' ? 'base64' : form.encoding);
  };
  if (tag !== undefined) put(tag, form.tag);
  put(iv, form.iv);
  if (form.wrapper !== null) {
    const wrapped = { ...fields, [form.wrapper]: write(sealed, form.encoding) };
    return { body: Buffer.from(JSON.stringify(wrapped)), headers };
  }
  return { body: form.encoding === 'binary' ? sealed : Buffer.from(write(sealed, form.encoding)), headers };
}

function sealGcm(content: Uint8Array, key: string, iv: Buffer): { text: Buffer; tag: Buffer } {
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
  const text = Buffer.concat([cipher.update(content), cipher.final()]);
  return { text, tag: cipher.getAuthTag() };
}

function sealCbc(content: Uint8Array, key: string, iv: Buffer): { text: Buffer; tag?: Buffer } {
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return { text: Buffer.concat([cipher.update(content), cipher.final()]) };
}

function write(part: Buffer, encoding: Encoding): string {
  return part.toString(encoding);
}
