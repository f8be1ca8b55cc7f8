import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BridgeConfig } from './config/config.ts';
import { collections } from './domain/documents.ts';
import { errorFields, type Log } from './log.ts';
import { makeFolder } from './make-folder.ts';
import { DataFolderInUseError, lockDataFolder } from './store/data-folder-lock.ts';
import { SchemaTooNewError } from './store/sqlite-schema.ts';
import { SqliteStore } from './store/sqlite.ts';

/** SQLite's result code 13. */
const SQLITE_FULL = 13;

/** A data folder that is this process's own. */
export interface DataFolder {
  readonly path: string;
  readonly store: SqliteStore;
  /** Closes the store, and lets another process in. */
  readonly letGo: () => Promise<void>;
}

/** The data folder can't be made, read or written, or what is in it is no database. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  readonly code = 'data-folder-unusable';
}

/**
 * Opens the data folder, and makes it when it is not there.
 * @param log told when something that follows the log fails; what was kept stays kept
 * @throws {DataFolderInUseError | SchemaTooNewError | DataFolderError}
 */
export async function openDataFolder(path: string, config: BridgeConfig, log?: Log): Promise<DataFolder> {
  try {
    return await open(path, config, log);
  } catch (error) {
    if (error instanceof DataFolderInUseError || error instanceof SchemaTooNewError) throw error;
    throw new DataFolderError(`DATA_DIR can't be used: ${path} ${problemOf(error)}.`, { cause: error });
  }
}

function problemOf(error: unknown): string {
  if (isDiskFull(error)) return 'stands on a disk that is full; make room there';
  return `${faultOf(error)}; set it to a folder that is or can be made, and that the bridge may write to`;
}

function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('errcode' in error && error.errcode === SQLITE_FULL) || ('code' in error && error.code === 'ENOSPC');
}

function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['EEXIST', 'ENOTDIR'].includes(code)) return 'is a file, or stands below one';
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return "is not for the bridge's user to write to";
  return code === 'ENOENT' ? 'is where no folder can be made' : 'is no folder to keep a database in (see the cause)';
}

async function open(path: string, config: BridgeConfig, log: Log | undefined): Promise<DataFolder> {
  await makeFolder(path);
  const unlock = lockDataFolder(path);
  try {
    const store = await openStore(path, config, log);
    const letGo = async (): Promise<void> => {
      await store.close();
      unlock();
    };
    return { path, store, letGo };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openStore(path: string, config: BridgeConfig, log: Log | undefined): Promise<SqliteStore> {
  const { logEntries, durability } = config;
  const databasePath = join(path, 'bridge.sqlite');
  // SQLite gives the files beside it the same rights.
  await writeFile(databasePath, '', { flag: 'a', mode: 0o600 });
  return new SqliteStore({
    path: databasePath,
    collections: Object.values(collections),
    logEntries,
    durability,
    bootId: await readBootId(),
    ...(log !== undefined && runningOptions(durability, log)),
  });
}

/** Of a bridge that runs, other than of a command. Where each transaction waits for the disk anyway, the thread was no clear gain (docs/decisions/0011). */
function runningOptions(durability: BridgeConfig['durability'], log: Log) {
  return {
    checkpoints: durability === 'full' ? 'writer' : 'thread',
    onListenerError: (error: unknown) => log.error('listener-failed', errorFields(error)),
    onCheckpointsLost: (error: unknown) => log.warn('checkpoints-by-writer', errorFields(error)),
  } as const;
}

// Linux only; elsewhere every start counts as one after a loss of power, which costs a reload of snapshots.
async function readBootId(): Promise<string | undefined> {
  try {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  } catch {
    return undefined;
  }
}
