import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hello } from '../../src/schemas/index.ts';

/** One request for a stream, answered by hand. */
export class EventRequest {
  readonly topics: readonly string[];
  readonly cursor: string | null;
  /** Path and query. */
  readonly url: string;
  /** Whom it comes from, as its header says. */
  readonly authorization: string | undefined;
  /** Resolves when the client is gone, or the answer is complete. */
  readonly closed: Promise<unknown>;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.url = request.url ?? '';
    this.authorization = request.headers.authorization;
    const { searchParams } = new URL(this.url, 'http://bridge.test');
    this.topics = (searchParams.get('topics') ?? '').split(',');
    this.cursor = searchParams.get('cursor');
    this.closed = once(response, 'close');
    this.#response = response;
  }

  /** Begins the stream, granting all that was asked for unless told otherwise. */
  hello(changes: Partial<Hello> = {}): this {
    this.begin();
    const cursor = changes.cursor ?? this.cursor ?? 'a.1';
    const hello = { cursor, resumed: 'yes', granted: this.topics, refused: [], heartbeatMs: 1000, ...changes };
    return this.send('hello', hello, cursor);
  }

  begin(): this {
    this.#response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    this.#response.flushHeaders();
    return this;
  }

  send(name: string, data: unknown, id?: string): this {
    return this.write(encodeEvent(name, data, id));
  }

  write(text: string): this {
    this.#response.write(text);
    return this;
  }

  end(): void {
    this.#response.end();
  }

  /** Cuts the connection in the middle of what is said. */
  cut(): void {
    this.#response.destroy();
  }

  answer(status: number, headers: Record<string, string> = {}, body = ''): void {
    this.#response.writeHead(status, headers).end(body);
  }
}

/** A real HTTP server whose streams are answered by hand. */
export class EventServer {
  readonly #server: Server = createServer((request, response) => this.#receive(new EventRequest(request, response)));
  readonly #received: EventRequest[] = [];
  #wake: (() => void) | undefined;

  static async start(): Promise<EventServer> {
    const server = new EventServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that were not taken yet. */
  get untaken(): number {
    return this.#received.length;
  }

  async next(): Promise<EventRequest> {
    while (this.#received.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#received.shift()!;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #receive(request: EventRequest): void {
    this.#received.push(request);
    this.#wake?.();
  }
}

export function encodeEvent(name: string, data: unknown, id?: string): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return `event: ${name}\n${idLine}data: ${JSON.stringify(data)}\n\n`;
}
