import assert from 'node:assert/strict';
import { request, METHODS, type IncomingHttpHeaders } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { decode } from '../../../src/schemas/decode.ts';
import { limitsConfig, serverConfig } from '../../../src/schemas/operation-config.ts';
import { problem } from '../../../src/schemas/problem.ts';
import { keysOf, PAGE, TOKEN_SECRETS, fetchToken } from '../../support/bridge-access.ts';
import { BridgeServer, COMMUNITY, demoConfig, HOOK_SECRET, NOW, signSlack, SLACK_SIGNING_SECRET } from '../../support/bridge-server.ts'; // prettier-ignore
import { builtFiles, widgetFolder } from '../../support/widget-folder.ts';
import { allFixtures, fixtureBytes } from '../ingest/fixtures.ts';

const METRICS_KEY = 'the-key-that-opens-the-metrics';
const unlimited = Object.fromEntries(
  ['failedHooks', 'reads', 'streamOpens', 'tokenTrades', 'tokenTradesPerKey', 'writesPerKey'].map((name) => [
    `${name}PerMinute`,
    1e6,
  ]),
);

interface Target {
  readonly bridge: BridgeServer;
  /** Headers that prove somebody. */
  readonly proofs: readonly Readonly<Record<string, string>>[];
  /** A body that is an access key. */
  readonly keyBody: string;
}

async function start(context: TestContext): Promise<Target> {
  const limits = limitsConfig.parse({ ...unlimited, streams: 1e6, streamsPerAddress: 1e6 });
  const server = serverConfig.parse({ publicUrl: 'https://widgets.example.com' });
  const config = await demoConfig({ server, limits, tokenSecrets: TOKEN_SECRETS, metricsKey: METRICS_KEY });
  const files = { widgets: await widgetFolder(context), pages: undefined };
  const bridge = await BridgeServer.start(context, { config, files });
  const key = await keysOf(bridge).make({ communityId: COMMUNITY, name: 'the site', origins: [PAGE] });
  const bearers = [await fetchToken(bridge, key), METRICS_KEY].map((text) => `Bearer ${text}`);
  const basic = `Basic ${Buffer.from(`${key.accessId}:${key.accessKey}`).toString('base64')}`;
  const proofs = [{}, ...[...bearers, basic].map((authorization) => ({ authorization }))];
  return { bridge, proofs, keyBody: JSON.stringify(key) };
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '.', '..', '%', '%zz', '%00', '%2f', '%ff', '__proto__', 'constructor', '\u2028', '-0', '*'),
);
/** A part of an address, as a careful client writes it or as a careless one does. */
const part = fc.oneof(
  anyText.map((text) => encodeURIComponent(text.toWellFormed())),
  anyText.map((text) => text.replace(/[^!-~]|#|\?|\//g, '_')),
);
const goodParts: Readonly<Record<string, string>> = {
  communityId: COMMUNITY,
  slug: 'top',
  channelId: 'general',
  memberId: 'me',
  secret: HOOK_SECRET,
};

/** What only some routes would be asked by chance: files, versions, pages. */
const filePath = fc
  .tuple(
    fc.constantFrom('', 'w/1.2.3/', 'w/9.9.9/', 'embed/'),
    fc.oneof(fc.constantFrom(...Object.keys(builtFiles), '../version.json', 'widgets.js.br'), part),
  )
  .map((pieces) => `/${pieces.join('')}`);

/** An address of that route, whose parts are good ones or any. */
function addressOf(route: string): fc.Arbitrary<string> {
  const pieces = route.split('/').map((piece) => {
    if (piece === '*') return part;
    if (!piece.startsWith(':')) return fc.constant(piece);
    return fc.oneof({ weight: 3, arbitrary: fc.constant(goodParts[piece.slice(1)] ?? 'x') }, part);
  });
  return fc.tuple(...pieces).map((chosen) => chosen.join('/') || '/');
}

const parameterName = fc.oneof(
  fc.constantFrom(
    ...['limit', 'period', 'before', 'since', 'topics', 'cursor', 'token'],
    ...['board', 'channel', 'member', 'theme', 'locale', 'url', 'format'],
  ),
  part,
);
const parameterValue = fc.oneof(
  fc.constantFrom(
    'https://widgets.example.com/embed/leaderboard?board=top',
    'top',
    'de',
    'dark',
    '1',
    'monthly',
    'board/top',
    'channel/general,member/me',
    'a.1',
  ),
  part,
);
const query = fc
  .array(fc.tuple(parameterName, parameterValue), { maxLength: 4 })
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));

