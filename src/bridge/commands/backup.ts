import { resolve } from 'node:path';
import { BackupError } from '../store/sqlite-backup.ts';
import { CommandError, type CommandCall, type CommandContext } from './command.ts';

/** Copies the database into a new file, while the bridge runs on. */
export async function runBackupCommand({ args, cwd, print }: CommandCall, { store }: CommandContext): Promise<boolean> {
  const [file, ...more] = args;
  if (file === undefined || file.startsWith('-') || more.length > 0)
    throw new CommandError('Usage: returning-widgets backup FILE');
  const path = resolve(cwd, file);
  try {
    await store.backup(path);
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    throw new CommandError(error.message, { cause: error.cause });
  }
  print(`${path} holds the database as it was at one moment. To restore it, stop the bridge, and put it in DATA_DIR as bridge.sqlite, without the bridge.sqlite-wal and bridge.sqlite-shm that may be there.`); // prettier-ignore
  return true;
}
