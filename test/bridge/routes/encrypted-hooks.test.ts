import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { BridgeConfig } from '../../../src/bridge/config/config.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { encryptionConfig } from '../../../src/schemas/config.ts';
import { decode } from '../../../src/schemas/decode.ts';
import type { EncryptionForm } from '../../../src/schemas/encryption-config.ts';
import { leaderboard } from '../../../src/schemas/leaderboard.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../../support/bridge-server.ts';
import { encryptHook, type EncryptedHook, type Sealing } from '../ingest/encrypt-hook.ts';
import { fixture, fixtureBytes } from '../ingest/fixtures.ts';

/** The demo's. */
const KEY = 'demo-hook-encryption-key-32-char';
const OTHER_KEY = 'x'.repeat(32);

const form: EncryptionForm = encryptionConfig.parse({ keys: [KEY], modes: ['gcm', 'cbc'] });
const gcm: Sealing = { mode: 'gcm', key: KEY, iv: Buffer.alloc(12, 1) };
const cbc: Sealing = { mode: 'cbc', key: KEY, iv: Buffer.alloc(16, 1) };
const join = fixtureBytes('user-joins-server.json');

const encrypted = (sealing: Sealing, content: Uint8Array = join, changes: Partial<EncryptionForm> = {}) =>
  encryptHook(content, { ...form, ...changes }, sealing);

async function post(bridge: BridgeServer, { body, headers }: EncryptedHook): Promise<Response> {
  return bridge.postReturning(new Uint8Array(body), headers);
}

/** The demo's configuration with changes to its community's encryption; `null` leaves it out. */
async function configWith(changes: object | null, keys: readonly string[] = [KEY]): Promise<BridgeConfig> {
  const { communities } = await demoConfig();
  const encryption = changes === null ? undefined : encryptionConfig.parse({ keys, ...changes });
  return demoConfig({
    communities: communities.map(({ encryption: _, ...rest }) => ({ ...rest, ...(encryption && { encryption }) })),
    encryptionKeys: keys.map((secret) => ({ secret, communityId: COMMUNITY })),
  });
}

async function startWith(
  context: TestContext,
  changes: object | null,
  keys?: readonly string[],
): Promise<BridgeServer> {
  return BridgeServer.start(context, { config: await configWith(changes, keys) });
}

describe('an encrypted hook', () => {
  for (const sealing of [gcm, cbc]) {
    it(`in ${sealing.mode.toUpperCase()} is taken as the hook that is in it`, async (context) => {
      const bridge = await BridgeServer.start(context);
      assert.deepEqual(await (await post(bridge, encrypted(sealing))).json(), { status: 'accepted' });
      const board = decode(leaderboard, await bridge.getJson('leaderboards/top'), 'the board');
      assert.deepEqual(
        board.entries.map(({ member }) => member.name),
        ['Jane Doe'],
      );
    });
  }

  it('is one delivery with the plain one, and with itself in another encryption', async (context) => {
    const bridge = await BridgeServer.start(context);
    const again = [gcm, { ...gcm, iv: Buffer.alloc(12, 2) }, cbc].map((sealing) => encrypted(sealing));
    await bridge.postReturning(join);
    for (const hook of again) {
      assert.deepEqual(await (await post(bridge, hook)).json(), { status: 'duplicate' });
    }
  });

  it('is put aside decrypted, once, when it can’t be read', async (context) => {
    const bridge = await BridgeServer.start(context);
    const content = { ...fixture('user-joins-server.json'), date: 'yesterday' };
    for (const sealing of [gcm, cbc]) {
      const response = await post(bridge, encrypted(sealing, Buffer.from(JSON.stringify(content))));
      await assertProblem(response, 202, 'dead-letter');
    }
    const letters = await bridge.store.scan(COMMUNITY, collections.deadLetters, { limit: 10 });
    assert.deepEqual(
      letters.map(({ value }) => (value as { body: unknown }).body),
      [content],
    );
  });

  it('belongs to the community of its address, whatever is in it', async (context) => {
    const bridge = await BridgeServer.start(context);
    const content = { ...fixture('user-joins-server.json'), server: { id: 'another' } };
    const response = await post(bridge, encrypted(gcm, Buffer.from(JSON.stringify(content))));
    await assertProblem(response, 403, 'community-mismatch');
  });

  it('is opened with the old key and the new one while both are active', async (context) => {
    const bridge = await startWith(context, {}, [OTHER_KEY, KEY]);
    for (const key of [KEY, OTHER_KEY]) {
      assert.equal((await post(bridge, encrypted({ ...gcm, key }))).status, 200);
    }
  });

  it('is told by its header in any case', async (context) => {
    const bridge = await BridgeServer.start(context);
    const { body } = encrypted(gcm);
    assert.equal((await post(bridge, { body, headers: { 'X-Encrypted': ' TRUE ' } })).status, 200);
    await assertProblem(await post(bridge, { body, headers: { 'x-encrypted': 'false' } }), 202, 'dead-letter');
  });

  it('may be raw bytes, with its IV and its tag in headers', async (context) => {
    const changes: Partial<EncryptionForm> = {
      wrapper: null,
      encoding: 'binary',
      iv: { header: 'X-Iv' },
      tag: { header: 'X-Tag' },
    };
    const bridge = await startWith(context, changes);
    assert.equal((await post(bridge, encrypted(gcm, join, changes))).status, 200);
  });

  it('is refused where no encryption is configured, and told so', async (context) => {
    const bridge = await startWith(context, null);
    await assertProblem(await post(bridge, encrypted(gcm)), 400, 'encryption-not-configured');
    assert.equal((await bridge.postReturning(join)).status, 200);
  });

  it('in CBC is refused where CBC is not switched on', async (context) => {
    const bridge = await startWith(context, {});
    await assertProblem(await post(bridge, encrypted(cbc)), 400, 'decryption-failed');
  });
});

