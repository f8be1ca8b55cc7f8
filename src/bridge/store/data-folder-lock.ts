import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** SQLite's result code 5. */
const SQLITE_BUSY = 5;

/** Another process uses the data folder. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError';
  readonly code = 'data-folder-in-use';
}

/**
 * Keeps a second bridge out of the data folder. A lock of SQLite's own, so the system lets go of it even after SIGKILL.
 * @returns how to let go
 * @throws {DataFolderInUseError}
 */
export function lockDataFolder(folder: string): () => void {
  const database = new DatabaseSync(join(folder, 'lock.sqlite'));
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw new DataFolderInUseError(`Another bridge uses ${folder}: stop it, or set DATA_DIR to another folder.`, {
      cause: error,
    });
  }
  return () => database.close();
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
