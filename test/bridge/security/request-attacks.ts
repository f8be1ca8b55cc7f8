import type { NewAccessKey } from '../../../src/bridge/access/keys.ts';
import { bearer, PAGE, postTokenRequest } from '../../support/bridge-access.ts';
import { COMMUNITY, type BridgeServer } from '../../support/bridge-server.ts';

/** A bridge with somebody's good key and token for it. */
export interface Target {
  readonly bridge: BridgeServer;
  readonly key: NewAccessKey;
  readonly token: string;
}

/** A problem is the answer to each. */
export type RequestAttack = readonly [
  what: string,
  status: number,
  code: string,
  send: (target: Target) => Promise<Response>,
];

type Headers = Readonly<Record<string, string>>;

function get(path: string, headers: Headers = {}): RequestAttack[3] {
  return ({ bridge }) => bridge.get(path, headers);
}

function ask(method: string, path: string, headers: Headers = {}): RequestAttack[3] {
  return ({ bridge }) => fetch(bridge.url + path, { method, headers });
}

const notAnOrigin = [
  'null',
  'file://',
  'https://www.example.com.evil.example',
  'https://evil.example#https://www.example.com',
  'https://www.example.com@evil.example',
  'https://wwwxexample.com',
  'https://example.com',
  'https://sub.www.example.com',
  'http://www.example.com',
  'HTTPS://WWW.EXAMPLE.COM',
  'https://www.xn--xample-2of.com',
  `${PAGE}.`,
  `${PAGE}:8443`,
  `${PAGE}:443`,
  `${PAGE}/`,
  `${PAGE},https://evil.example`,
  `${PAGE} https://evil.example`,
  `${PAGE}%00`,
  '*',
] as const;

const origins = notAnOrigin.flatMap((origin): RequestAttack[] => [
  [`a page of ${origin}`, 403, 'origin-not-allowed', get('leaderboards/listed', { origin })],
  [
    `a token used by ${origin}`,
    403,
    'origin-not-allowed',
    ({ bridge, token }) => bridge.get('leaderboards/top', { ...bearer(token), origin }),
  ],
  [
    `a stream with a token used by ${origin}`,
    403,
    'origin-not-allowed',
    ({ bridge, token }) => bridge.get('events?topics=board/top', { ...bearer(token), origin }),
  ],
  [
    `an access key used by a page of ${origin}`,
    403,
    'origin-not-allowed',
    ({ bridge, key }) => postTokenRequest(bridge, key, { origin }),
  ],
]);

const badgePath = `/v1/communities/${COMMUNITY}/members/x/badges/x`;

const methods: readonly RequestAttack[] = [
  ...['PUT', 'PATCH', 'DELETE', 'POST', 'PROPFIND', 'PURGE'].flatMap((method): RequestAttack[] => [
    [`${method} of a board`, 405, 'method-not-allowed', ask(method, `/v1/communities/${COMMUNITY}/leaderboards/top`)],
    [`${method} of the health`, 405, 'method-not-allowed', ask(method, '/healthz')],
    [`${method} of the description`, 405, 'method-not-allowed', ask(method, '/openapi.json')],
  ]),
  ...['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'].flatMap((method): RequestAttack[] => [
    [`${method} for a token`, 405, 'method-not-allowed', ask(method, '/v1/embed-tokens')],
    [`${method} of Slack’s hook`, 405, 'method-not-allowed', ask(method, '/hooks/slack')],
  ]),
  ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'].map((name): RequestAttack => [
    `a GET that says to be a DELETE by ${name}`,
    405,
    'method-not-allowed',
    ask('GET', badgePath, { [name]: 'DELETE' }),
  ]),
  ['a badge for nobody’s key', 401, 'unauthorized', ask('POST', badgePath)],
  [
    'a badge for a token',
    401,
    'unauthorized',
    ({ bridge, token }) => fetch(bridge.url + badgePath, { method: 'POST', headers: bearer(token) }),
  ],
];

const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', '..%2ftop', 'top%00', 'top%0d%0aset-cookie:%20a=b', 'TOP', '%ff', 'x'.repeat(8000)]; // prettier-ignore

