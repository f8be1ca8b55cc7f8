import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorFields, type Log } from '../log.ts';
import { codings } from './content-coding.ts';
import { INTEGRITY_FILE, isVersionName, listWidgetFiles, readWidgetVersion } from './widget-folder.ts';

/** Where a copy stands until it is whole. */
const UNFINISHED = '.unfinished';

/**
 * Keeps this version of the widgets, so that pages which name it in an address go on after an update of the bridge.
 * What is kept under a version never changes: pages pin it by hash, and browsers keep it for a year.
 * @param folder the built widgets
 * @param archive a folder of one folder a version; made when it is not there
 * @throws {WidgetFolderError}
 */
export function keepWidgets(folder: string, archive: string, log: Log): void {
  const paths = listWidgetFiles(folder);
  const version = readWidgetVersion(folder);
  if (version === undefined) return;
  const kept = join(archive, version);
  if (!existsSync(kept)) return keep({ folder, paths, version }, archive, log);
  if (integrityOf(folder) === integrityOf(kept)) return;
  log.warn('widgets-changed-without-version', { version, advice: `/w/${version}/ stays as it was. If no page uses it yet, remove ${kept} and start again.` }); // prettier-ignore
}

/** Every version in an archive, by its name. */
export function listWidgetVersions(archive: string): string[] {
  if (!statSync(archive, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(archive, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isVersionName(entry.name))
    .map(({ name }) => name);
}

interface BuiltWidgets {
  readonly folder: string;
  readonly paths: readonly string[];
  readonly version: string;
}

// Without it pages of this version still get its files, from where they are now.
function keep({ folder, paths, version }: BuiltWidgets, archive: string, log: Log): void {
  try {
    const unfinished = join(archive, UNFINISHED);
    rmSync(unfinished, { recursive: true, force: true });
    for (const path of paths) copyWithCodings(join(folder, path), join(unfinished, path));
    renameSync(unfinished, join(archive, version));
    log.info('widgets-kept', { version });
  } catch (error) {
    log.warn('widgets-not-kept', { version, ...errorFields(error) });
  }
}

function copyWithCodings(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  for (const ending of ['', ...Object.values(codings)]) {
    if (existsSync(from + ending)) copyFileSync(from + ending, to + ending);
  }
}

function integrityOf(folder: string): string {
  const path = join(folder, INTEGRITY_FILE);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