describe('a plain hook', () => {
  it('is refused where encryption is required, and told so', async (context) => {
    const bridge = await startWith(context, { required: true });
    await assertProblem(await bridge.postReturning(join), 400, 'encryption-required');
    assert.equal((await post(bridge, encrypted(gcm))).status, 200);
  });
});

describe('an encrypted hook that can’t be opened', () => {
  const changed = (hook: EncryptedHook, at: number): EncryptedHook => {
    const { data } = JSON.parse(hook.body.toString()) as { data: string };
    const bytes = Buffer.from(data, 'base64');
    bytes[bytes.length - at] = (bytes.at(-at) ?? 0) ^ 1;
    return { ...hook, body: Buffer.from(JSON.stringify({ data: bytes.toString('base64') })) };
  };
  const sized = (bytes: number): EncryptedHook => ({
    ...encrypted(gcm),
    body: Buffer.from(JSON.stringify({ data: Buffer.alloc(bytes).toString('base64') })),
  });
  const raw = (body: string): EncryptedHook => ({ ...encrypted(gcm), body: Buffer.from(body) });

  const attacks: Record<string, EncryptedHook> = {
    'another key': encrypted({ ...gcm, key: OTHER_KEY }),
    'another key in CBC': encrypted({ ...cbc, key: OTHER_KEY }),
    'a changed tag': changed(encrypted(gcm), 1),
    'a changed text': changed(encrypted(gcm), 40),
    'wrong padding': changed(encrypted(cbc), 17),
    'right padding and wrong content': changed(encrypted(cbc), 40),
    'a content that is no JSON': encrypted(gcm, Buffer.from('Jane Doe')),
    'a content in CBC that is no JSON': encrypted(cbc, Buffer.from('Jane Doe')),
    'a content that would change a prototype': encrypted(gcm, Buffer.from('{"__proto__":{}}')),
    'the tag elsewhere': encrypted(gcm, join, { tag: 'prefix' }),
    'another encoding': encrypted(gcm, join, { encoding: 'hex' }),
    'another field': encrypted(gcm, join, { wrapper: 'payload' }),
    'no field': encrypted(gcm, join, { wrapper: null }),
    'a plain body': raw(join.toString()),
    'a body that is no JSON': raw('{'),
    'no body': raw(''),
    'no text': sized(0),
    'a text that is too short': sized(5),
    'half a tag': sized(20),
    'no ciphertext': sized(28),
  };

  it(`gets one answer, byte for byte, whatever did not fit (${Object.keys(attacks).length} attacks)`, async (context) => {
    const bridge = await BridgeServer.start(context);
    const answers = new Set<string>();
    for (const hook of Object.values(attacks)) {
      const response = await post(bridge, hook);
      const headers = [...response.headers].filter(([name]) => name !== 'date');
      await assertProblem(response.clone(), 400, 'decryption-failed');
      answers.add(JSON.stringify([response.status, response.statusText, headers, await response.text()]));
    }
    assert.equal(answers.size, 1, [...answers].join('\n'));
  });

  it('is told to the log with what did not fit, without key or content', async (context) => {
    const bridge = await BridgeServer.start(context);
    for (const hook of Object.values(attacks)) {
      await post(bridge, hook);
      const { event, code, community, reason } = bridge.logEntries.at(-1) ?? {};
      assert.deepEqual([event, code, community], ['hook-refused', 'decryption-failed', COMMUNITY]);
      assert.match(String(reason), /^[a-z]+(-[a-z]+)+(, [a-z]+(-[a-z]+)+)*$/);
    }
    for (const line of bridge.log) assert.doesNotMatch(line, /Jane|demo-hook|@/);
  });

  it('says nothing of the encryption to whom the address’ secret is not known', async (context) => {
    const bridge = await BridgeServer.start(context);
    const { body, headers } = encrypted(gcm);
    await assertProblem(await bridge.postReturning(new Uint8Array(body), headers, 'wrong'), 401, 'unauthorized');
  });
});
