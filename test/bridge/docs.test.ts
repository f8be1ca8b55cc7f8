import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadConfig } from '../../src/bridge/config/config.ts';
import { ownAccess } from '../../src/schemas/access-config.ts';
import { boardConfig, metrics } from '../../src/schemas/config.ts';
import { temporaryFile } from '../support/bridge-folder.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const guide = read('docs/bridge.md');

interface Block {
  readonly communities?: readonly object[];
}

/** A page's blocks of JSON, each as a part of a configuration; those without braces stand in a community. */
function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```json\n(.*?)^```/gms)].map(([, text = '']): Block => {
    const json = text.startsWith('{') ? text : `{"communities":[{${text}}]}`;
    return JSON.parse(json) as Block;
  });
}

const [whole = {}, ...parts] = blocksOf(guide);

function withPart({ communities: [change] = [], ...others }: Block): object {
  const communities = whole.communities?.map((community) => ({ ...community, ...change }));
  return { ...whole, ...others, communities };
}

/** Rejects what the bridge would not start with. Each secret it names is there. */
async function load(context: TestContext, config: object): Promise<void> {
  const text = JSON.stringify(config);
  const variables = [...text.matchAll(/"env":"(\w+)"/g)].map(([, name = '']) => name);
  const environment = Object.fromEntries(variables.map((name) => [name, randomBytes(32).toString('hex')]));
  await loadConfig(await temporaryFile(context, text), environment);
}

describe('docs/bridge.md', () => {
  it('shows a configuration that is good, with each of its parts too', async (context) => {
    assert.ok(parts.length > 5);
    for (const block of [whole, ...parts.map(withPart)]) await load(context, block);
  });

  it('names every warning and error of the log', () => {
    const source = globSync('src/bridge/**/*.ts', { cwd: root }).map((path) => readFileSync(join(root, path), 'utf8'));
    const names = [...source.join('').matchAll(/log\s*\.(?:warn|error)\(\s*'([\w-]+)'/g)].map(([, name = '']) => name);
    assert.ok(names.length > 20);
    assert.deepEqual(
      names.filter((name) => !guide.includes(`\`${name}\``)),
      [],
    );
  });
});

describe('docs/configuration.md and docs/signed-in.md', () => {
  const page = read('docs/configuration.md');

  it('show parts of a configuration that are good with that of docs/bridge.md', async (context) => {
    const shown = [...blocksOf(page), ...blocksOf(read('docs/signed-in.md'))];
    assert.ok(shown.length >= 5);
    for (const block of shown) await load(context, withPart(block));
  });

  it('name every field of a board, every metric, and all that says who may see something', () => {
    const names = [...Object.keys(boardConfig.shape), ...metrics, ...Object.keys(ownAccess)];
    assert.deepEqual(
      names.filter((name) => !page.includes(`\`${name}\``)),
      [],
    );
  });
});
