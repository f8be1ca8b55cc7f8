import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { TestRunnerConfig } from '@web/test-runner';

/**
 * A second origin for the browser tests: pages to be framed, which say and hear what a test dictates through
 * `browser-puppet.ts`. `/frame-origin` on the tests' own server tells where it is.
 */

type Plugin = NonNullable<TestRunnerConfig['plugins']>[number];

/** Tells its parent what is in `?say=`, what it is ordered to, and everything it hears. */
const puppet = `<!doctype html>
<html lang="en">
  <title>Puppet</title>
  <meta name="color-scheme" content="light dark">
  <button>Inside</button>
  <script>
    const tell = (message) => parent.postMessage(message, '*');
    addEventListener('message', ({ data, origin }) =>
      data?.puppetOrder === undefined ? tell({ puppetHeard: data, from: origin }) : tell(data.puppetOrder),
    );
    for (const message of JSON.parse(new URLSearchParams(location.search).get('say') ?? '[]')) tell(message);
    tell({ puppetAt: location.href });
  </script>
</html>`;

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/elsewhere') {
    response.writeHead(302, { location: searchParams.get('to') ?? '/' }).end();
    return;
  }
  // A page that has begun and never ends.
  if (pathname === '/endless') {
    response.writeHead(200, { 'content-type': 'text/html' }).write('<!doctype html><title>Endless</title>');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(puppet);
}

export function frameOrigin(): Plugin {
  let server: Server | undefined;
  return {
    name: 'frame-origin',
    async serverStart() {
      // On all addresses, so that "localhost" and "127.0.0.1" are two origins of it.
      server = createServer(answer).listen(0);
      await once(server, 'listening');
    },
    serve({ path }) {
      const address = server?.address();
      if (path !== '/frame-origin' || typeof address !== 'object' || !address) return undefined;
      return { body: `http://localhost:${address.port}`, type: 'text/plain' };
    },
    serverStop() {
      server?.closeAllConnections();
      server?.close();
    },
  };
}
