import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadConfig } from '../../src/bridge/config/config.ts';
import { temporaryFile } from '../support/bridge-folder.ts';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/bridge.md'), 'utf8');

interface Block {
  readonly communities?: readonly object[];
}

/** The guide's blocks of JSON, each as a part of a configuration; those without braces stand in a community. */
const [whole = {}, ...parts] = [...guide.matchAll(/^```json\n(.*?)^```/gms)].map(([, text = '']): Block => {
  const json = text.startsWith('{') ? text : `{"communities":[{${text}}]}`;
  return JSON.parse(json) as Block;
});

function withPart({ communities: [change] = [], ...others }: Block): object {
  const communities = whole.communities?.map((community) => ({ ...community, ...change }));
  return { ...whole, ...others, communities };
}

describe('docs/bridge.md', () => {
  it('shows a configuration that is good, with each of its parts too', async (context) => {
    assert.ok(parts.length > 5);
    for (const block of [whole, ...parts.map(withPart)]) {
      const text = JSON.stringify(block);
      const variables = [...text.matchAll(/"env":"(\w+)"/g)].map(([, name = '']) => name);
      const environment = Object.fromEntries(variables.map((name) => [name, randomBytes(32).toString('hex')]));
      await loadConfig(await temporaryFile(context, text), environment);
    }
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
