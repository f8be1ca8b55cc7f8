import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { CDN_FOLDER, cdnBuild, LOOKS_FOLDER, SINGLE_FILES, version } from './cdn-build.ts';

/**
 * `npm run build`, its third part: what a page loads by a script or link tag, the hashes to pin it by, and each file
 * compressed as far as it goes, so that no server has to do it for every visitor.
 */

await rm(CDN_FOLDER, { recursive: true, force: true });
await build(cdnBuild({ entry: 'loader' }));
await build(cdnBuild({ entry: 'later' }));
for (const entry of SINGLE_FILES) await build(cdnBuild({ entry }));
await cp(LOOKS_FOLDER, join(CDN_FOLDER, 'looks'), { recursive: true });
const files = (await readdir(CDN_FOLDER, { recursive: true })).filter((name) => /\.(?:js|css)$/.test(name)).toSorted();
await writeJson('integrity.json', await integrityByFile());
await writeJson('version.json', { version });
for (const file of files) await compress(join(CDN_FOLDER, file));

/** Subresource Integrity, section 3.1: the algorithm, a dash, the digest in base64. */
async function integrityByFile(): Promise<Record<string, string>> {
  const integrity: Record<string, string> = {};
  for (const file of files) {
    const digest = createHash('sha384')
      .update(await readFile(join(CDN_FOLDER, file)))
      .digest('base64');
    integrity[file] = `sha384-${digest}`;
  }
  return integrity;
}

async function compress(path: string): Promise<void> {
  const bytes = await readFile(path);
  const text = { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } };
  await writeFile(`${path}.br`, brotliCompressSync(bytes, text));
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

async function writeJson(name: string, value: object): Promise<void> {
  await writeFile(join(CDN_FOLDER, name), `${JSON.stringify(value, undefined, 2)}\n`);
}
