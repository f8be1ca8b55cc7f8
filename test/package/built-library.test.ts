import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { filesIn, projectRoot, readText } from './support/files.ts';
import { hasDecorators, importsOf } from './support/syntax.ts';

const scripts = filesIn('dist/lib', /\.js$/);
const browserScripts = scripts.filter((path) => !path.startsWith('dist/lib/bridge/'));

const importAll = (specifiers: readonly string[]): string =>
  `for (const specifier of ${JSON.stringify(specifiers)}) await import(specifier);`;

/** Lit and zod keep registries in globals; what their import alone adds is theirs. The rest would be ours. */
const tellWhatOursAdds = (packages: readonly string[], ours: readonly string[]): string => `
  ${importAll(packages)}
  const before = new Set(Reflect.ownKeys(globalThis));
  ${importAll(ours)}
  const globals = Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String);
  console.log(JSON.stringify({ globals, timers: process.getActiveResourcesInfo().filter((name) => name === 'Timeout') }));
`;

describe('the built library', () => {
  it('imports no TypeScript file', () => {
    const imports = scripts.flatMap((path) => importsOf(path).map((specifier) => ({ path, specifier })));
    assert.deepEqual(
      imports.filter(({ specifier }) => specifier.endsWith('.ts')),
      [],
    );
  });

  it('holds no decorator an engine would stumble over', () => {
    assert.deepEqual(scripts.filter(hasDecorators), []);
  });

  it('has declarations beside every module', () => {
    const declarations = new Set(filesIn('dist/lib', /\.d\.ts$/));
    assert.deepEqual(
      scripts.filter((path) => !declarations.has(path.replace(/\.js$/, '.d.ts'))),
      [],
    );
  });

  it('leaves the address of its modules alone in the browser', () => {
    assert.deepEqual(
      browserScripts.filter((path) => readText(path).includes('import.meta')),
      [],
    );
  });

  it('does nothing when its browser modules are imported on a server', () => {
    const packages = new Set(browserScripts.flatMap(importsOf).filter((specifier) => !specifier.startsWith('.')));
    const ours = browserScripts.map((path) => pathToFileURL(join(projectRoot, path)).href);
    const program = tellWhatOursAdds([...packages], ours);
    const args = ['--input-type=module', '--eval', program];
    const printed = execFileSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
    assert.deepEqual(JSON.parse(printed), { globals: [], timers: [] });
  });
});
