import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { entityTag } from '../entity-tag.ts';
import { codings, type Coding } from './content-coding.ts';
import { listWidgetVersions } from './widget-archive.ts';
import { listWidgetFiles, readWidgetVersion } from './widget-folder.ts';

export interface FileBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

export interface ServedFile {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly plain: FileBytes;
  /** The best first. */
  readonly coded: readonly (FileBytes & { readonly coding: Coding })[];
}

/** What stands under a version, or has a hash in its name, never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** What moves with the bridge. */
const FOR_MINUTES = 'public, max-age=300';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
};

/**
 * The widgets' files by the path they are served at: those of the folder at `/`, those of each version at
 * `/w/{version}/`. They are read once, and no request ever names a file to the system.
 * @param archive the versions that are kept; see `keepWidgets`
 * @throws {WidgetFolderError}
 */
export function readServedFiles(folder: string, archive: string | undefined): ReadonlyMap<string, ServedFile> {
  const served = new Map<string, ServedFile>();
  for (const [version, place] of placesByVersion(folder, archive)) {
    for (const path of listWidgetFiles(place)) {
      const file = readServedFile(place, path, FOR_EVER);
      served.set(`/w/${version}/${path}`, file);
      // A loader of that version, from a cache, asks for the chunks it was built with.
      if (isChunk(path)) served.set(`/${path}`, file);
    }
  }
  for (const path of listWidgetFiles(folder)) {
    served.set(`/${path}`, readServedFile(folder, path, isChunk(path) ? FOR_EVER : FOR_MINUTES));
  }
  return served;
}

function placesByVersion(folder: string, archive: string | undefined): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const own = readWidgetVersion(folder);
  if (own !== undefined) places.set(own, folder);
  // What is kept of a version stands before what the folder now says it is.
  if (archive !== undefined) for (const name of listWidgetVersions(archive)) places.set(name, join(archive, name));
  return places;
}

function isChunk(path: string): boolean {
  return path.startsWith('chunks/');
}

function readServedFile(folder: string, path: string, cacheControl: string): ServedFile {
  const place = join(folder, path);
  const coded = (Object.keys(codings) as Coding[])
    .filter((coding) => existsSync(place + codings[coding]))
    .map((coding) => ({ coding, ...readBytes(place + codings[coding]) }));
  const contentType = contentTypes[extname(path)] ?? 'application/octet-stream';
  return { contentType, cacheControl, plain: readBytes(place), coded };
}

function readBytes(path: string): FileBytes {
  const bytes = readFileSync(path);
  return { bytes, etag: entityTag(bytes) };
}
