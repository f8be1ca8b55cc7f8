import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** The bytes of a database: its pages, and the write-ahead log beside its file. */
export function sizeOf(database: DatabaseSync, path: string): number {
  const pragma = (name: string): number => Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  return pragma('page_count') * pragma('page_size') + (log?.size ?? 0);
}
