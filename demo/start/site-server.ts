import { once } from 'node:events';
import { createServer, request as requestOf, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { AddressInfo } from 'node:net';

/** What the bridge answers a site that asks for a token. */
export type TokenAnswer = object;

export interface SiteOptions {
  readonly port: number;
  /** Where the bridge answers; the site passes on to it whatever it does not answer itself. */
  readonly bridgeUrl: string;
  /** @returns undefined for somebody it does not know */
  readonly tokenFor: (username: string) => Promise<TokenAnswer | undefined>;
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

const TOKEN_PATH = '/demo/token';
/** The platform's own token, for its page in a frame. */
const FRAME_TOKEN_PATH = '/demo/frame-token';

/**
 * The demo's site: a web server with members of its own, and the bridge behind it. `POST /demo/token?as=amara` answers
 * the embed token of that member, as a real site would of whoever its session says is signed in; `/demo/frame-token`
 * the platform's own.
 */
export async function openSite(options: SiteOptions): Promise<Site> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const ask = askFor(pathname, options);
    if (ask === undefined) passOn(request, response, options.bridgeUrl);
    else if (request.method === 'POST') void answerToken(response, ask(searchParams.get('as') ?? ''));
    else response.writeHead(405, { allow: 'POST' }).end();
  });
  // Its secrets and members are everybody's: nobody but this machine is to reach it.
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => close(server) };
}

function askFor(path: string, { tokenFor }: SiteOptions): SiteOptions['tokenFor'] | undefined {
  if (path === TOKEN_PATH) return tokenFor;
  return path === FRAME_TOKEN_PATH ? frameTokenFor : undefined;
}

/** The stand-in platform takes any. */
async function frameTokenFor(username: string): Promise<TokenAnswer | undefined> {
  return username === '' ? undefined : { data: { embedToken: `demo-frame-token-of-${username}`, expiresIn: 900 } };
}

async function answerToken(response: ServerResponse, asked: Promise<TokenAnswer | undefined>): Promise<void> {
  try {
    const token = await asked;
    if (token === undefined) return void response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(token));
  } catch {
    response.writeHead(502).end();
  }
}

/** As a proxy before the bridge does; streams go through as they come. */
function passOn(request: IncomingMessage, response: ServerResponse, bridgeUrl: string): void {
  const { hostname, port } = new URL(bridgeUrl);
  const { method, headers, url: path } = request;
  const onward = requestOf({ hostname, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    pipeline(answer, response, () => undefined);
  });
  onward.once('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.once('close', () => onward.destroy());
  pipeline(request, onward, () => undefined);
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
