import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import type { TestRunnerConfig } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { findChromium } from './scripts/find-chromium.ts';
import { bridgeMiddleware } from './test/support/browser-bridge-middleware.ts';

const tsconfig = fileURLToPath(new URL('./tsconfig.json', import.meta.url));
const executablePath = findChromium();
if (executablePath === undefined) throw new Error('No Chromium was found: run "node scripts/ensure-chromium.ts".');

const quietChromium = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const config: TestRunnerConfig = {
  files: 'test/**/*.browser.ts',
  // The development build of Lit warns of mistakes in elements; its one warning about being that build is silenced
  // below, by its code, so that each other one fails the test it comes from.
  nodeResolve: { exportConditions: ['browser', 'development'] },
  testRunnerHtml: (testFramework) => `<!doctype html>
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width" />
        <script>globalThis.litIssuedWarnings = new Set(['dev-mode']);</script>
      </head>
      <body>
        <script type="module" src="${testFramework}"></script>
      </body>
    </html>`,
  browsers: [chromeLauncher({ launchOptions: { executablePath, args: quietChromium } })],
  // Only the page in front gets animation frames, and all pages share six connections to the server.
  concurrency: 1,
  middleware: [bridgeMiddleware],
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig })],
  testFramework: { config: { timeout: 5000 } },
};

export default config;
