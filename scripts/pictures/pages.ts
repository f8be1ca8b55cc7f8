import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { PageSettings } from './page-settings.ts';

const root = join(import.meta.dirname, '../..');

export interface ServedPage {
  readonly type: string;
  readonly text: string;
}

/** Builds what a picture's page runs. @returns the path of the script, and that of its style sheets' folder */
export async function buildPage(): Promise<string> {
  const outDir = join(root, 'node_modules/.cache/returning-widgets-pictures');
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: true,
      minify: false,
      lib: { entry: join(import.meta.dirname, 'page/page.ts'), formats: ['es'], fileName: () => 'page.js' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  return join(outDir, 'page.js');
}

/** @returns the page of a path; undefined where there is none @param script the path of the built script */
export function pagesWith(script: string): (url: URL) => ServedPage | undefined {
  const code = readFileSync(script, 'utf8');
  return ({ pathname, searchParams }) => {
    if (pathname === '/page.js') return { type: 'text/javascript', text: code };
    if (pathname === '/framed') return { type: 'text/html; charset=utf-8', text: framedPage };
    if (pathname === '/favicon.ico') return { type: 'image/x-icon', text: '' };
    const look = /^\/looks\/([a-z]+)\.css$/.exec(pathname)?.[1];
    if (look) return { type: 'text/css', text: readFileSync(join(root, `src/looks/${look}.css`), 'utf8') };
    const settings = searchParams.get('settings');
    if (settings === null) return undefined;
    return { type: 'text/html; charset=utf-8', text: picturePage(JSON.parse(settings) as PageSettings) };
  };
}

function picturePage({ lang, theme, width, textSize, look }: PageSettings): string {
  return `<!doctype html>
<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<title>A picture</title>
<style>
html { color-scheme: ${theme}; font-size: ${textSize}%; background: light-dark(#eef0f4, #08090b); }
body { margin: 0; font-family: system-ui, sans-serif; }
#stage { box-sizing: content-box; width: ${width}px; padding: 24px; }
</style>
${look === undefined ? '' : `<link rel="stylesheet" href="/looks/${look}.css">`}
<script type="module" src="/page.js"></script>
</head>
<body><div id="stage"></div></body>
</html>`;
}

/** What stands in a frame: a page that follows the scheme it is given. */
const framedPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>A framed page</title>
<body style="font: 1rem system-ui; margin: 2rem">
<h1>The lounge</h1>
<p>A page of somebody else, in its frame.</p>
</body>
</html>`;
