import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { launchChromium } from '../test/support/chromium-page.ts';
import type { bench, Times } from './bench-render/page.ts';
import { ROWS } from './bench-render/rows.ts';

/**
 * `npm run bench:render`: the leaderboard's row template beside a table written by hand, in one page of one Chromium;
 * each time is a median, and goes through a forced layout. Fails above the targets.
 */

const measurements = [
  { what: 'first render', method: 'measureFirstRender', rounds: 30, target: 1.4 },
  { what: 'one-row update', method: 'measureUpdate', rounds: 150, target: 1.25 },
] as const;

async function bundle(): Promise<string> {
  const lib = { entry: join(import.meta.dirname, 'bench-render/page.ts'), formats: ['es' as const] };
  const options = {
    configFile: false,
    logLevel: 'warn',
    mode: 'production',
    build: { target: 'es2022', write: false, lib },
  } as const;
  const [result] = [await build(options)].flat() as Rolldown.RolldownOutput[];
  return result?.output[0].code ?? '';
}

/** Isolated, so that the browser's clock tells microseconds. */
async function serve(script: string): Promise<{ url: string; stop: () => void }> {
  const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...isolated });
    response.end(`<!doctype html><meta charset="utf-8"><script type="module">${script}</script>`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, stop: () => void server.close().closeAllConnections() };
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}

const { url, stop } = await serve(await bundle());
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  await page.goto(url);
  console.log(`${ROWS} rows in ${await browser.version()}`);
  for (const { what, method, rounds, target } of measurements) {
    const times: Times = await page.evaluate(
      (name, count) => (globalThis as unknown as { bench: typeof bench }).bench[name](count),
      method,
      rounds,
    );
    const [lit, vanilla] = [median(times.lit), median(times.vanilla)];
    const ratio = lit / vanilla;
    const isMet = ratio <= target;
    console.log(
      `${what}: ${lit.toFixed(2)} ms, by hand ${vanilla.toFixed(2)} ms: ${ratio.toFixed(2)}× (target ≤ ${target}×)`,
    );
    if (!isMet) process.exitCode = 1;
  }
} finally {
  await browser.close();
  stop();
}
