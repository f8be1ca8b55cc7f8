import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { prepareSchema } from '../../../src/bridge/store/sqlite-schema.ts';
import { temporaryFolder } from '../../support/bridge-folder.ts';

const steps = [
  'ALTER TABLE meta ADD COLUMN note TEXT',
  'ALTER TABLE things ADD COLUMN note TEXT',
  "INSERT INTO meta (key, value, note) VALUES ('stepped', '1', 'by the last')",
];

const versionOf = (database: DatabaseSync): unknown => database.prepare('PRAGMA user_version').get()?.['user_version'];
const notesOf = (database: DatabaseSync): unknown[] =>
  database.prepare('SELECT note FROM meta').all().map(({ note }) => note); // prettier-ignore

async function opener(context: TestContext): Promise<() => DatabaseSync> {
  const path = join(await temporaryFolder(context), 'bridge.sqlite');
  return () => {
    const database = new DatabaseSync(path);
    context.after(() => database.isOpen && database.close());
    return database;
  };
}

describe('the schema', () => {
  it('of an older file is brought up step by step, each once', async (context) => {
    const database = (await opener(context))();
    prepareSchema(database, ['things'], []);
    assert.equal(versionOf(database), 1);
    prepareSchema(database, ['things'], steps.slice(0, 1));
    assert.equal(versionOf(database), 2);
    for (const _ of ['brought up', 'as it is']) prepareSchema(database, ['things'], steps);
    assert.equal(versionOf(database), 4);
    assert.deepEqual(notesOf(database), ['by the last']);
  });

  it('of a new file is what all steps make of it', async (context) => {
    const database = (await opener(context))();
    prepareSchema(database, ['things'], steps);
    assert.equal(versionOf(database), 4);
    assert.deepEqual(notesOf(database), ['by the last']);
  });

  it('stays what it was when a step fails', async (context) => {
    const open = await opener(context);
    const first = open();
    prepareSchema(first, ['things'], []);
    assert.throws(() => prepareSchema(first, ['things'], [...steps, 'DROP TABLE gone']), /no such table: gone/);
    first.close();
    const database = open();
    assert.equal(versionOf(database), 1);
    assert.throws(() => notesOf(database), /no such column: note/);
    prepareSchema(database, ['things'], steps);
    assert.deepEqual(notesOf(database), ['by the last']);
  });
});
