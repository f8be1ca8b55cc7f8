import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { AccessKeys } from '../../../src/bridge/access/keys.ts';
import { revokedKey } from '../../../src/bridge/access/revocation.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { SqliteStore } from '../../../src/bridge/store/sqlite.ts';
import type { Json, Store } from '../../../src/bridge/store/store.ts';

const PAGE = 'https://www.example.com';
const request = { communityId: 'c1.eu', name: 'the site', origins: [PAGE] };

function setUp(): { store: Store; keys: AccessKeys; told: Json[] } {
  const store = new SqliteStore({ path: ':memory:', collections: Object.values(collections) });
  const told: Json[] = [];
  store.follow((_space, _epoch, { entry }) => told.push(entry));
  const keys = new AccessKeys({ store, clock: () => 1000, hasCommunity: (id) => id === 'c1.eu' || id === 'c2' });
  return { store, keys, told };
}

describe('access keys', () => {
  it('are 256 random bits, of which only the SHA-256 is kept', async () => {
    const { store, keys } = setUp();
    const { accessId, accessKey } = await keys.make(request);
    assert.equal(Buffer.from(accessKey, 'base64url').length, 32);
    const kept = await store.scan('c1.eu', collections.accessKeys, { limit: 10 });
    const digest = createHash('sha256').update(accessKey).digest('base64url');
    const value = { name: 'the site', origins: [PAGE], digest, madeAt: 1000, revokedAt: null };
    assert.deepEqual(kept, [{ key: accessId, value }]);
    assert.ok(!JSON.stringify(kept).includes(accessKey));
  });

  it('prove the community and the origins they were made for', async () => {
    const { keys } = setUp();
    const { accessId, accessKey } = await keys.make(request);
    const proven = { accessId, communityId: 'c1.eu', origins: [PAGE] };
    assert.deepEqual(await keys.prove(accessId, accessKey), proven);
  });

  const attacks: readonly (readonly [what: string, idOf: (id: string) => string, keyOf: (key: string) => string])[] = [
    ['a wrong key', (id) => id, () => 'x'.repeat(43)],
    ['an empty key', (id) => id, () => ''],
    ['the beginning of the key', (id) => id, (key) => key.slice(0, -1)],
    ['the key in another case', (id) => id, (key) => key.toLowerCase()],
    ['what is kept of the key', (id) => id, (key) => createHash('sha256').update(key).digest('base64url')],
    ['an unknown id', (id) => `${id}x`, (key) => key],
    ['an id of another community', (id) => id.replace('c1.eu', 'c2'), (key) => key],
    ['an id of a community there is not', (id) => id.replace('c1.eu', 'c3'), (key) => key],
    ['an id without a community', (id) => id.split('.').at(-1)!, (key) => key],
    ['an empty id', () => '', (key) => key],
    ['the id __proto__', () => '__proto__', (key) => key],
  ];
  for (const [what, idOf, keyOf] of attacks) {
    it(`prove nothing with ${what}`, async () => {
      const { keys } = setUp();
      const { accessId, accessKey } = await keys.make(request);
      assert.equal(await keys.prove(idOf(accessId), keyOf(accessKey)), undefined);
    });
  }

  it('ask the store for no community that only a stranger names: it would make room for it', async () => {
    const refuse = (): never => assert.fail('the store was asked');
    const store = { ...setUp().store, follow: refuse, read: refuse, transact: refuse };
    const keys = new AccessKeys({ store, clock: () => 0, hasCommunity: () => false });
    assert.equal(await keys.prove('nobody.x', 'y'), undefined);
    assert.equal(await keys.revoke('nobody.x'), 'unknown');
    assert.equal(await keys.isActive('nobody.x'), false);
  });

  it('prove nothing once revoked, which the log tells every node once', async () => {
    const { keys, told } = setUp();
    const { accessId, accessKey } = await keys.make(request);
    assert.ok(await keys.isActive(accessId));
    assert.equal(await keys.revoke(accessId), 'revoked');
    assert.equal(await keys.revoke(accessId), 'revoked');
    assert.equal(await keys.prove(accessId, accessKey), undefined);
    assert.equal(await keys.isActive(accessId), false);
    assert.deepEqual(
      told.map((entry) => revokedKey(entry)),
      [undefined, accessId],
    );
  });

  it('are listed with what they are for, revoked ones too, and without what proves them', async () => {
    const { keys } = setUp();
    const made = await Promise.all(Array.from({ length: 250 }, () => keys.make(request)));
    await keys.revoke(made[0]!.accessId);
    const listed = await keys.list('c1.eu');
    assert.deepEqual(
      listed.map(({ accessId }) => accessId),
      made.map(({ accessId }) => accessId).sort(),
    );
    assert.equal(listed.filter(({ revokedAt }) => revokedAt !== null).length, 1);
    assert.deepEqual(Object.keys(listed[0]!), ['accessId', 'name', 'origins', 'madeAt', 'revokedAt']);
  });

  it('can’t revoke what there is not', async () => {
    const { keys } = setUp();
    assert.equal(await keys.revoke('c2.nothing'), 'unknown');
  });
});
