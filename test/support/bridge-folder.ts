import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A folder that is gone when the test is over. */
export async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bridge-'));
  context.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** A file in such a folder. @returns its path */
export async function temporaryFile(context: TestContext, content: string): Promise<string> {
  const path = join(await temporaryFolder(context), 'bridge.json');
  await writeFile(path, content);
  return path;
}
