import { createCipheriv, randomBytes } from 'node:crypto';

export type EncryptionMode = 'gcm' | 'cbc';

/**
 * Encrypts a hook's body with AES-256 in the form that a bridge takes by default: IV, ciphertext and (GCM) tag in base64,
 * as `data` of a JSON object.
 */
export function encryptBody(content: Uint8Array, mode: EncryptionMode, key: string): Buffer {
  const sealed = mode === 'gcm' ? sealGcm(content, key) : sealCbc(content, key);
  return Buffer.from(JSON.stringify({ data: sealed.toString('base64') }));
}

function sealGcm(content: Uint8Array, key: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
  return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function sealCbc(content: Uint8Array, key: string): Buffer {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  return Buffer.concat([iv, cipher.update(content), cipher.final()]);
}
