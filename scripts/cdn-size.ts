import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { CDN_FOLDER, cdnBuild } from './cdn-build.ts';
import { brotliBudgets } from './size-budgets.ts';

export interface Measured {
  readonly name: string;
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
  /** In bytes of brotli; a file without one is only reported. */
  readonly budget?: number | undefined;
}

/** What the widgets can't do without: their floor, each weighed by what leaving it out of `widgets.js` saves. */
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
    scripts.map(async (name) => ({ ...weigh(name, await readFile(join(CDN_FOLDER, name))), budget: budgetOf(name) })),
  );
}

export function overBudget({ brotli, budget }: Measured): boolean {
  return budget !== undefined && brotli > budget;
}

/** The floor's parts, then what is left: the widgets' own code. */
export async function measureDependencies(): Promise<Measured[]> {
  const whole = weigh('whole', await bundleWidgets([]));
  const own = weigh('  our own code', await bundleWidgets(Object.values(floor).flat()));
  const parts = await Promise.all(
    Object.entries(floor).map(async ([name, external]) =>
      difference(`  ${name}`, whole, weigh(name, await bundleWidgets(external))),
    ),
  );
  return [difference('widgets.js: floor', whole, own), ...parts, own];
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

function budgetOf(name: string): number | undefined {
  return Object.entries(brotliBudgets).find(([file]) => file === name)?.[1];
}

async function bundleWidgets(external: readonly string[]): Promise<Uint8Array> {
  const result = (await build(cdnBuild({ entry: 'widgets', external, write: false }))) as Rolldown.RolldownOutput[];
  const code = result.flatMap(({ output }) => output).find((file) => file.type === 'chunk')?.code;
  if (code === undefined) throw new Error('widgets.js was built without a chunk');
  return Buffer.from(code);
}
