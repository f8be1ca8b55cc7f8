import { createServer, type Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** What a client that dawdles, or sends too much, may take of the server. */
const serverOptions = {
  /** Request line and headers together; more is answered with 431. */
  maxHeaderSize: 16 * 1024,
  /** All headers must be in by then, */
  headersTimeout: 10_000,
  /** and the body by then. */
  requestTimeout: 30_000,
  /** How often the two are looked after. */
  connectionsCheckingInterval: 2000,
  /** Longer than proxies keep theirs (60 s mostly): whoever closes first must not be us, or a request meets a closed door. */
  keepAliveTimeout: 75_000,
};

/** The bridge's HTTP server, which does not listen yet. */
export function createHttpServer(fetch: Fetch, options: Partial<typeof serverOptions> = {}): Server {
  return createAdaptorServer({
    fetch,
    createServer,
    serverOptions: { ...serverOptions, ...options },
  }) as Server;
}
