import type { DatabaseSync } from 'node:sqlite';

/**
 * Gives every space a new epoch when its log may have lost its tail: the last process did not close the file, and the
 * machine has started again since (with `durability: "normal"` a loss of power takes the newest transactions along).
 */
export function beginEpochs(database: DatabaseSync, bootId: string | undefined, newEpoch: () => string): void {
  const wasOpen = readMeta(database, 'open') === 'yes';
  const sameBoot = bootId !== undefined && readMeta(database, 'boot') === bootId;
  if (wasOpen && !sameBoot) renewEpochs(database, newEpoch);
  writeMeta(database, 'boot', bootId ?? '');
  writeMeta(database, 'open', 'yes');
}

/** Has the next start begin new epochs, whenever and wherever that is. */
export function forgetBoot(database: DatabaseSync): void {
  writeMeta(database, 'boot', '');
  writeMeta(database, 'open', 'yes');
}

/** Notes that the file was closed in order. */
export function markClean(database: DatabaseSync): void {
  writeMeta(database, 'open', 'no');
}

function renewEpochs(database: DatabaseSync, newEpoch: () => string): void {
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
