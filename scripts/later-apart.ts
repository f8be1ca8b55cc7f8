import type { Plugin } from 'vite';

/**
 * Leaves `src/client/later.ts` out of a single file: it is a file of its own, self-contained and the same for all, which
 * a page loads once its first widget wants to be live or has something to say. Bundled along, it would share modules with
 * the entry, and the entry would fall apart into chunks.
 */
export function laterApart(file: string): Plugin {
  return {
    name: 'later-apart',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/later.ts') ? { id: `./${file}`, external: true } : undefined),
  };
}
