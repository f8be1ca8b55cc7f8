import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Consumer, packageDescription } from './support/consumer.ts';
import { projectRoot, readText } from './support/files.ts';

const { name, bin, exports: exported } = packageDescription;
const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
const exportPaths = Object.keys(exported).map((path) => path.replace(/^\./, name));
const modulePaths = exportPaths.filter((path) => !/\.(?:json|css)$/.test(path));

/** What people write against the package: types arrive by import, and by tag and event name. */
const typedUse = `
import { configure, defineLeaderboard } from '${name}';
import { ReturningBadgeShelf } from '${name}/badge-shelf';
import { ReturningChannel } from '${name}/channel';
import { ReturningLeaderboard } from '${name}/leaderboard';
import { ReturningMessageFeed } from '${name}/message-feed';
import type { Leaderboard } from '${name}/schemas';

const shelf: ReturningBadgeShelf = document.createElement('returning-badge-shelf');
const board: ReturningLeaderboard = document.createElement('returning-leaderboard');
const channel: ReturningChannel = document.createElement('returning-channel');
const feed: ReturningMessageFeed = document.createElement('returning-message-feed');
feed.addEventListener('returning-error', (event) => event.code satisfies string);
export const titleOf = (leaderboard: Leaderboard): string => leaderboard.title;
export { board, channel, shelf };

configure({ apiUrl: 'https://bridge.example' });
defineLeaderboard('my-leaderboard');
`;

describe('the packed package', () => {
  let consumer: Consumer;
  before(() => {
    consumer = new Consumer();
  });
  after(() => {
    consumer[Symbol.dispose]();
  });

  it('holds the build, its papers, and nothing else', () => {
    const expected =
      /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/custom-elements\.json|dist\/returning-widgets\.schema\.json|dist\/lib\/.+\.(?:js|d\.ts)|dist\/cdn\/.+\.(?:js\.map|(?:js|css)(?:\.br|\.gz)?|md|json))$/;
    assert.deepEqual(
      consumer.packedFiles.filter((path) => !expected.test(path)),
      [],
    );
    for (const paper of ['LICENSE', 'CHANGELOG.md', 'dist/custom-elements.json', 'dist/cdn/third-party-licenses.md']) {
      assert.ok(consumer.packedFiles.includes(paper), `${paper} is missing`);
    }
  });

  it('gives away no path of the machine it was built on, and no secret of the demo', () => {
    const telling = consumer.packedFiles.filter((path) => {
      const text = readText(join(consumer.installedFolder, path));
      // The README shows how to post to the demo, whose secrets no other bridge accepts.
      return text.includes(projectRoot) || (path !== 'README.md' && /demo-(?:hook|slack)-/.test(text));
    });
    assert.deepEqual(telling, []);
  });

  for (const path of modulePaths) {
    it(`imports ${path}`, () => {
      consumer.node('--input-type=module', '--eval', `await import('${path}');`);
    });
  }

  it('resolves its manifest and its description', () => {
    for (const path of exportPaths.filter((path) => path.endsWith('.json'))) {
      consumer.node('--input-type=module', '--eval', `await import('${path}', { with: { type: 'json' } });`);
    }
  });

  it('resolves its looks', () => {
    const resolve = `console.log(import.meta.resolve('${name}/looks/paper.css'))`;
    const url = consumer.node('--input-type=module', '--eval', resolve).trim();
    assert.match(readText(fileURLToPath(url)), /--returning-accent:/);
  });

  for (const [module, moduleResolution] of [
    ['esnext', 'bundler'],
    ['node16', 'node16'],
  ] as const) {
    it(`has types for every path, with module resolution "${moduleResolution}"`, () => {
      const imports = modulePaths.map((path, index) => `export * as module${String(index)} from '${path}';`);
      consumer.write('use.ts', `${imports.join('\n')}\n${typedUse}`);
      consumer.write('tsconfig.json', JSON.stringify({ compilerOptions: { ...strictness, module, moduleResolution } }));
      consumer.node(compiler, '-p', '.');
    });
  }

  it('installs commands that start the bridge, up to what its configuration lacks', () => {
    for (const file of Object.values(bin)) {
      const command = join(consumer.installedFolder, file);
      assert.match(readText(command), /^#!\/usr\/bin\/env node\n/);
      const env = { PATH: process.env['PATH'], CONFIG: 'missing.json', PORT: '0' };
      const { status, stdout } = spawnSync(process.execPath, [command, 'start'], {
        cwd: consumer.folder,
        env,
        encoding: 'utf8',
      });
      assert.equal(status, 1);
      assert.match(stdout, /missing\.json/);
    }
  });
});

/** `skipLibCheck` is off, so that the package's own declarations are checked too. */
const strictness = {
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  target: 'es2022',
  lib: ['es2024', 'dom', 'dom.iterable', 'esnext.disposable'],
  types: ['node'],
};
