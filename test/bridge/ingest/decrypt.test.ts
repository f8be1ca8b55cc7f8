import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { encryptionConfig } from '../../../src/schemas/config.ts';
import type { EncryptionForm } from '../../../src/schemas/encryption-config.ts';
import { decryptBody, type Decryption, type DecryptedBody } from '../../../src/bridge/ingest/decrypt.ts';
import { DecryptionError } from '../../../src/bridge/ingest/decryption-error.ts';
import { encryptHook, type EncryptedHook, type Sealing } from './encrypt-hook.ts';
import { fixture, fixtureBytes } from './fixtures.ts';

const KEY = '0123456789abcdef0123456789ABCDEF';
const OTHER_KEY = 'another key of 32 characters....';
const content = fixtureBytes('user-joins-server.json');

const gcm: Sealing = { mode: 'gcm', key: KEY, iv: Buffer.alloc(12, 7) };
const cbc: Sealing = { mode: 'cbc', key: KEY, iv: Buffer.alloc(16, 7) };

function formOf(keys: object = {}): EncryptionForm {
  return encryptionConfig.parse({ keys: [KEY], ...keys });
}

function open(
  hook: EncryptedHook,
  form: EncryptionForm,
  changes: Partial<Omit<Decryption, 'form' | 'keys'>> & { keys?: string[] } = {},
): DecryptedBody {
  const { keys = [KEY], ...rest } = changes;
  const delivery = { body: hook.body, header: (name: string) => hook.headers[name] };
  return decryptBody(delivery, {
    form,
    keys: keys.map((key) => Buffer.from(key, 'latin1')),
    proof: 'path-secret',
    ...rest,
  });
}

function mistakesOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof DecryptionError) return error.mistakes;
    throw error;
  }
  return assert.fail('it was opened');
}

const places = [{ field: 'nonce' }, { header: 'x-nonce' }];

/** Every form there can be. */
const anyForm = fc
  .record({
    modes: fc.constantFrom(['gcm'], ['cbc'], ['gcm', 'cbc'], ['cbc', 'gcm']),
    wrapper: fc.constantFrom('data', 'payload', null),
    encoding: fc.constantFrom('base64', 'base64url', 'hex', 'binary'),
    iv: fc.constantFrom('prefix', ...places),
    ivBytes: fc.constantFrom(12, 16),
    tag: fc.constantFrom('suffix', 'prefix', { field: 'authTag' }, { header: 'x-auth-tag' }),
  })
  .filter(({ wrapper, encoding, iv, tag }) => {
    const hasFields = [iv, tag].some((place) => typeof place === 'object' && 'field' in place);
    return wrapper === null ? !hasFields : encoding !== 'binary';
  })
  .map(formOf);

const anySealing = (form: EncryptionForm): fc.Arbitrary<Sealing> =>
  fc.constantFrom(...form.modes).chain((mode) => {
    const length = mode === 'gcm' ? form.ivBytes : 16;
    return fc
      .uint8Array({ minLength: length, maxLength: length })
      .map((iv) => ({ mode, key: KEY, iv: Buffer.from(iv) }));
  });

// What would change a prototype is refused whatever it came in.
const harmlessJson = fc.json().filter((json) => !/__proto__|constructor/.test(json));

const anyHook = anyForm.chain((form) => anySealing(form).map((sealing) => ({ form, sealing })));

