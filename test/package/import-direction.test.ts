import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { filesIn } from './support/files.ts';
import { COMPUTED, importsOf } from './support/syntax.ts';

/** What a folder of `src` may import, besides itself: folders, single files, and packages. ARCHITECTURE.md draws it. */
interface Permission {
  readonly sources: readonly string[];
  readonly packages: readonly string[];
}

const STORE_CONTRACT = 'bridge/store/store.ts';
/** What the domain wrote into the log and its documents, and how the hub reads it back. */
const LOG_CONTRACT = ['log-entry', 'documents', 'describe', 'standing-changes'].map(
  (name) => `bridge/domain/${name}.ts`,
);
/** Where the domain keeps who is who, for whoever has to find a member. */
const MEMBER_CONTRACT = ['documents', 'identity'].map((name) => `bridge/domain/${name}.ts`);
const hono = ['hono', '@hono/node-server'];
const lit = ['lit'];

const permissions: Readonly<Record<string, Permission>> = {
  schemas: { sources: [], packages: ['zod'] },
  client: { sources: ['schemas'], packages: ['eventsource-parser'] },
  internal: { sources: ['schemas', 'client'], packages: lit },
  controllers: { sources: ['schemas', 'client', 'internal'], packages: lit },
  elements: { sources: ['schemas', 'client', 'internal', 'controllers'], packages: lit },
  'bridge/ingest': { sources: ['schemas'], packages: ['node:', 'zod'] },
  'bridge/domain': {
    sources: ['schemas', STORE_CONTRACT],
    packages: ['node:', 'zod', 'temporal-polyfill', 'gemoji', 'htmlparser2', 'markdown-it'],
  },
  'bridge/config': { sources: ['schemas', 'bridge'], packages: ['node:', 'zod', 'temporal-polyfill'] },
  'bridge/control': { sources: ['schemas', 'bridge'], packages: ['node:', 'zod'] },
  'bridge/openapi': { sources: ['schemas', 'bridge/routes'], packages: ['zod'] },
  'bridge/retention': { sources: ['schemas', 'bridge'], packages: ['node:', 'zod', 'temporal-polyfill'] },
  'bridge/store': { sources: ['schemas'], packages: ['node:', 'zod'] },
  'bridge/live': { sources: ['schemas', STORE_CONTRACT, ...LOG_CONTRACT], packages: ['node:', 'zod'] },
  'bridge/access': {
    sources: ['schemas', STORE_CONTRACT, ...MEMBER_CONTRACT],
    packages: ['node:', 'zod', 'jose', 'rate-limiter-flexible'],
  },
  'bridge/files': { sources: ['schemas', 'bridge/log.ts', 'bridge/entity-tag.ts'], packages: ['node:', 'zod'] },
  'bridge/tasks': { sources: ['schemas', 'bridge/domain', STORE_CONTRACT], packages: ['node:', 'zod'] },
  'bridge/imports': { sources: ['schemas', 'bridge'], packages: ['node:', 'zod', 'csv-parse', 'temporal-polyfill'] },
  'bridge/commands': { sources: ['schemas', 'bridge'], packages: ['node:', 'zod'] },
  'bridge/upstream': {
    sources: [
      'schemas',
      'bridge/log.ts',
      'bridge/ingest/avatar.ts',
      'bridge/ingest/clean-text.ts',
      'bridge/ingest/email-hash.ts',
    ],
    packages: ['zod', 'lru-cache'],
  },
  'bridge/routes': { sources: ['schemas', 'bridge'], packages: ['node:', 'zod', ...hono] },
  bridge: {
    sources: ['schemas', 'bridge'],
    packages: ['node:', 'zod', 'pino', '@prometheus-io/client', 'temporal-polyfill', ...hono],
  },
};

const files = filesIn('src', /\.ts$/).map((path) => path.replace(/^src\//, ''));
const importsByFile = new Map(files.map((file) => [file, importsOf(join('src', file))]));

describe('imports in src', () => {
  it('go one way: schemas, client, internal, controllers, elements; and the bridge to the schemas alone', () => {
    const forbidden = eachImport((file, specifier) =>
      isAllowed(file, specifier) ? [] : [`${file} imports ${specifier}`],
    );
    assert.deepEqual(forbidden, []);
  });

  it('name a file that exists, with its extension', () => {
    const broken = eachImport((file, specifier) => {
      const target = targetOf(file, specifier);
      return target === undefined || importsByFile.has(target) ? [] : [`${file} imports ${specifier}`];
    });
    assert.deepEqual(broken, []);
  });

  it('can be read from the source, dynamic ones too', () => {
    assert.deepEqual(
      eachImport((file, specifier) => (specifier === COMPUTED ? [file] : [])),
      [],
    );
  });

  it('make no circle, not even of types', () => {
    assert.deepEqual(findCircle(), undefined);
  });
});

function eachImport(complaint: (file: string, specifier: string) => string[]): string[] {
  return [...importsByFile].flatMap(([file, imports]) => imports.flatMap((specifier) => complaint(file, specifier)));
}

function isAllowed(file: string, specifier: string): boolean {
  const layer = layerOf(file);
  const permission = permissions[layer];
  assert.ok(permission, `${file} stands in a folder that has no import rule yet`);
  const target = targetOf(file, specifier);
  if (target === undefined) return permission.packages.some((name) => isPackage(specifier, name));
  return [layer, ...permission.sources].some((source) => target === source || target.startsWith(`${source}/`));
}

/** `bridge/live` for a file in it, `bridge` for one beside it, `client` for all below `client`. */
function layerOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'bridge' && !second.endsWith('.ts') ? `${top}/${second}` : top;
}

/** The file meant, from `src`; undefined for a package. */
function targetOf(file: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? join(dirname(file), specifier) : undefined;
}

function isPackage(specifier: string, name: string): boolean {
  return name.endsWith(':') ? specifier.startsWith(name) : specifier === name || specifier.startsWith(`${name}/`);
}

/** The first circle met going down from any file, as the path that closes it. */
function findCircle(): string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const specifier of importsByFile.get(file) ?? []) {
      const target = targetOf(file, specifier);
      const circle = target === undefined ? undefined : walk(target, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of files) {
    const circle = walk(file, []);
    if (circle) return circle;
  }
  return undefined;
}
