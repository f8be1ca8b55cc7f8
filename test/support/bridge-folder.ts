import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

type Undo = () => unknown;

const undone = new WeakMap<TestContext, Undo[]>();

/**
 * Undoes something when the test is over, the last that was done first: who writes into a folder ends before it goes. What
 * fails to be undone keeps nothing else from it.
 */
export function undoAfter(context: TestContext, undo: Undo): void {
  const known = undone.get(context);
  if (known !== undefined) return void known.push(undo);
  const all = [undo];
  undone.set(context, all);
  context.after(async () => {
    const errors: unknown[] = [];
    for (const each of all.toReversed()) {
      try {
        await each();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not all could be undone.');
  });
}

/** A folder that is gone when the test is over. */
export async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bridge-'));
  undoAfter(context, () => rm(folder, { recursive: true }));
  return folder;
}

/** A file in such a folder. @returns its path */
export async function temporaryFile(context: TestContext, content: string): Promise<string> {
  const path = join(await temporaryFolder(context), 'bridge.json');
  await writeFile(path, content);
  return path;
}