describe('decryptBody', () => {
  it('opens what was encrypted, in every form', () => {
    fc.assert(
      fc.property(anyHook, harmlessJson, ({ form, sealing }, json) => {
        const body = open(encryptHook(Buffer.from(json), form, sealing), form);
        assert.deepEqual([Buffer.from(body.bytes).toString(), body.value], [json, JSON.parse(json)]);
      }),
      { numRuns: 500 },
    );
  });

  it('opens the form that is assumed: GCM, IV before and tag after the ciphertext, base64 in data', () => {
    const cipher = createCipheriv('aes-256-gcm', KEY, gcm.iv);
    const text = [gcm.iv, cipher.update(content), cipher.final(), cipher.getAuthTag()];
    const body = Buffer.from(JSON.stringify({ data: Buffer.concat(text).toString('base64') }));
    assert.deepEqual(open({ body, headers: {} }, formOf()).value, fixture('user-joins-server.json'));
  });

  it('opens with any of the active keys', () => {
    for (const [sealing, form] of [
      [gcm, formOf()],
      [cbc, formOf({ modes: ['cbc'] })],
    ] as const) {
      const hook = encryptHook(content, form, sealing);
      for (const keys of [
        [KEY, OTHER_KEY],
        [OTHER_KEY, KEY],
      ]) {
        assert.deepEqual(open(hook, form, { keys }).value, fixture('user-joins-server.json'));
      }
    }
  });

  it('opens base64 without its padding, and with a line feed at its end', () => {
    const form = formOf({ wrapper: null });
    const { body, headers } = encryptHook(Buffer.from('{"a":1}'), form, gcm);
    const text = body.toString();
    assert.match(text, /=$/);
    assert.deepEqual(open({ body: Buffer.from(text.replace(/=+$/, '')), headers }, form).value, { a: 1 });
    assert.deepEqual(open({ body: Buffer.from(`${text}\n`), headers }, form).value, { a: 1 });
  });

  describe('in GCM', () => {
    it('opens nothing of which a byte was changed, wherever', () => {
      fc.assert(
        fc.property(anyHook, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ form, sealing }, where, change) => {
          fc.pre(sealing.mode === 'gcm' && form.encoding === 'binary' && !form.modes.includes('cbc'));
          const { body, headers } = encryptHook(content, form, sealing);
          const at = where % body.length;
          body[at] = (body[at] ?? 0) ^ change;
          assert.deepEqual(
            mistakesOf(() => open({ body, headers }, form)),
            ['tag-or-key-wrong'],
          );
        }),
      );
    });

    for (const length of [0, 1, 4, 8, 12, 13, 14, 15, 17, 32]) {
      it(`opens nothing with a tag of ${length} bytes, also when it begins rightly`, () => {
        const form = formOf({ tag: { field: 'tag' } });
        const { body, headers } = encryptHook(content, form, gcm);
        const fields = JSON.parse(body.toString()) as { tag: string };
        const tag = Buffer.concat([Buffer.from(fields.tag, 'base64'), Buffer.alloc(16)]).subarray(0, length);
        const changed = Buffer.from(JSON.stringify({ ...fields, tag: tag.toString('base64') }));
        assert.deepEqual(
          mistakesOf(() => open({ body: changed, headers }, form)),
          ['tag-length-wrong'],
        );
      });
    }
  });

  describe('in CBC', () => {
    const form = formOf({ modes: ['cbc'] });

    it('is opened only where it is switched on', () => {
      const hook = encryptHook(content, form, cbc);
      assert.deepEqual(
        mistakesOf(() => open(hook, formOf())),
        ['tag-or-key-wrong'],
      );
      assert.ok(open(hook, formOf({ modes: ['gcm', 'cbc'] })));
    });

    it('is opened only after another proof', () => {
      const hook = encryptHook(content, form, cbc);
      assert.deepEqual(
        mistakesOf(() => open(hook, form, { proof: undefined })),
        ['cbc-unproven'],
      );
      assert.ok(open(hook, form, { proof: 'allowed-address' }));
    });

    const endings: Record<string, readonly number[]> = {
      'a padding of 0': Array.from({ length: 16 }, () => 0),
      'a padding of 17': Array.from({ length: 16 }, () => 17),
      'a padding that says 2 and has 1': [...Array.from({ length: 14 }, () => 0x20), 3, 2],
      'a padding that begins wrongly': [15, ...Array.from({ length: 15 }, () => 16)],
      'no padding': [...Buffer.from('                ')],
    };
    for (const [title, ending] of Object.entries(endings)) {
      it(`opens nothing with ${title}`, () => {
        const cipher = createCipheriv('aes-256-cbc', KEY, cbc.iv).setAutoPadding(false);
        const blocks = Buffer.concat([Buffer.from('{"a": 1}        '), Buffer.from(ending)]);
        const text = Buffer.concat([cbc.iv, cipher.update(blocks), cipher.final()]).toString('base64');
        const body = Buffer.from(JSON.stringify({ data: text }));
        assert.deepEqual(
          mistakesOf(() => open({ body, headers: {} }, form)),
          ['padding-or-key-wrong'],
        );
      });
    }
  });

  const withData = (data: unknown) => ({ body: Buffer.from(JSON.stringify({ data })), headers: {} });
  const headed = formOf({ iv: { header: 'x-iv' } });
  const fielded = formOf({ iv: { field: 'iv' } });
  const cbcOnly = formOf({ modes: ['cbc'] });
  const sealed = encryptHook(content, formOf(), gcm);
  const misfits: Record<string, readonly [EncryptedHook, EncryptionForm, readonly string[]]> = {
    'another key': [encryptHook(content, formOf(), { ...gcm, key: OTHER_KEY }), formOf(), ['tag-or-key-wrong']],
    'a body that is no JSON': [{ ...sealed, body: Buffer.from('=') }, formOf(), ['body-not-json']],
    'an empty body': [{ ...sealed, body: Buffer.alloc(0) }, formOf(), ['body-not-json']],
    'a body that would change a prototype': [
      { ...sealed, body: Buffer.from('{"__proto__":{"data":"AA=="}}') },
      formOf(),
      ['body-not-json'],
    ],
    'a body that is null': [{ ...sealed, body: Buffer.from('null') }, formOf(), ['field-missing']],
    'a body without the field': [{ ...sealed, body: Buffer.from('{"payload":""}') }, formOf(), ['field-missing']],
    'a field that is no text': [withData({ a: 1 }), formOf(), ['field-missing']],
    'a field named as what objects inherit': [sealed, formOf({ wrapper: 'toString' }), ['field-missing']],
    'no field for the IV': [sealed, fielded, ['field-missing']],
    'no header for the IV': [sealed, headed, ['header-missing']],
    'an IV that is too short': [{ ...sealed, headers: { 'x-iv': 'AAAA' } }, headed, ['iv-length-wrong']],
    'an IV in another encoding': [{ ...sealed, headers: { 'x-iv': '<iv>' } }, headed, ['encoding-wrong']],
    'the tag elsewhere': [sealed, formOf({ tag: 'prefix' }), ['tag-or-key-wrong']],
    'an IV of another length': [sealed, formOf({ ivBytes: 16 }), ['tag-or-key-wrong']],
    'another encoding': [sealed, formOf({ encoding: 'hex' }), ['encoding-wrong']],
    'a text of one more character': [withData('AAAAA'), formOf(), ['encoding-wrong']],
    'half a byte': [withData('abc'), formOf({ encoding: 'hex' }), ['encoding-wrong']],
    'marks within the text': [withData('AAAA AAAA'), formOf(), ['encoding-wrong']],
    'no text': [withData(''), formOf(), ['text-too-short']],
    'an IV alone': [withData(Buffer.alloc(12).toString('base64')), formOf(), ['text-too-short']],
    'an IV and a tag alone': [withData(Buffer.alloc(28).toString('base64')), formOf(), ['tag-or-key-wrong']],
    'half a block': [withData(Buffer.alloc(24).toString('base64')), cbcOnly, ['text-not-whole-blocks']],
    'no block': [withData(Buffer.alloc(16).toString('base64')), cbcOnly, ['text-not-whole-blocks']],
    'a content that is no JSON': [encryptHook(Buffer.from('hello'), formOf(), gcm), formOf(), ['content-not-json']],
    'a content in CBC that is no JSON': [
      encryptHook(Buffer.from('hello'), cbcOnly, cbc),
      cbcOnly,
      ['content-not-json'],
    ],
    'a content that would change a prototype': [
      encryptHook(Buffer.from('{"__proto__":{}}'), formOf(), gcm),
      formOf(),
      ['content-not-json'],
    ],
    'all that was tried, for two modes': [
      encryptHook(content, formOf(), { ...gcm, key: OTHER_KEY }),
      formOf({ modes: ['gcm', 'cbc'] }),
      ['tag-or-key-wrong', 'text-not-whole-blocks'],
    ],
  };
  for (const [title, [hook, form, mistakes]] of Object.entries(misfits)) {
    it(`tells the log of ${title}`, () =>
      assert.deepEqual(
        mistakesOf(() => open(hook, form)),
        mistakes,
      ));
  }

  it('quotes neither key nor content in its error', () => {
    assert.throws(
      () => open(encryptHook(Buffer.from('Jane Doe'), formOf(), gcm), formOf()),
      (error) => error instanceof DecryptionError && !/Jane|0123/.test(`${error.message} ${String(error.cause)}`),
    );
  });

  it('throws nothing but a DecryptionError, whatever comes', () => {
    fc.assert(
      fc.property(
        anyForm,
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((json) => Buffer.from(json)),
        ),
        fc.string(),
        (form, bytes, text) => {
          const headers = { 'x-nonce': text, 'x-auth-tag': text };
          const fields = { data: text, payload: text, nonce: text, authTag: text };
          for (const body of [Buffer.from(bytes), Buffer.from(JSON.stringify(fields))]) {
            assert.ok(mistakesOf(() => open({ body, headers }, form)).length > 0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
