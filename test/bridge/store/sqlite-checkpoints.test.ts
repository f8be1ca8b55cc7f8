import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { SqliteStore, type SqliteStoreOptions } from '../../../src/bridge/store/sqlite.ts';
import { temporaryFolder } from '../../support/bridge-folder.ts';
import { contractCollections } from './store-contract.ts';

const SPACE = 's';
const MEGABYTE = 1_000_000;

const program = new URL('../../../src/bridge/store/sqlite-checkpoint-thread.ts', import.meta.url);

interface Opened {
  readonly store: SqliteStore;
  readonly folder: string;
  readonly path: string;
}

async function openStore(context: TestContext, options: Partial<SqliteStoreOptions> = {}): Promise<Opened> {
  const folder = await temporaryFolder(context);
  const path = join(folder, 'bridge.sqlite');
  const store = new SqliteStore({ path, collections: contractCollections, checkpoints: 'thread', ...options });
  context.after(() => store.close());
  return { store, folder, path };
}

/** The same, once the thread works. */
async function openWithThread(context: TestContext): Promise<Opened> {
  const opened = await openStore(context);
  await write(opened, 'mark', 'the thread was here');
  await until(async () => (await readFile(opened.path)).includes('the thread was here'));
  return opened;
}

const ref = (key: string) => ({ collection: 'things', key });

async function write({ store }: Opened, key: string, value: string): Promise<void> {
  await store.upkeep(SPACE, { documents: [{ ...ref(key), value }] });
}

/** Asks again and again, until the test's own time is over. */
async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await setTimeout(5);
}

/** Another program that reads the file as it is now, until it closes it. */
function startReading({ path }: Opened): DatabaseSync {
  const reader = new DatabaseSync(path);
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM things').get();
  return reader;
}

/** How often the log has begun anew (SQLite's file format, 4.1: the checkpoint sequence number). */
async function beginnings({ path }: Opened): Promise<number> {
  const file = await open(`${path}-wal`);
  try {
    const { buffer } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.readUInt32BE(12);
  } finally {
    await file.close();
  }
}

async function logBytes({ path }: Opened): Promise<number> {
  return (await stat(`${path}-wal`)).size;
}

describe('the thread that brings SQLite’s log into its file', () => {
  it('does so soon after a write, however little it was', async (context) => {
    const opened = await openWithThread(context);
    await write(opened, 'k', 'what was just written');
    await until(async () => (await readFile(opened.path)).includes('what was just written'));
  });

  it('leaves the writer nothing to bring over', async (context) => {
    const opened = await openWithThread(context);
    for (let count = 0; count < 30; count += 1) await write(opened, 'k', String(count % 10).repeat(MEGABYTE));
    assert.ok((await logBytes(opened)) > 20 * MEGABYTE);
  });

  it('says that the log is long when it is', async (context) => {
    const opened = await openStore(context, { checkpoints: 'writer' });
    const reader = startReading(opened);
    for (let count = 0; count < 70; count += 1) await write(opened, 'k', String(count % 10).repeat(MEGABYTE));
    const thread = new Worker(program, { workerData: { path: opened.path } });
    const said: unknown[] = [];
    await new Promise<void>((resolve) => {
      thread.on('message', (message) => said.push(message) === 2 && resolve());
    });
    assert.deepEqual(said, ['ready', 'log-is-long']);
    thread.postMessage('stop');
    await once(thread, 'exit');
    reader.close();
  });

  it('has the writer begin the log anew when it asks for that', async (context) => {
    const checkpointProgram = new URL('../../support/checkpoint-thread-that-asks.ts', import.meta.url);
    const opened = await openStore(context, { checkpointProgram });
    await write(opened, 'first', '');
    const before = await beginnings(opened);
    await until(async () => {
      // SQLite writes no page that stays as it was.
      await write(opened, 'k', String(performance.now()));
      return (await beginnings(opened)) > before;
    });
  });

  it('ends with the store, which takes its log away, and can be opened again', async (context) => {
    const first = await openWithThread(context);
    await write(first, 'k', 'kept');
    await first.store.close();
    await first.store.close();
    assert.equal(existsSync(`${first.path}-wal`), false);
    const second = new SqliteStore({ path: first.path, collections: contractCollections, checkpoints: 'thread' });
    assert.equal((await second.scan(SPACE, 'things', { limit: 1 }))[0]?.value, 'kept');
    await second.close();
  });

  it('is told of when it can’t begin, and the store works without it', async (context) => {
    const lost = Promise.withResolvers<unknown>();
    const opened = await openStore(context, { onCheckpointsLost: lost.resolve });
    await rename(opened.folder, `${opened.folder}-elsewhere`);
    assert.match(String(await lost.promise), /unable to open/);
    await rename(`${opened.folder}-elsewhere`, opened.folder);
    await write(opened, 'k', 'kept');
    assert.equal((await opened.store.scan(SPACE, 'things', { limit: 1 }))[0]?.value, 'kept');
  });

  it('is told of when it ends by itself, and the writer keeps the log short again', async (context) => {
    const lost = Promise.withResolvers<unknown>();
    const checkpointProgram = new URL('../../support/checkpoint-thread-that-fails.ts', import.meta.url);
    const opened = await openStore(context, { onCheckpointsLost: lost.resolve, checkpointProgram });
    assert.match(String(await lost.promise), /It fell over/);
    for (let count = 0; count < 20; count += 1) await write(opened, 'k', String(count % 10).repeat(MEGABYTE));
    assert.ok((await logBytes(opened)) < 10 * MEGABYTE);
  });

  it('leaves nothing in the files of what was taken out, once they are shredded', async (context) => {
    const opened = await openWithThread(context);
    for (let round = 0; round < 30; round += 1) {
      const secret = `nobody may find this again, ${round}: `;
      await write(opened, 'k', secret.repeat(10_000));
      await opened.store.upkeep(SPACE, { removed: { documents: [ref('k')] } });
      await opened.store.shred();
      for (const name of await readdir(opened.folder)) {
        assert.ok(!(await readFile(join(opened.folder, name))).includes(secret), `${name}, round ${round}`);
      }
    }
  });

  it('goes on while the store is backed up and written', async (context) => {
    const opened = await openWithThread(context);
    for (let count = 0; count < 30; count += 1) await write(opened, `before ${count}`, 'x'.repeat(MEGABYTE));
    const path = join(opened.folder, 'copy.sqlite');
    const isDone = opened.store.backup(path).then(() => true);
    for (let count = 0; !(await Promise.race([isDone, setTimeout(1, false)])); count += 1) {
      await write(opened, `during ${count}`, 'x');
    }
    const copy = new DatabaseSync(path, { readOnly: true });
    assert.equal(copy.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok');
    assert.ok(Number(copy.prepare('SELECT count(*) AS count FROM things').get()?.['count']) >= 30);
    copy.close();
  });
});

describe('shredding', () => {
  it('waits for who still reads what was taken out', async (context) => {
    const opened = await openStore(context, { checkpoints: 'writer' });
    await write(opened, 'k', 'nobody may find this again');
    const reader = startReading(opened);
    await opened.store.upkeep(SPACE, { removed: { documents: [ref('k')] } });
    const shredded = opened.store.shred().then(() => true);
    assert.equal(await Promise.race([shredded, setTimeout(100, false)]), false);
    reader.close();
    assert.equal(await shredded, true);
    assert.equal(await logBytes(opened), 0);
  });
});