const addresses = names.flatMap((name): RequestAttack[] => [
  [`a board called ${name.slice(0, 40)}`, 404, 'unknown-board', get(`leaderboards/${name}`)],
  [`a channel called ${name.slice(0, 40)}`, 404, 'unknown-channel', get(`channels/${name}/messages`)],
  [`a member called ${name.slice(0, 40)}`, 404, 'unknown-member', get(`members/${name}/badges`)],
  [
    `a community called ${name.slice(0, 40)}`,
    404,
    'unknown-community',
    ask('GET', `/v1/communities/${name}/leaderboards`),
  ],
]);

const pages: readonly RequestAttack[] = [
  ...[...names, 'leaderboard%2f', 'leaderboard/../channel%00', 'returning-leaderboard'].map((name): RequestAttack => [
    `a page of the widget ${name.slice(0, 40)}`,
    404,
    'not-found',
    ask('GET', `/embed/${name}`),
  ]),
  ...['__proto__', '1.2.3', '..%2f..', 'x'.repeat(8000)].map((version): RequestAttack => [
    `widgets of the version ${version.slice(0, 40)}`,
    404,
    'not-found',
    ask('GET', `/w/${version}/widgets.js`),
  ]),
  ['oEmbed without an address', 400, 'malformed-request', ask('GET', '/oembed')],
  ['oEmbed of another host', 404, 'not-found', ask('GET', '/oembed?url=https://evil.example/embed/leaderboard')],
  ['oEmbed as XML', 501, 'format-not-offered', ask('GET', '/oembed?url=x&format=xml')],
];

const numbers = ['0', '-1', '101', '1e2', '0x5', ' 5', '5.0', '１', 'NaN', 'Infinity', '9'.repeat(4000), '', '5%00'];

const queries: readonly RequestAttack[] = [
  ...numbers.flatMap((limit): RequestAttack[] => [
    [`${limit.slice(0, 20)} rows`, 400, 'malformed-request', get(`leaderboards/top?limit=${limit}`)],
    [`${limit.slice(0, 20)} messages`, 400, 'malformed-request', get(`channels/general/messages?limit=${limit}`)],
  ]),
  ...['__proto__', 'constructor', 'hourly', 'ALL-TIME', '', 'x'.repeat(8000)].map((period): RequestAttack => [
    `the period ${period.slice(0, 20)}`,
    400,
    'malformed-request',
    get(`leaderboards/top?period=${period}`),
  ]),
  ...['.', 'a.-1', 'a.1e9', `${'a'.repeat(41)}.1`, 'a.1%0d%0aid:%201', `a.${'9'.repeat(16)}`].flatMap(
    (cursor): RequestAttack[] => [
      [`the cursor ${cursor}`, 400, 'malformed-request', get(`leaderboards/top?since=${cursor}`)],
      [`a stream from ${cursor}`, 400, 'malformed-request', get(`events?topics=board/top&cursor=${cursor}`)],
    ],
  ),
  ...['', 'x'.repeat(201), '0', '{}', '..', '%00'].map((before): RequestAttack => [
    `the page before "${before.slice(0, 20)}"`,
    400,
    'malformed-request',
    get(`channels/general/messages?before=${before}`),
  ]),
  ['no topics', 400, 'malformed-request', get('events')],
  ['empty topics', 400, 'malformed-request', get('events?topics=,,,')],
  ['51 topics', 400, 'malformed-request', get(`events?topics=${'board/top,'.repeat(51)}`)],
  ['a topic of 101 characters', 400, 'malformed-request', get(`events?topics=${'x'.repeat(101)}`)],
];

const tokensInAddresses = ['token', 'access_token', 'embedToken', 'JWT', 'Authorization', 'x'].map(
  (name): RequestAttack => [
    `a token in the address as "${name}"`,
    400,
    'malformed-request',
    ({ bridge, token }) => bridge.get(`leaderboards/inner?${name}=${token}`),
  ],
);

export const requestAttacks: readonly RequestAttack[] = [
  ...origins,
  ...methods,
  ...addresses,
  ...pages,
  ...queries,
  ...tokensInAddresses,
];
