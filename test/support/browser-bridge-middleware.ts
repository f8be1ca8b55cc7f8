import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestRunnerConfig } from '@web/test-runner';

/**
 * A scripted bridge inside the browser tests' server: real HTTP and real event streams, whose answers a test dictates
 * through `browser-bridge.ts`. Each test has a community of its own, so tests can't disturb each other.
 */

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Community {
  readonly answers: Map<string, Answer>;
  readonly requests: string[];
  /** The header of each of them. */
  readonly authorizations: (string | null)[];
  readonly held: Map<string, PromiseWithResolvers<void>>;
  readonly streams: Set<ServerResponse>;
  streamOpened: PromiseWithResolvers<void>;
  hello: object;
}

type Command = (community: Community, input: Record<string, unknown>) => unknown;

const scripted = /^\/bridge\/v1\/communities\/([^/]+)\/([^?]+)(\?.*)?$/;
const controlled = /^\/bridge-control\/([^/]+)\/([a-z-]+)$/;
const communities = new Map<string, Community>();

const commands: Readonly<Record<string, Command>> = {
  answer: ({ answers }, { path, status, body }) => void answers.set(String(path), { status: Number(status), body }),
  hold: ({ held }, { path }) => void held.set(String(path), Promise.withResolvers()),
  release: ({ held }, { path }) => {
    held.get(String(path))?.resolve();
    held.delete(String(path));
  },
  requests: ({ requests }) => requests,
  authorizations: ({ authorizations }) => authorizations,
  hello: (community, fields) => void (community.hello = fields),
  send: async (community, { text }) => {
    await community.streamOpened.promise;
    for (const stream of community.streams) stream.write(String(text));
  },
  cut: ({ streams }) => streams.forEach((stream) => stream.destroy()),
};

export const bridgeMiddleware: Middleware = async (context, next) => {
  const control = controlled.exec(context.path);
  if (control) {
    const [, id = '', command = ''] = control;
    const result = await commands[command]?.(communityOf(id), JSON.parse(await readBody(context.req)));
    context.body = { result: result ?? null };
    return;
  }
  const request = scripted.exec(context.url);
  if (!request) return next();
  const [, id = '', path = '', search = ''] = request;
  const community = communityOf(id);
  community.requests.push(path + search);
  community.authorizations.push(context.headers.authorization ?? null);
  await community.held.get(path)?.promise;
  const answer = community.answers.get(path + search) ?? community.answers.get(path);
  if (!answer && path === 'events') {
    context.respond = false;
    openStream(community, context.res, new URLSearchParams(search));
    return;
  }
  context.status = answer?.status ?? 404;
  context.body = JSON.stringify(
    answer?.body ?? { type: 'about:blank', title: 'Not found', status: 404, code: 'not-found' },
  );
  context.type = context.status < 400 ? 'application/json' : 'application/problem+json';
};

function communityOf(id: string): Community {
  const known = communities.get(id);
  if (known) return known;
  const created: Community = {
    answers: new Map(),
    requests: [],
    authorizations: [],
    held: new Map(),
    streams: new Set(),
    streamOpened: Promise.withResolvers(),
    hello: {},
  };
  communities.set(id, created);
  return created;
}

function openStream(community: Community, response: ServerResponse, query: URLSearchParams): void {
  const cursor = query.get('cursor') ?? 'test.0';
  const granted = query.get('topics')?.split(',') ?? [];
  const hello = { cursor, resumed: 'yes', granted, refused: [], heartbeatMs: 60_000, ...community.hello };
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`event: hello\nid: ${hello.cursor}\ndata: ${JSON.stringify(hello)}\n\n`);
  community.streams.add(response);
  community.streamOpened.resolve();
  response.on('close', () => {
    community.streams.delete(response);
    if (community.streams.size === 0) community.streamOpened = Promise.withResolvers();
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString() || '{}';
}
