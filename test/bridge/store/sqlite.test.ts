import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { lockDataFolder } from '../../../src/bridge/store/data-folder-lock.ts';
import { BackupError } from '../../../src/bridge/store/sqlite-backup.ts';
import { SqliteStore, type SqliteStoreOptions } from '../../../src/bridge/store/sqlite.ts';
import { StoreUnavailableError } from '../../../src/bridge/store/store.ts';
import { SmallDisk } from '../small-disk.ts';
import { CONTRACT_LOG_ENTRIES, contractCollections, describeStore } from './store-contract.ts';

const memory: SqliteStoreOptions = {
  path: ':memory:',
  collections: contractCollections,
  logEntries: CONTRACT_LOG_ENTRIES,
};

describeStore('SQLite', async () => new SqliteStore(memory));

describe('SQLite on disk', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'store-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const open = (options: Partial<SqliteStoreOptions> = {}): SqliteStore =>
    new SqliteStore({ ...memory, path: join(folder, 'bridge.sqlite'), bootId: 'boot', ...options });

  async function writeOne(store: SqliteStore): Promise<void> {
    const writes = { claims: ['c'], documents: [], standings: [], entry: 1 };
    await store.transact('s', { reads: [], decide: () => ({ outcome: undefined, writes }) });
  }

  async function cursorAfterReopening(
    first: Partial<SqliteStoreOptions>,
    second: Partial<SqliteStoreOptions>,
    clean: boolean,
  ) {
    const before = open(first);
    await writeOne(before);
    const { cursor } = await before.read('s', []);
    if (clean) await before.close();
    const after = open(second);
    const next = await after.read('s', [() => ({ claims: ['c'] })]);
    await after.close();
    return { cursor, next };
  }

  it('knows after a clean restart what it knew, under the same cursor', async () => {
    const { cursor, next } = await cursorAfterReopening({}, { bootId: 'next boot' }, true);
    assert.deepEqual(next.cursor, cursor);
    assert.equal(next.isClaimed('c'), true);
  });

  it('keeps its epoch when only the process died', async () => {
    const { cursor, next } = await cursorAfterReopening({}, {}, false);
    assert.deepEqual(next.cursor, cursor);
  });

  it('begins a new epoch when the machine went down with the file open', async () => {
    const { cursor, next } = await cursorAfterReopening({}, { bootId: 'next boot' }, false);
    assert.notEqual(next.cursor.epoch, cursor.epoch);
    assert.equal(next.cursor.sequence, cursor.sequence);
  });

  it('begins a new epoch when nobody can tell whether the machine went down', async () => {
    const { cursor, next } = await cursorAfterReopening({ bootId: undefined }, { bootId: undefined }, false);
    assert.notEqual(next.cursor.epoch, cursor.epoch);
  });

  it('refuses a file of a newer version and says what to do', () => {
    const database = new DatabaseSync(join(folder, 'bridge.sqlite'));
    database.exec('PRAGMA user_version = 999');
    database.close();
    assert.throws(() => open(), /schema version 999.*start the newer version/);
  });

  it('says that it is unavailable when the engine fails, and writes nothing', async () => {
    const store = open();
    const other = new DatabaseSync(join(folder, 'bridge.sqlite'));
    other.exec('DROP TABLE claims');
    other.close();
    await assert.rejects(writeOne(store), StoreUnavailableError);
    assert.equal((await store.read('s', [])).cursor.sequence, 0);
    await store.close();
  });

  it('finds out by a probe whether there is room', async (context) => {
    const disk = new SmallDisk(context);
    const store = open();
    disk.fill();
    await assert.rejects(store.probe(), StoreUnavailableError);
    disk.makeRoom();
    await store.probe();
    await store.close();
  });

  it('keeps nothing of what was taken out in its files, once they are shredded', async () => {
    const store = open();
    const secret = 'nobody may find this again';
    const ref = { collection: 'things', key: 'k' };
    await store.upkeep('s', { documents: [{ ...ref, value: secret }] });
    await store.upkeep('s', { removed: { documents: [ref] } });
    await store.shred();
    for (const name of await readdir(folder)) {
      assert.ok(!(await readFile(join(folder, name))).includes(secret), name);
    }
    await store.close();
  });

  it('is backed up while it is written, and a restored copy begins a new epoch', async () => {
    const store = open();
    await writeOne(store);
    const { cursor } = await store.read('s', []);
    const path = join(folder, 'copy.sqlite');
    await Promise.all([store.backup(path), store.upkeep('s', {})]);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    await store.close();
    const restored = open({ path });
    const view = await restored.read('s', [() => ({ claims: ['c'] })]);
    assert.equal(view.isClaimed('c'), true);
    assert.equal(view.cursor.sequence, cursor.sequence);
    assert.notEqual(view.cursor.epoch, cursor.epoch);
    await restored.close();
  });

  it('is backed up whatever is written meanwhile', async () => {
    const store = open();
    const writeMore = (): Promise<void> =>
      store.upkeep('s', { documents: [{ collection: 'things', key: 'k', value: `${Math.random()}`.repeat(5000) }] });
    for (let round = 0; round < 40; round += 1) {
      let isDone = false;
      const backup = store.backup(join(folder, `copy-${round}`)).finally(() => (isDone = true));
      while (!isDone) {
        await writeMore();
        await setImmediate();
      }
      await backup;
    }
    await store.close();
  });

  it('never writes a backup over a file that is there', async () => {
    const store = open();
    const path = join(folder, 'precious');
    await writeFile(path, 'precious');
    await assert.rejects(store.backup(path), BackupError);
    assert.equal(await readFile(path, 'utf8'), 'precious');
    await store.close();
  });

  it('lets one process at a time into a folder, and the next one after it', () => {
    const unlock = lockDataFolder(folder);
    assert.throws(() => lockDataFolder(folder), /Another bridge uses/);
    unlock();
    lockDataFolder(folder)();
  });
});
