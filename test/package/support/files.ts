import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const projectRoot = join(import.meta.dirname, '../../..');

/** All files of a folder of the project whose path fits, as paths from the project's root, sorted. */
export function filesIn(folder: string, pattern: RegExp): string[] {
  const entries = readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    .filter((path) => pattern.test(path))
    .toSorted();
}

/** @param path from the project's root, or absolute */
export function readText(path: string): string {
  return readFileSync(resolve(projectRoot, path), 'utf8');
}
