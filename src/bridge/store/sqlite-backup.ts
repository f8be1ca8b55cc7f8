import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import * as sqlite from 'node:sqlite';
import { forgetBoot } from './sqlite-epoch.ts';

/** More than a file of SQLite has. */
const ALL_PAGES = 2 ** 31 - 1;

/** The backup was not made. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code = 'backup-failed';
}

/**
 * Copies a database into a new file, while it is read and written: the copy is as it was at one moment. It has to be started
 * as another log than the one it was copied from, so that no reader takes the one's cursor for the other's.
 * @param source the database's file
 * @throws {BackupError}
 */
export async function backUp(source: string, path: string): Promise<void> {
  // Of Node 22, older ones have no `backup`.
  if (typeof sqlite.backup !== 'function') throw new BackupError('A backup needs Node 22.16 or newer.');
  const part = `${path}.part`;
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new BackupError(`${path} can't be made anew: name a file that is not there yet, in a folder that is.`, {
      cause: error,
    });
  }
  try {
    await copy(source, part);
    await chmod(part, 0o600);
    prepareCopy(part);
    await rename(part, path);
  } catch (error) {
    await Promise.all([part, path].map((file) => rm(file, { force: true })));
    throw new BackupError('The copy failed: see the cause.', { cause: error });
  }
}

// By a connection of its own, and in one step: of the writer's, SQLite refuses to copy while a transaction is open, and a copy
// in steps begins anew with each write between them.
async function copy(source: string, path: string): Promise<void> {
  const database = new sqlite.DatabaseSync(source);
  try {
    await sqlite.backup(database, path, { rate: ALL_PAGES });
  } finally {
    database.close();
  }
}

function prepareCopy(path: string): void {
  const copy = new sqlite.DatabaseSync(path);
  try {
    forgetBoot(copy);
    // One file, without a log beside it.
    copy.exec('PRAGMA journal_mode = DELETE');
  } finally {
    copy.close();
  }
}
