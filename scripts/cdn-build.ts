import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { laterApart } from './later-apart.ts';
import { minifyFurther } from './minify-further.ts';
import { leanZod } from './lean-zod.ts';

const root = join(import.meta.dirname, '..');
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

export const CDN_FOLDER = join(root, 'dist/cdn');

/** The ready-made looks: plain style sheets, published as they are. */
export const LOOKS_FOLDER = join(root, 'src/looks');

/** Files that hold all they need, so that one integrity hash covers each. */
export const SINGLE_FILES = ['widgets', 'badge-shelf', 'channel', 'leaderboard', 'message-feed'] as const;

export type CdnEntry = 'loader' | 'later' | (typeof SINGLE_FILES)[number];

/** Named by version, so that a cached file never loads another version's. */
export const LATER_FILE = `chunks/later-${version}.js`;

interface CdnBuildOptions {
  readonly entry: CdnEntry;
  /** Left as imports: how `npm run size` tells what a dependency costs. */
  readonly external?: readonly string[];
  /** False keeps the result in memory. */
  readonly write?: boolean;
}

/**
 * How one file for script tags is made: an ES2022 module, minified with white space (Vite's library mode would keep
 * it), notices in a file of their own, and a source map, which browsers fetch only for open developer tools.
 */
export function cdnBuild({ entry, external = [], write = true }: CdnBuildOptions): InlineConfig {
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    mode: 'production',
    plugins: [leanZod(), minifyFurther(), entry === 'loader' || entry === 'later' ? undefined : laterApart(LATER_FILE)],
    resolve: { alias: { 'lit/decorators.js': join(root, 'scripts/legacy-decorators.ts') } },
    build: {
      target: 'es2022',
      outDir: CDN_FOLDER,
      emptyOutDir: false,
      write,
      sourcemap: true,
      license: entry === 'widgets' && { fileName: 'third-party-licenses.md' },
      lib: { entry: join(root, entryPath(entry)), formats: ['es'] },
      rolldownOptions: {
        external: external.map((name) => new RegExp(`^${name}(/|$)`)),
        output: {
          minify: true,
          comments: false,
          postBanner: `/*! returning-widgets ${version} | MIT | third-party-licenses.md */`,
          entryFileNames: entry === 'later' ? LATER_FILE : '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          codeSplitting: true,
        },
      },
    },
  };
}

function entryPath(entry: CdnEntry): string {
  return entry === 'later' ? 'src/client/later.ts' : `src/elements/cdn/${entry}.ts`;
}
