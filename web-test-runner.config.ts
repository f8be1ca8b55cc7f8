import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import type { TestRunnerConfig } from '@web/test-runner';
import { chosenEngines } from './scripts/test-engines.ts';
import { bridgeMiddleware } from './test/support/browser-bridge-middleware.ts';
import { frameOrigin } from './test/support/browser-frame-origin.ts';
import { launchers } from './test/support/browser-launchers.ts';

const tsconfig = fileURLToPath(new URL('./tsconfig.json', import.meta.url));

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
  browsers: chosenEngines().map((engine) => launchers[engine]()),
  // A browser that was never started on this machine takes its time.
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  // Only the page in front gets animation frames, and all pages share six connections to the server.
  concurrency: 1,
  middleware: [bridgeMiddleware],
  plugins: [frameOrigin(), esbuildPlugin({ ts: true, target: 'es2022', tsconfig })],
  testFramework: { config: { timeout: 10_000 } },
};

export default config;
