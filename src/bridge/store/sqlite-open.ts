import { DatabaseSync } from 'node:sqlite';
import { beginEpochs } from './sqlite-epoch.ts';
import { prepareSchema } from './sqlite-schema.ts';

/** How long a call waits for another program that writes to the file. */
export const BUSY_TIMEOUT_MS = 5000;

export interface OpenOptions {
  /** The database file, or `:memory:`. */
  readonly path: string;
  readonly collections: readonly string[];
  /** `normal` (default) outlives the process, `full` also the loss of power. */
  readonly durability?: 'normal' | 'full';
  /** Names this start of the machine, so that a loss of power is noticed. Undefined when unknown. */
  readonly bootId?: string | undefined;
}

/**
 * Opens the file, makes its tables, and begins new epochs where the log may have lost its tail.
 * @throws when the file can't be opened or written, or was written by a newer version; it is closed then
 */
export function openDatabase({ path, collections, durability, bootId }: OpenOptions): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    database.exec(`
      PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'};
      PRAGMA secure_delete = ON;
    `);
    prepareSchema(database, collections);
    beginEpochs(database, bootId);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
