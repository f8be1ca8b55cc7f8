import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const pagesFolder = join(root, 'demo/pages');
const hostPages = readdirSync(pagesFolder).filter((name) => name.endsWith('.html'));

/** The playground and the host pages. What visitors load by script tag is built by `scripts/build-cdn.ts`. */
export default defineConfig({
  root,
  publicDir: false,
  // `vite dev` shows the page; a bridge beside it, from `npm start`, answers for it.
  server: {
    proxy: Object.fromEntries(
      ['/v1', '/widgets.js', '/looks', '/demo/token', '/demo/frame-token'].map((path) => [
        path,
        'http://localhost:4400',
      ]),
    ),
  },
  build: {
    target: 'es2022',
    // What the elements ask of a browser; below it, light-dark() would be taken apart.
    cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
    outDir: 'dist/playground',
    rolldownOptions: { input: [join(root, 'index.html'), ...hostPages.map((name) => join(pagesFolder, name))] },
  },
});
