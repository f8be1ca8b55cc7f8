import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { CDN_FOLDER, cdnBuild, LATER_FILE, SINGLE_FILES, type CdnEntry } from './cdn-build.ts';
import { brotliBudgets, liveBudgets } from './size-budgets.ts';

export interface Measured {
  readonly name: string;
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
  /** In bytes of brotli; a file without one is only reported. */
  readonly budget?: number | undefined;
}

/** What the widgets can't do without: their floor, each weighed by what leaving it out of all their code saves. */
const floor = {
  lit: ['lit', '@lit', 'lit-html', 'lit-element'],
  'zod/mini': ['zod'],
  'eventsource-parser': ['eventsource-parser'],
} as const;

/** Every built script of `dist/cdn`, as it is served. */
export async function measureCdnFiles(): Promise<Measured[]> {
  const files = await readdir(CDN_FOLDER, { recursive: true });
  const scripts = files.filter((file) => file.endsWith('.js')).toSorted();
  return Promise.all(
    scripts.map(async (name) => ({
      ...weigh(name, await readFile(join(CDN_FOLDER, name))),
      budget: budgetOf(name, brotliBudgets),
    })),
  );
}

/** What a page loads in the end: each single file, and what comes once a widget is live; or all that the loader fetches. */
export function measureLive(files: readonly Measured[]): Measured[] {
  const live = (name: string, parts: readonly Measured[]): Measured => ({
    ...sum(`${name}, live`, parts),
    budget: budgetOf(name, liveBudgets),
  });
  const later = files.filter(({ name }) => name === LATER_FILE);
  const names = SINGLE_FILES.map((entry) => `${entry}.js`);
  const singles = files.filter(({ name }) => names.includes(name));
  const others = files.filter((file) => !singles.includes(file) && !later.includes(file) && !isSeldomLoaded(file));
  return [...singles.map((file) => live(file.name, [file, ...later])), live('loader.js', others)];
}

/** A language, or sample data for `demo`. */
function isSeldomLoaded({ name }: Measured): boolean {
  return /^chunks\/(?:sample|[a-z]{2})-/.test(name);
}

export function overBudget({ brotli, budget }: Measured): boolean {
  return budget !== undefined && brotli > budget;
}

/** The floor's parts, then what is left: the widgets' own code. */
export async function measureDependencies(): Promise<Measured[]> {
  const whole = await bundleWidgets('whole', []);
  const own = await bundleWidgets('  our own code', Object.values(floor).flat());
  const parts = await Promise.all(
    Object.entries(floor).map(async ([name, external]) =>
      difference(`  ${name}`, whole, await bundleWidgets(name, external)),
    ),
  );
  return [difference('floor of widgets.js, live', whole, own), ...parts, own];
}

function weigh(name: string, bytes: Uint8Array): Measured {
  return {
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

function difference(name: string, a: Measured, b: Measured): Measured {
  return { name, raw: a.raw - b.raw, gzip: a.gzip - b.gzip, brotli: a.brotli - b.brotli };
}

function budgetOf(name: string, budgets: Readonly<Record<string, number>>): number | undefined {
  return Object.entries(budgets).find(([file]) => file === name)?.[1];
}

function sum(name: string, parts: readonly Measured[]): Measured {
  const total = (key: 'raw' | 'gzip' | 'brotli'): number => parts.reduce((bytes, part) => bytes + part[key], 0);
  return { name, raw: total('raw'), gzip: total('gzip'), brotli: total('brotli') };
}

/** All of their code, what comes later among it. */
async function bundleWidgets(name: string, external: readonly string[]): Promise<Measured> {
  const files = [await bundle('widgets', external), await bundle('later', external)];
  return sum(
    name,
    files.map((code) => weigh(name, code)),
  );
}

async function bundle(entry: CdnEntry, external: readonly string[]): Promise<Uint8Array> {
  const result = (await build(cdnBuild({ entry, external, write: false }))) as Rolldown.RolldownOutput[];
  const code = result.flatMap(({ output }) => output).find((file) => file.type === 'chunk')?.code;
  if (code === undefined) throw new Error(`${entry}.js was built without a chunk`);
  return Buffer.from(code);
}
