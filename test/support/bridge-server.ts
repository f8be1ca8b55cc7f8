import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { EventEmitter, once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Bridge } from '../../src/bridge/bridge.ts';
import { loadConfig, type BridgeConfig } from '../../src/bridge/config/config.ts';
import { collections } from '../../src/bridge/domain/documents.ts';
import { createHttpServer } from '../../src/bridge/http-server.ts';
import { createLog } from '../../src/bridge/log.ts';
import type { FileFolders } from '../../src/bridge/routes/files.ts';
import { SqliteStore } from '../../src/bridge/store/sqlite.ts';
import { BridgeStream, PATIENCE_MS } from './bridge-stream.ts';

/** The demo's, which the fixtures belong to. */
export const COMMUNITY = '6502564c5c09c0a';
export const HOOK_SECRET = 'demo-hook-secret';
export const SLACK_SIGNING_SECRET = 'demo-slack-signing-secret';

/** Later than every date in the fixtures, in the week and the month of the last of them. */
export const NOW = Date.parse('2025-09-03T12:00:00.000Z');

export interface BridgeServerOptions {
  readonly config?: BridgeConfig;
  readonly heartbeatMs?: number;
  readonly files?: FileFolders;
  readonly http?: Parameters<typeof createHttpServer>[1];
}

type Headers = Readonly<Record<string, string>>;
type Body = string | Uint8Array<ArrayBuffer>;

/** The configuration of the demo, with changes. */
export async function demoConfig(changes: Partial<BridgeConfig> = {}): Promise<BridgeConfig> {
  const path = new URL('../../demo/bridge.config.json', import.meta.url).pathname;
  return { ...(await loadConfig(path, {})), ...changes };
}

/** A real bridge behind a real HTTP server, with a store in a folder of its own. Its clock stands still. */
export class BridgeServer {
  /** Epoch ms, as the bridge sees it. */
  now = NOW;
  readonly folder: string;
  readonly log: string[] = [];
  readonly #options: BridgeServerOptions;
  readonly #config: BridgeConfig;
  readonly #streams = new Set<BridgeStream>();
  readonly #logged = new EventEmitter();
  #store!: SqliteStore; // `#open` sets these three before anyone gets the server.
  #bridge!: Bridge;
  #server!: Server;
  #isStoreOpen = false;

  /** @param context the test, at whose end the server is closed and its folder removed */
  static async start(context: TestContext, options: BridgeServerOptions = {}): Promise<BridgeServer> {
    const folder = await mkdtemp(join(tmpdir(), 'bridge-'));
    const server = new BridgeServer(folder, options, options.config ?? (await demoConfig()));
    await server.#open();
    context.after(async () => {
      await server.#close();
      await rm(folder, { recursive: true });
    });
    return server;
  }

  private constructor(folder: string, options: BridgeServerOptions, config: BridgeConfig) {
    this.folder = folder;
    this.#options = options;
    this.#config = config;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get store(): SqliteStore {
    return this.#store;
  }

  /** Takes the store away from under the bridge. */
  async closeStore(): Promise<void> {
    if (this.#isStoreOpen) await this.#store.close();
    this.#isStoreOpen = false;
  }

  get bridge(): Bridge {
    return this.#bridge;
  }

  /** The store's file. */
  get databasePath(): string {
    return join(this.folder, 'bridge.sqlite');
  }

  /** What the log says, line by line. */
  get logEntries(): Record<string, unknown>[] {
    return this.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Resolves when the log tells that event the next time. */
  async nextLog(event: string): Promise<void> {
    await once(this.#logged, event, { signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  /** Ends the bridge and starts another one on the same store. */
  async restart(): Promise<void> {
    await this.#close();
    await this.#open();
  }

  /** @param path below the community, for instance `leaderboards/top` */
  async get(path: string, headers: Headers = {}): Promise<Response> {
    return fetch(`${this.url}/v1/communities/${COMMUNITY}/${path}`, { headers });
  }

  async getJson(path: string): Promise<unknown> {
    return (await this.get(path)).json();
  }

  async postReturning(body: Body | object, headers: Headers = {}, secret = HOOK_SECRET): Promise<Response> {
    return this.#post(`/hooks/returning/${secret}`, body, headers);
  }

  /** Signed as Slack does. */
  async postSlack(body: Body | object, signing: Partial<SlackSigning> = {}): Promise<Response> {
    const sent = bytesOf(body);
    const headers = signSlack(sent, {
      secret: SLACK_SIGNING_SECRET,
      timestamp: Math.floor(this.now / 1000),
      ...signing,
    });
    return this.#post('/hooks/slack', sent, headers);
  }

  async postUnsignedSlack(body: Body | object, headers: Headers = {}): Promise<Response> {
    return this.#post('/hooks/slack', body, headers);
  }

  /** @param query for instance `topics=board/top` */
  async openStream(query: string, headers: Headers = {}): Promise<BridgeStream> {
    const stream = await BridgeStream.open(`${this.url}/v1/communities/${COMMUNITY}/events?${query}`, headers);
    this.#streams.add(stream);
    return stream;
  }

  /** Resolves when the answer to the next request has ended or was cut off. */
  async nextAnswerToClose(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.once('request', (_request: unknown, response: ServerResponse) => response.once('close', resolve));
    });
  }

  async #post(path: string, body: Body | object, headers: Headers): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: bytesOf(body),
    });
  }

  #takeLog(line: string): void {
    this.log.push(line);
    const { event } = JSON.parse(line) as { event: string };
    this.#logged.emit(event);
  }

  async #open(): Promise<void> {
    this.#store = new SqliteStore({
      path: this.databasePath,
      collections: Object.values(collections),
      logEntries: this.#config.logEntries,
      clock: () => this.now,
    });
    this.#isStoreOpen = true;
    this.#bridge = new Bridge({
      config: this.#config,
      store: this.#store,
      log: createLog({ write: (line) => this.#takeLog(line) }),
      files: this.#options.files ?? { widgets: undefined, pages: undefined },
      clock: () => this.now,
      ...(this.#options.heartbeatMs !== undefined && { heartbeatMs: this.#options.heartbeatMs }),
    });
    this.#server = createHttpServer(this.#bridge.app.fetch, this.#options.http);
    await new Promise<void>((resolve) => this.#server.listen(0, resolve));
  }

  async #close(): Promise<void> {
    this.#bridge.close();
    for (const stream of this.#streams) stream.leave();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.closeStore();
  }
}

export interface SlackSigning {
  readonly secret: string;
  /** Epoch seconds. */
  readonly timestamp: number;
}

export function signSlack(body: Uint8Array, { secret, timestamp }: SlackSigning): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${signature}` };
}

function bytesOf(body: Body | object): Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}
