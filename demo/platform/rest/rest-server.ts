import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Faults } from './faults.ts';
import { PlatformRecords } from './records.ts';
import { createRestApp } from './rest-app.ts';
import type { Paging } from './users-list.ts';

export type RestBaseUrls = Readonly<Record<'messages' | 'integration' | 'badges' | 'slack', string>>;

/** Where each part of the REST API answers, as a configuration names it. */
export function restBaseUrls(port: number): RestBaseUrls {
  const url = `http://localhost:${port}`;
  return { messages: `${url}/v1`, integration: `${url}/apis/v1`, badges: `${url}/api/v1`, slack: `${url}/slack/api` };
}

/** The stand-in's REST API, listening. */
export class RestServer {
  readonly records: PlatformRecords;
  readonly faults = new Faults();
  paging: Paging = 'both';
  /** What was asked, in the order it came: `GET /v1/messages`. */
  readonly requests: string[] = [];
  #server: Server | undefined;
  #port: number;
  #waiting: (() => void)[] = [];

  /** @param port 0 takes a free one */
  constructor({ records = new PlatformRecords(), port = 0 }: { records?: PlatformRecords; port?: number } = {}) {
    this.records = records;
    this.#port = port;
  }

  get baseUrls(): RestBaseUrls {
    return restBaseUrls(this.#port);
  }

  /** Listens, after a `stop` on the port it had. */
  async start(): Promise<void> {
    const { records, faults } = this;
    const onRequest = ({ method, path }: { method: string; path: string }) => this.#note(`${method} ${path}`);
    const app = createRestApp({ records, faults, paging: () => this.paging, onRequest });
    this.#server = createAdaptorServer({ fetch: app.fetch }) as Server;
    this.#server.listen(this.#port, 'localhost');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
  }

  async stop(): Promise<void> {
    if (!this.#server?.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async untilRequests(count: number): Promise<void> {
    while (this.requests.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #note(request: string): void {
    this.requests.push(request);
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
