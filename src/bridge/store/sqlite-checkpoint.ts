import type { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { guarded } from './sqlite-guarded.ts';
import { BUSY_TIMEOUT_MS } from './sqlite-open.ts';
import { StoreUnavailableError } from './store.ts';

/** How long whatever else reads or writes the file may keep the log from being emptied. */
const GIVE_UP_AFTER_MS = 10_000;
const TRY_EVERY_MS = 20;

/**
 * Brings the write-ahead log into the file, and has the log begin anew. Waits for nobody.
 * @returns whether it could: not while a reader needs the log, or another connection does the same
 */
export function tryCheckpoint(database: DatabaseSync, mode: 'RESTART' | 'TRUNCATE'): boolean {
  database.exec('PRAGMA busy_timeout = 0');
  try {
    return database.prepare(`PRAGMA wal_checkpoint(${mode})`).get()?.['busy'] === 0;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}

/**
 * Empties the write-ahead log. SQLite tells by a row, and not by an error, that it could not.
 * @throws {StoreUnavailableError} when something held on to it all the time
 */
export async function emptyLog(database: DatabaseSync): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  while (!guarded(() => tryCheckpoint(database, 'TRUNCATE'))) {
    if (performance.now() > giveUpAt) {
      throw new StoreUnavailableError(
        'What was deleted still stands in the write-ahead log, because another program reads the database: end it, then try again.',
      );
    }
    await setTimeout(TRY_EVERY_MS);
  }
}
