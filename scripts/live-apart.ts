import type { Plugin } from 'vite';

/**
 * Leaves the code of the live stream out of a single file: it is a file of its own, self-contained and the same for all,
 * which a page loads once its first widget wants to be live. Bundled along, it would share modules with the entry, and the
 * entry would fall apart into chunks.
 */
export function liveApart(file: string): Plugin {
  return {
    name: 'live-apart',
    enforce: 'pre',
    resolveId(source, importer) {
      const isLive = source === './live-connection.ts' && importer?.endsWith('/client/page-connection.ts');
      return isLive ? { id: `./${file}`, external: true } : undefined;
    },
  };
}