const headerName = fc.constantFrom(
  ...['accept', 'authorization', 'content-encoding', 'content-type', 'cookie', 'forwarded', 'if-match'],
  ...['if-modified-since', 'if-none-match', 'last-event-id', 'origin', 'range', 'referer', 'sec-fetch-site', 'te'],
  ...['x-encrypted', 'x-forwarded-for', 'x-slack-request-timestamp', 'x-slack-signature', 'x-http-method-override'],
  ...['access-control-request-method', 'access-control-request-headers', 'x-iv', 'user-agent', 'accept-encoding'],
);
const headerValue = fc.oneof(
  fc.constantFrom(
    'true',
    'null',
    'Bearer ',
    'Basic Og==',
    '*',
    '"',
    'gzip',
    '127.0.0.1',
    String(NOW / 1000),
    'bytes=0-',
  ),
  // What Node's client lets out: Latin-1 without control characters.
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replace(/[^\t -~\u0080-\u00ff]/g, '_')),
);
const headers = fc.dictionary(headerName, headerValue, { maxKeys: 4 });

const body = fc.oneof(
  fc.constantFrom(...allFixtures.map((name) => new Uint8Array(fixtureBytes(name)))),
  fc.uint8Array({ maxLength: 200 }),
  fc.jsonValue().map((value) => new TextEncoder().encode(JSON.stringify(value))),
  fc.dictionary(fc.constantFrom('type', 'event', 'user', 'server', 'date', 'accessId', 'accessKey', 'data'), fc.jsonValue()).map((value) => new TextEncoder().encode(JSON.stringify(value))), // prettier-ignore
);

/** CONNECT has no address of ours: it asks for a way through. */
const anyMethod = fc.constantFrom(...METHODS.filter((method) => method !== 'CONNECT'));

interface Fuzzed {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Of a stream, its head only. */
async function send(port: number, fuzzed: Fuzzed): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, path } = fuzzed;
    // Node's client frames the body of no GET by itself.
    const sent = { ...fuzzed.headers, 'content-length': fuzzed.body.length };
    const outgoing = request({ port, method, path, headers: sent, agent: false }, (response) => {
      const answer = { status: response.statusCode ?? 0, headers: response.headers };
      const chunks: Buffer[] = [];
      const end = (): void => resolve({ ...answer, text: Buffer.concat(chunks).toString() });
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', end);
      if (response.headers['content-type'] !== 'text/event-stream') return;
      end();
      outgoing.destroy();
    });
    outgoing.on('error', reject);
    outgoing.end(fuzzed.body);
  });
}

const documentedTypes = /^(?:application\/json|application\/problem\+json|text\/event-stream|text\/plain|application\/openmetrics-text|text\/html|text\/javascript|text\/css|text\/markdown)(?:;|$)/; // prettier-ignore

function assertDocumented(answer: Answer, fuzzed: Fuzzed): void {
  const { status, headers: got, text } = answer;
  const where = `${status} ${fuzzed.method} ${fuzzed.path} ${JSON.stringify(fuzzed.headers)} ${text.slice(0, 200)}`;
  assert.ok(status >= 200 && status < 500, where);
  if (status === 304) return assert.equal(text, '', where);
  const type = got['content-type'];
  if (type === undefined) return assert.ok([204, 304].includes(status) && text === '', where);
  assert.match(type, documentedTypes, where);
  if (fuzzed.method === 'HEAD') return;
  if (type.startsWith('application/problem+json')) {
    assert.equal(decode(problem, JSON.parse(text), 'the problem').status, status, where);
  } else if (type.startsWith('application/json')) JSON.parse(text);
}

const RUNS = 2500;

describe('the bridge, whatever is sent', () => {
  it(`answers ${RUNS} random requests on all routes, never with a failure, and as it is documented`, async (context) => {
    const { bridge, proofs, keyBody } = await start(context);
    const line = fc
      .constantFrom(...bridge.bridge.app.routes)
      .chain(({ method, path }) =>
        fc.tuple(
          fc.oneof({ weight: 4, arbitrary: fc.constant(method === 'ALL' ? 'GET' : method) }, anyMethod),
          path === '/*' ? filePath : addressOf(path),
        ),
      );
    const fuzzed = fc
      .record({
        line,
        query,
        headers,
        proof: fc.constantFrom(...proofs, 'slack' as const),
        body: fc.oneof(body, fc.constant(new TextEncoder().encode(keyBody))),
      })
      .map(({ proof, line: [method, path], query: asked, headers: told, body: sent }): Fuzzed => {
        const signing = { secret: SLACK_SIGNING_SECRET, timestamp: NOW / 1000 };
        const proving = proof === 'slack' ? signSlack(sent, signing) : proof;
        return { method, path: `${path}?${asked}`, headers: { ...told, ...proving }, body: sent };
      });
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fuzzed, async (one) => {
        const answer = await send(bridge.port, one);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        assertDocumented(answer, one);
      }),
      { numRuns: RUNS },
    );
    assert.equal((await fetch(`${bridge.url}/readyz`)).status, 200);
    assert.deepEqual(bridge.logEntries.filter(({ level }) => level === 'error'), []); // prettier-ignore
    context.diagnostic([...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`).join(', ')); // prettier-ignore
  });
});
