import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { SINGLE_FILES } from '../../scripts/cdn-build.ts';
import { measureCdnFiles, measureLive, overBudget } from '../../scripts/cdn-size.ts';
import { brotliBudgets, liveBudgets } from '../../scripts/size-budgets.ts';
import { packageDescription } from './support/consumer.ts';
import { filesIn, projectRoot, readText } from './support/files.ts';
import { hasDecorators, importsOf } from './support/syntax.ts';

const folder = 'dist/cdn';
const scripts = filesIn(folder, /\.js$/);
const looks = filesIn(folder, /\.css$/);
const entries = ['loader', ...SINGLE_FILES].map((name) => `${folder}/${name}.js`);

interface SourceMap {
  readonly sources: readonly string[];
}

describe('the files for script tags', () => {
  it('are the loader, its chunks, and the single files', () => {
    assert.deepEqual(
      scripts.filter((path) => !path.startsWith(`${folder}/chunks/`)),
      entries.toSorted(),
    );
  });

  it('have the ready-made looks beside them', () => {
    assert.deepEqual(
      looks,
      ['arcade', 'midnight', 'paper'].map((look) => `${folder}/looks/${look}.css`),
    );
  });

  it('keep within their budgets of bytes', async () => {
    const measured = await measureCdnFiles();
    assert.deepEqual(measured.filter(overBudget), []);
    const budgeted = measured.filter(({ budget }) => budget !== undefined).map(({ name }) => name);
    assert.deepEqual(budgeted.toSorted(), Object.keys(brotliBudgets).toSorted());
  });

  it('keep within their budgets with all that comes later', async () => {
    const live = measureLive(await measureCdnFiles());
    assert.deepEqual(live.filter(overBudget), []);
    assert.deepEqual(
      live.map(({ name, budget }) => [name.replace(', live', ''), budget]).toSorted(),
      Object.entries(liveBudgets).toSorted(),
    );
  });

  it('hold all that a first paint needs, except for the loader: what is loaded later imports nothing', () => {
    for (const name of SINGLE_FILES) {
      const later = importsOf(`${folder}/${name}.js`);
      assert.deepEqual(
        later.filter((specifier) => !specifier.startsWith('./chunks/')),
        [],
        name,
      );
      for (const specifier of later) assert.deepEqual(importsOf(join(folder, specifier)), [], specifier);
    }
  });

  it('import only files that are there', () => {
    const targets = scripts.flatMap((path) => importsOf(path).map((specifier) => join(dirname(path), specifier)));
    assert.deepEqual(
      targets.filter((target) => !scripts.includes(target)),
      [],
    );
  });

  it('match the hashes pages pin them by', () => {
    const pinned = [...scripts, ...looks].toSorted();
    const hashes = Object.fromEntries(pinned.map((path) => [path.slice(folder.length + 1), hashOf(readText(path))]));
    assert.deepEqual(JSON.parse(readText(`${folder}/integrity.json`)), hashes);
  });

  it('are compressed beside themselves', () => {
    for (const path of [...scripts, ...looks]) {
      const bytes = readFileSync(join(projectRoot, path));
      assert.ok(brotliDecompressSync(readFileSync(join(projectRoot, `${path}.br`))).equals(bytes), path);
      assert.ok(gunzipSync(readFileSync(join(projectRoot, `${path}.gz`))).equals(bytes), path);
    }
  });

  it('say of which version they are', () => {
    assert.deepEqual(JSON.parse(readText(`${folder}/version.json`)), { version: packageDescription.version });
  });

  it("hold no decorator, and none of Lit's development build", () => {
    assert.deepEqual(scripts.filter(hasDecorators), []);
    assert.deepEqual(
      scripts.filter((path) => /Lit is in dev mode|lit\.dev\/msg|litIssuedWarnings/.test(readText(path))),
      [],
    );
  });

  it('run under a content security policy that forbids to evaluate text', () => {
    assert.deepEqual(
      scripts.filter((path) => /[=(,]Function\b(?!\.)|\beval\(/.test(readText(path))),
      [],
    );
  });

  it('are minified, and name where their licences stand', () => {
    for (const path of entries) {
      const [notice = '', ...code] = readText(path).split('\n');
      assert.match(notice, /^\/\*! returning-widgets \d+\.\d+\.\d+\S* \| MIT \| third-party-licenses\.md \*\/$/);
      assert.doesNotMatch(code.join('\n'), /^ *(?:\/\/ |const |let |var \w+ = )/m, `${path} is not minified`);
    }
  });

  it('have maps whose sources stand in this project', () => {
    const sources = filesIn(folder, /\.js\.map$/).flatMap((path) =>
      (JSON.parse(readText(path)) as SourceMap).sources.map((source) => join(dirname(path), source)),
    );
    assert.ok(sources.length > 0);
    assert.deepEqual(
      sources.filter((source) => !/^(?:src|scripts|node_modules)\//.test(source)),
      [],
    );
  });
});

function hashOf(text: string): string {
  return `sha384-${createHash('sha384').update(text).digest('base64')}`;
}
