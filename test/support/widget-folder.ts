import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { temporaryFolder } from './bridge-folder.ts';

/** What a build leaves, as small as it can be. */
export const builtFiles: Readonly<Record<string, string>> = {
  'loader.js': '// loader',
  'widgets.js': '// widgets',
  'lang-de.js': '// German',
  'chunks/a-1234.js': '// chunk',
  'looks/paper.css': '/* look */',
  'integrity.json': '{}',
  'third-party-licenses.md': '# Licences',
  'widgets.js.map': '{}',
  'version.json': '{"version":"1.2.3"}',
};

/** A folder of widgets, gone when the test is over. Scripts and looks are compressed beside themselves, as a build does. */
export async function widgetFolder(context: TestContext, files: Readonly<Record<string, string>> = builtFiles) {
  const folder = join(await temporaryFolder(context), 'widgets');
  await writeWidgets(folder, files);
  return folder;
}

export async function writeWidgets(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const place = join(folder, path);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
    if (!/\.(?:js|css)$/.test(path)) continue;
    await writeFile(`${place}.br`, brotliCompressSync(content));
    await writeFile(`${place}.gz`, gzipSync(content));
  }
}
