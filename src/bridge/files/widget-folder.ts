import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import * as z from 'zod/mini';
import { decode } from '../../schemas/decode.ts';

/** A folder of built widgets can't be served. */
export class WidgetFolderError extends Error {
  override readonly name = 'WidgetFolderError';
  readonly code = 'widget-folder-unusable';

  constructor(folder: string, cause: unknown) {
    super(`The widgets in ${folder} can't be read: see the cause. Set WIDGETS_DIR to the folder "dist/cdn" of the package.`, { cause }); // prettier-ignore
  }
}

/** Which version of the widgets a folder holds; `scripts/build-cdn.ts` writes it. */
const VERSION_FILE = 'version.json';

/** The hashes pages pin scripts by. */
export const INTEGRITY_FILE = 'integrity.json';

/** Of a release: also the name of a folder, and a part of addresses. */
const versionName = z.string().check(z.maxLength(64), z.regex(/^\d+\.\d+\.\d+(?:-[\dA-Za-z.-]+)?$/));
const versionFile = z.object({ version: versionName });

const pageFile = /^(?:[\w-]+\/)*[\w-][\w.-]*\.(?:js|css)$/;
const papers: readonly string[] = [INTEGRITY_FILE, 'third-party-licenses.md'];

/**
 * The files of a folder of built widgets that are for pages, by their path in it: scripts, looks and their papers. What only
 * points elsewhere is none of them.
 * @throws {WidgetFolderError} when it can't be read
 */
export function listWidgetFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
      .filter((path) => pageFile.test(path) || papers.includes(path));
  } catch (error) {
    throw new WidgetFolderError(folder, error);
  }
}

/**
 * @returns undefined for a folder that does not say, whose files are then served without a version
 * @throws {WidgetFolderError} for one that says something else than a version
 */
export function readWidgetVersion(folder: string): string | undefined {
  const path = join(folder, VERSION_FILE);
  if (!existsSync(path)) return undefined;
  try {
    return decode(versionFile, JSON.parse(readFileSync(path, 'utf8')), path).version;
  } catch (error) {
    throw new WidgetFolderError(folder, error);
  }
}

export function isVersionName(name: string): boolean {
  return z.safeParse(versionName, name).success;
}
