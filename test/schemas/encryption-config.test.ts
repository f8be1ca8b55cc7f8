import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encryptionConfig } from '../../src/schemas/config.ts';

const keys = ['0123456789abcdef0123456789abcdef'];

describe('encryptionConfig', () => {
  it('takes GCM alone, with its IV before and its tag after the ciphertext, in base64, in data', () => {
    assert.deepEqual(encryptionConfig.parse({ keys }), {
      keys,
      required: false,
      modes: ['gcm'],
      wrapper: 'data',
      encoding: 'base64',
      iv: 'prefix',
      ivBytes: 12,
      tag: 'suffix',
    });
  });

  const misfits: Record<string, object> = {
    'no keys': { keys: [] },
    'a mode of another cipher': { modes: ['ctr'] },
    'no mode': { modes: [] },
    'an IV after the ciphertext': { iv: 'suffix' },
    'an IV in two places': { iv: { field: 'iv', header: 'x-iv' } },
    'a tag nowhere': { tag: null },
    'a header with a space': { tag: { header: 'x tag' } },
    'another encoding': { encoding: 'utf8' },
    'an IV of no length': { ivBytes: 0 },
    'a misspelt key': { wraper: null },
  };
  for (const [title, keysOfForm] of Object.entries(misfits)) {
    it(`refuses ${title}`, () => assert.equal(encryptionConfig.safeParse({ keys, ...keysOfForm }).success, false));
  }
});
