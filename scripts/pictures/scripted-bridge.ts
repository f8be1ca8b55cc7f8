import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ErrorCode } from '../../src/client/errors.ts';
import type { Problem } from '../../src/schemas/problem.ts';

/** What the bridge does with a request: answers this, refuses it, or never answers. */
export type Script = { readonly body: unknown } | { readonly refusal: ErrorCode } | 'silence';

const route = /^\/v1\/communities\/([^/]+)\/([^?]+)/;

/** A bridge that says what it is told to, to each picture's community something else. Every other path is a page. */
export class ScriptedBridge {
  readonly #server: Server;
  readonly #scripts = new Map<string, Script>();
  readonly #streams = new Set<ServerResponse>();

  /** @param page the HTML of a path and query that is none of the bridge's; undefined: 404 */
  constructor(page: (url: URL) => { readonly type: string; readonly text: string } | undefined) {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const [, community = '', path = ''] = route.exec(url.pathname) ?? [];
      if (path === 'events') this.#openStream(request, response, url);
      else if (path !== '') this.#answer(response, this.#scripts.get(community));
      else send(response, page(url));
    });
  }

  /** @returns its address */
  async start(): Promise<string> {
    this.#server.listen(0);
    await once(this.#server, 'listening');
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** From now on the community is answered so, whatever it asks for. */
  play(community: string, script: Script): void {
    this.#scripts.set(community, script);
  }

  /** Breaks every open stream off. */
  cut(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  #answer(response: ServerResponse, script: Script | undefined): void {
    if (script === 'silence') return;
    if (script !== undefined && 'body' in script) {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(script.body));
      return;
    }
    const code = script?.refusal ?? 'unknown-community';
    const status = code.startsWith('token-') ? 401 : 503;
    const problem: Problem = { type: 'about:blank', title: code, status, code };
    response.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(problem));
  }

  /** Opens with a `hello`, and is quiet from then on. */
  #openStream(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const cursor = url.searchParams.get('cursor') ?? 'pictures.1';
    const granted = url.searchParams.get('topics')?.split(',') ?? [];
    const hello = { cursor, resumed: 'yes', granted, refused: [], me: 'member-47', heartbeatMs: 60_000 };
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`event: hello\nid: ${cursor}\ndata: ${JSON.stringify(hello)}\n\n`);
    this.#streams.add(response);
    request.once('close', () => this.#streams.delete(response));
  }
}

function send(response: ServerResponse, page: { readonly type: string; readonly text: string } | undefined): void {
  response.writeHead(page ? 200 : 404, { 'content-type': page?.type ?? 'text/plain' });
  response.end(page?.text);
}
