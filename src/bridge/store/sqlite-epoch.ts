import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

export function newEpoch(): string {
  return randomBytes(9).toString('base64url');
}

/**
 * Gives every space a new epoch when its log may have lost its tail: the last process did not close the file, and the
 * machine has started again since (with `durability: "normal"` a loss of power takes the newest transactions along).
 */
export function beginEpochs(database: DatabaseSync, bootId: string | undefined): void {
  const wasOpen = readMeta(database, 'open') === 'yes';
  const sameBoot = bootId !== undefined && readMeta(database, 'boot') === bootId;
  if (wasOpen && !sameBoot) renewEpochs(database);
  writeMeta(database, 'boot', bootId ?? '');
  writeMeta(database, 'open', 'yes');
}

/** Has the next start begin new epochs, whenever and wherever that is. */
export function forgetBoot(database: DatabaseSync): void {
  writeMeta(database, 'boot', '');
  writeMeta(database, 'open', 'yes');
}

/** Notes that the file is closed in order, and closes it. Where nothing can be written, the next start takes it for a crash. */
export function closeInOrder(database: DatabaseSync): void {
  try {
    writeMeta(database, 'open', 'no');
  } catch {
    // Nothing that was kept is lost by it, and whoever stops must be able to.
  }
  database.close();
}

function renewEpochs(database: DatabaseSync): void {
  const renew = database.prepare('UPDATE spaces SET epoch = ? WHERE id = ?');
  for (const { id } of database.prepare('SELECT id FROM spaces').all()) renew.run(newEpoch(), Number(id));
}

function readMeta(database: DatabaseSync, key: string): string | undefined {
  const value = database.prepare('SELECT value FROM meta WHERE key = ?').get(key)?.['value'];
  return typeof value === 'string' ? value : undefined;
}

function writeMeta(database: DatabaseSync, key: string, value: string): void {
  database.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(key, value);
}
