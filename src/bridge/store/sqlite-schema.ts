import type { DatabaseSync } from 'node:sqlite';

/** The file was written by a newer version of this program. */
export class SchemaTooNewError extends Error {
  override readonly name = 'SchemaTooNewError';
  readonly code = 'schema-too-new';
}

/**
 * What changed since the tables below, as SQL, the oldest first. Each raises the schema's version by one; a step that was
 * released never changes again, and neither do the tables.
 */
const schemaSteps: readonly string[] = [];

/** Of the tables below. */
const FIRST_VERSION = 1;

// STRICT: a number that is not whole is refused as it is written, and not met again by every reader.
const tables = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
  CREATE TABLE spaces (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL, head INTEGER NOT NULL) STRICT;
  CREATE TABLE claims (space INTEGER, claim TEXT, claimed_at INTEGER NOT NULL, PRIMARY KEY (space, claim)) WITHOUT ROWID, STRICT;
  CREATE TABLE rankings (space INTEGER, ranking TEXT, member TEXT, score INTEGER NOT NULL, tie INTEGER NOT NULL,
    PRIMARY KEY (space, ranking, member)) WITHOUT ROWID, STRICT;
  CREATE INDEX rankings_in_order ON rankings (space, ranking, score DESC, tie, member);
  CREATE TABLE totals (space INTEGER, ranking TEXT, total INTEGER NOT NULL, PRIMARY KEY (space, ranking)) WITHOUT ROWID, STRICT;
  CREATE TABLE log (space INTEGER, sequence INTEGER, entry TEXT NOT NULL, PRIMARY KEY (space, sequence)) WITHOUT ROWID, STRICT;
`;

/**
 * Makes the tables of a new file, brings those of an older one up, and makes a table for each collection that is not there
 * yet: all of it, or nothing.
 * @throws when the file was written by a newer version, or a step fails; whoever opened the file then closes it
 */
export function prepareSchema(
  database: DatabaseSync,
  collections: readonly string[],
  steps: readonly string[] = schemaSteps,
): void {
  const newest = FIRST_VERSION + steps.length;
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version > newest) {
    throw new SchemaTooNewError(
      `The database has schema version ${version}, this program knows ${newest}: start the newer version, or restore a backup.`,
    );
  }
  database.exec('BEGIN IMMEDIATE');
  if (version === 0) database.exec(tables);
  for (const collection of collections) database.exec(collectionTable(collection));
  for (const step of steps.slice(Math.max(version, FIRST_VERSION) - FIRST_VERSION)) database.exec(step);
  database.exec(`PRAGMA user_version = ${newest}`);
  database.exec('COMMIT');
}

// Collection names are the program's own constants; the check keeps it so.
function collectionTable(collection: string): string {
  if (!/^[a-z_]{1,40}$/.test(collection)) throw new Error(`"${collection}" can't name a collection.`);
  return `CREATE TABLE IF NOT EXISTS ${collection} (space INTEGER, key TEXT, value TEXT NOT NULL, PRIMARY KEY (space, key)) WITHOUT ROWID, STRICT`;
}
