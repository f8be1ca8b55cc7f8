import { HOOK_SECRET } from '../../support/bridge-server.ts';
import { fixtureBytes } from '../ingest/fixtures.ts';

/** Bytes that no honest client sends, and what they may be answered with; 0: hung up on without a word. */
export type RawAttack = readonly [what: string, statuses: readonly number[], request: string];

const hook = `POST /hooks/returning/${HOOK_SECRET} HTTP/1.1\r\nHost: localhost\r\n`;
const closing = 'Host: localhost\r\nConnection: close\r\n';

/** A hook of somebody else that would be taken, if it came to be a request of its own. */
const body = fixtureBytes('user-joins-server.json').toString();
const smuggled = `${hook}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;

function get(path: string, headers = ''): string {
  return `GET ${path} HTTP/1.1\r\n${closing}${headers}\r\n`;
}

/** A request with these headers, in whose body another one hides. */
function hiding(headers: string): string {
  return `POST /v1/embed-tokens HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n0\r\n\r\n${smuggled}`;
}

const chunked = 'Transfer-Encoding: chunked\r\n';

const smuggling: readonly RawAttack[] = [
  ['a length and chunks', [400], hiding(`Content-Length: 5\r\n${chunked}`)],
  ['chunks and a length', [400], hiding(`${chunked}Content-Length: 5\r\n`)],
  ['two lengths', [400], hiding('Content-Length: 5\r\nContent-Length: 9\r\n')],
  ['two lengths in one', [400], hiding('Content-Length: 5, 9\r\n')],
  ['a length with a sign', [400], hiding('Content-Length: +5\r\n')],
  ['a length below nothing', [400], hiding('Content-Length: -5\r\n')],
  ['a length in hexadecimal', [400], hiding('Content-Length: 0x5\r\n')],
  ['a length that is no number', [400], hiding('Content-Length: 1e3\r\n')],
  ['a length beyond all numbers', [400], hiding('Content-Length: 99999999999999999999999\r\n')],
  ['an unknown coding', [400], hiding('Transfer-Encoding: xchunked\r\n')],
  ['chunks that are not the last coding', [400], hiding('Transfer-Encoding: chunked, identity\r\n')],
  ['a space before the colon', [400], hiding('Transfer-Encoding : chunked\r\nContent-Length: 5\r\n')],
  ['a tab before the coding and a length', [400], hiding('Transfer-Encoding:\tchunked\r\nContent-Length: 5\r\n')],
  ['a header that goes on below', [400], hiding('X-A: 1\r\n Transfer-Encoding: chunked\r\n')],
  ['a line end without return', [400], hiding('X-A: 1\nTransfer-Encoding: chunked\r\n')],
  ['a return without line end', [400], hiding('X-A: 1\rTransfer-Encoding: chunked\r\n')],
  ['a chunk whose size is no number', [400], `${hook}${chunked}\r\nzz\r\n{}\r\n0\r\n\r\n`],
  ['a chunk whose size is below nothing', [400], `${hook}${chunked}\r\n-1\r\n{}\r\n0\r\n\r\n`],
  ['a chunk longer than it says', [400], `${hook}${chunked}\r\n1\r\n{}\r\n0\r\n\r\n`],
  [
    'a chunk whose size is beyond all numbers',
    [400, 413],
    `${hook}${chunked}\r\nffffffffffffffffff\r\n{}\r\n0\r\n\r\n`,
  ],
];

const heads: readonly RawAttack[] = [
  ['a NUL in a header', [400], get('/healthz', 'X-A: a\0b\r\n')],
  ['a header without a name', [400], get('/healthz', ': a\r\n')],
  ['a header without a colon', [400], get('/healthz', 'nothing\r\n')],
  ['a header of 17,000 characters', [431], get('/healthz', `X-A: ${'x'.repeat(17_000)}\r\n`)],
  ['9,000 headers', [431], get('/healthz', 'a: b\r\n'.repeat(9000))],
  ['an address of 17,000 characters', [431], get(`/${'x'.repeat(17_000)}`)],
  ['a query of 17,000 characters', [431], get(`/healthz?${'x'.repeat(17_000)}`)],
  ['no host', [400], 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['a host that is none', [400], 'GET /healthz HTTP/1.1\r\nHost: a b/c@d\r\nConnection: close\r\n\r\n'],
  ['another HTTP', [400, 505], `GET /healthz HTTP/9.9\r\n${closing}\r\n`],
  ['HTTP/0.9', [0, 400], 'GET /healthz\r\n\r\n'],
  ['the beginning of HTTP/2', [0, 400, 505], 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', [0, 400], '\x16\x03\x01\x02\x00\x01\x00\x01'],
  ['nothing but line ends', [0, 400], '\r\n\r\n\r\nx\r\n\r\n'],
  ['another server’s address', [400, 404], `GET http://169.254.169.254/latest HTTP/1.1\r\n${closing}\r\n`],
  ['a way through to another server', [0, 400, 404, 405], `CONNECT 169.254.169.254:80 HTTP/1.1\r\n${closing}\r\n`],
  ['another protocol', [404], get('/v1/nothing', 'Upgrade: websocket\r\nConnection: Upgrade\r\n')],
  ['an address that is none', [400, 404], `GET nothing HTTP/1.1\r\n${closing}\r\n`],
  ['all addresses', [400, 404, 405], `OPTIONS * HTTP/1.1\r\n${closing}\r\n`],
  ['a method nobody knows', [400], `STEAL /healthz HTTP/1.1\r\n${closing}\r\n`],
  ['an echo', [400, 404, 405], `TRACE /v1/embed-tokens HTTP/1.1\r\n${closing}\r\n`],
  ['an expectation nobody knows', [404, 417], get('/nothing', 'Expect: the-impossible\r\n')],
];

export const rawAttacks: readonly RawAttack[] = [...smuggling, ...heads];
