import type { DatabaseSync } from 'node:sqlite';

/** More than a fact writes, and than there may be room for in pages that are taken already. */
const PROBE_BYTES = 128 * 1024;

export function putProbe(database: DatabaseSync): void {
  database.prepare("INSERT OR REPLACE INTO meta VALUES ('probe', ?)").run('x'.repeat(PROBE_BYTES));
}

export function removeProbe(database: DatabaseSync): void {
  database.exec("DELETE FROM meta WHERE key = 'probe'");
}
