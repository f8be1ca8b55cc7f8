import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { CDN_FOLDER, cdnBuild, SINGLE_FILES } from './cdn-build.ts';

/** `npm run build`, its third part: what a page loads by a script tag, and the hashes to pin it by. */

await rm(CDN_FOLDER, { recursive: true, force: true });
await build(cdnBuild({ entry: 'loader' }));
for (const entry of SINGLE_FILES) await build(cdnBuild({ entry }));
await writeFile(join(CDN_FOLDER, 'integrity.json'), `${JSON.stringify(await integrityByFile(), undefined, 2)}\n`);

/** Subresource Integrity, section 3.1: the algorithm, a dash, the digest in base64. */
async function integrityByFile(): Promise<Record<string, string>> {
  const files = await readdir(CDN_FOLDER, { recursive: true });
  const integrity: Record<string, string> = {};
  for (const file of files.filter((name) => name.endsWith('.js')).toSorted()) {
    const digest = createHash('sha384')
      .update(await readFile(join(CDN_FOLDER, file)))
      .digest('base64');
    integrity[file] = `sha384-${digest}`;
  }
  return integrity;
}
