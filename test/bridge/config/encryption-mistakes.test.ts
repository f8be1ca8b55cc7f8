import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, loadConfig, type BridgeConfig } from '../../../src/bridge/config/config.ts';
import { temporaryFile } from '../../support/bridge-folder.ts';

const ONE = '0123456789abcdef0123456789abcdef';
const OTHER = 'fedcba9876543210fedcba9876543210';

async function load(context: TestContext, encryption: object, demo = false): Promise<BridgeConfig> {
  const file = { demo, communities: [{ id: 'c1', name: 'One', hookSecrets: [`x${ONE}`], encryption }] };
  return loadConfig(await temporaryFile(context, JSON.stringify(file)), { KEY: ONE });
}

async function mistakesOf(context: TestContext, encryption: object, demo?: boolean): Promise<string[]> {
  const error: unknown = await load(context, encryption, demo).then(
    () => assert.fail('it was taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConfigError, String(error));
  return error.mistakes.map(({ path, message }) => `${path.replace('communities.0.encryption.', '')}: ${message}`);
}

describe('the encryption of a community’s hooks', () => {
  it('has its keys in the file, in the environment or in files of their own', async (context) => {
    const file = await temporaryFile(context, `${OTHER}\n`);
    const { encryptionKeys } = await load(context, { keys: [{ env: 'KEY' }, { file }] });
    assert.deepEqual(encryptionKeys, [
      { secret: ONE, communityId: 'c1' },
      { secret: OTHER, communityId: 'c1' },
    ]);
  });

  const misfit = /must have 32 characters, all of them ASCII, for instance from "openssl rand -hex 16"/;
  const keys: readonly (readonly [what: string, key: string, message: RegExp])[] = [
    ['one of 31 characters', ONE.slice(1), /shorter than 32 characters/],
    ['one of 33 characters', `${ONE}x`, misfit],
    ['one of 32 characters and more bytes', 'é'.repeat(32), misfit],
    ['a demo’s', 'demo-hook-encryption-key-32-char', /demo's secret.*"openssl rand -hex 16"/],
    ['the secret of an address', `x${ONE}`, misfit],
  ];
  for (const [what, key, message] of keys) {
    it(`refuses ${what} as a key`, async (context) => {
      const [first = ''] = await mistakesOf(context, { keys: [key] });
      assert.match(first, message);
      assert.ok(!first.includes(key));
    });
  }

  it('takes a demo’s key in a demo, and no short one even there', async (context) => {
    await assert.doesNotReject(load(context, { keys: ['demo-hook-encryption-key-32-char'] }, true));
    assert.match((await mistakesOf(context, { keys: ['short'] }, true)).join(), misfit);
  });

  it('can’t be raw bytes in JSON, nor fields where there is none, told together with all else', async (context) => {
    assert.deepEqual(await mistakesOf(context, { keys: [ONE], encoding: 'binary' }), [
      'encoding: "binary" needs "wrapper": null, because JSON can\'t hold raw bytes',
    ]);
    const mistakes = await mistakesOf(context, {
      keys: ['short'],
      modes: ['none'],
      wrapper: null,
      iv: { field: 'iv' },
      tag: { field: 'tag' },
    });
    assert.deepEqual(
      mistakes.map((mistake) => mistake.split(':')[0]),
      ['modes.0', 'iv', 'tag', 'keys.0'],
    );
  });
});
