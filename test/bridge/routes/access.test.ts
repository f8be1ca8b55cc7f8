import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem } from '../../support/bridge-problem.ts';
import {
  bearer,
  fetchToken,
  keysOf,
  makeKey,
  OTHER_COMMUNITY,
  PAGE,
  startWithAccess,
} from '../../support/bridge-access.ts';
import { COMMUNITY, type BridgeServer } from '../../support/bridge-server.ts';

const CHALLENGE = 'Bearer realm="returning-widgets"';

async function tokenOf(bridge: BridgeServer): Promise<string> {
  return fetchToken(bridge, await makeKey(bridge));
}

function sent(response: Response, ...names: string[]): (string | null)[] {
  return names.map((name) => response.headers.get(name));
}

const caching = ['access-control-allow-origin', 'cache-control', 'vary'];

describe('what is for anyone', () => {
  it('may be read by any page and kept by any cache, for those who show no token', async (context) => {
    const bridge = await startWithAccess(context);
    for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }]) {
      const response = await bridge.get('leaderboards/top', headers);
      assert.equal(response.status, 200);
      assert.deepEqual(sent(response, ...caching), ['*', 'public, max-age=0, must-revalidate', 'Authorization']);
    }
  });

  it('is kept by no cache between for somebody with a token, also when it is unchanged', async (context) => {
    const bridge = await startWithAccess(context);
    const headers = bearer(await tokenOf(bridge));
    const first = await bridge.get('leaderboards/top', headers);
    const again = await bridge.get('leaderboards/top', {
      ...headers,
      'if-none-match': first.headers.get('etag') ?? '',
    });
    assert.equal(again.status, 304);
    for (const response of [first, again]) {
      assert.deepEqual(sent(response, ...caching), ['*', 'private, max-age=0, must-revalidate', 'Authorization']);
    }
  });

  it('takes no notice of what a proxy asks for', async (context) => {
    const bridge = await startWithAccess(context);
    assert.equal((await bridge.get('leaderboards/top', { authorization: 'Basic dXNlcjpwYXNz' })).status, 200);
  });
});

describe('what is for members', () => {
  const paths = ['leaderboards/inner', 'channels/staff/messages'];

  it('is refused without a token, with a challenge, in words any page can read', async (context) => {
    const bridge = await startWithAccess(context);
    for (const path of paths) {
      const response = await bridge.get(path, { origin: PAGE });
      assert.deepEqual(sent(response, 'www-authenticate', 'access-control-allow-origin'), [CHALLENGE, '*']);
      await assertProblem(response, 401, 'token-required');
    }
  });

  it('is read with one, from the pages the key was made for and from no page at all', async (context) => {
    const bridge = await startWithAccess(context);
    const token = await tokenOf(bridge);
    for (const path of paths) {
      for (const headers of [{ origin: PAGE }, { 'sec-fetch-site': 'same-origin' }, {}]) {
        assert.equal((await bridge.get(path, { ...bearer(token), ...headers })).status, 200);
      }
    }
  });

  it('is left out of the list of boards for those who show no token', async (context) => {
    const bridge = await startWithAccess(context);
    const slugs = async (headers: Record<string, string>): Promise<string[]> => {
      const list = (await (await bridge.get('leaderboards', headers)).json()) as { boards: { slug: string }[] };
      return list.boards.map(({ slug }) => slug);
    };
    assert.deepEqual(await slugs({}), ['top']);
    assert.deepEqual(await slugs({ origin: PAGE }), ['top', 'listed']);
    assert.deepEqual(await slugs({ origin: 'https://evil.example' }), ['top']);
    assert.deepEqual(await slugs({ origin: PAGE, ...bearer(await tokenOf(bridge)) }), ['top', 'inner', 'listed']);
  });
});

describe('what is for some pages', () => {
  it('is for exactly those, and every cache is told so', async (context) => {
    const bridge = await startWithAccess(context);
    const response = await bridge.get('leaderboards/listed', { origin: PAGE });
    const vary = 'Authorization, Origin, Sec-Fetch-Site';
    assert.equal(response.status, 200);
    assert.deepEqual(sent(response, ...caching), [PAGE, 'public, max-age=0, must-revalidate', vary]);
  });

  it('is for the bridge’s own pages, whose reads tell no origin', async (context) => {
    const bridge = await startWithAccess(context);
    const response = await bridge.get('leaderboards/listed', { 'sec-fetch-site': 'same-origin' });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  });

  const others = ['null', 'https://www.example.com.evil.example', 'http://www.example.com', `${PAGE}:8443`, `${PAGE}/`];
  for (const origin of [...others, undefined]) {
    it(`is refused to ${origin ?? 'who does not say'}, and the answer does not name the list`, async (context) => {
      const bridge = await startWithAccess(context);
      const response = await bridge.get('leaderboards/listed', origin === undefined ? {} : { origin });
      assert.match(response.headers.get('vary') ?? '', /Origin/);
      const { detail = '' } = await assertProblem(response, 403, 'origin-not-allowed');
      assert.doesNotMatch(detail, /example\.com/);
    });
  }
});

describe('a token', () => {
  interface Attack {
    readonly what: string;
    readonly code: string;
    readonly status?: number;
    /** The headers of the request, made from a good token. */
    readonly headersOf: (
      token: string,
      bridge: BridgeServer,
    ) => Record<string, string> | Promise<Record<string, string>>;
  }
  const invalid = { code: 'token-invalid' };
  const attacks: readonly Attack[] = [
    { ...invalid, what: 'nothing', headersOf: () => ({ authorization: 'Bearer ' }) },
    { ...invalid, what: 'no token', headersOf: () => bearer('abc') },
    { ...invalid, what: 'a tampered signature', headersOf: (token) => bearer(`${token.slice(0, -4)}AAAA`) },
    { ...invalid, what: 'two tokens', headersOf: (token) => bearer(`${token}, ${token}`) },
    {
      ...invalid,
      what: 'another community’s',
      headersOf: async (_token, bridge) => bearer(await fetchToken(bridge, await makeKey(bridge, OTHER_COMMUNITY))),
    },
    {
      ...invalid,
      what: 'a revoked key’s',
      headersOf: async (_token, bridge) => {
        const key = await makeKey(bridge);
        const token = await fetchToken(bridge, key);
        await keysOf(bridge).revoke(key.accessId);
        return bearer(token);
      },
    },
    {
      ...invalid,
      what: 'made in the future',
      headersOf: (token, bridge) => {
        bridge.now -= 60_000;
        return bearer(token);
      },
    },
    {
      code: 'token-expired',
      what: 'expired 31 s ago',
      headersOf: (token, bridge) => {
        bridge.now += 931_000;
        return bearer(token);
      },
    },
    ...['null', 'https://evil.example', 'https://www.example.com.evil.example'].map((origin) => ({
      code: 'origin-not-allowed',
      status: 403,
      what: `used by ${origin}`,
      headersOf: (token: string) => ({ ...bearer(token), origin }),
    })),
  ];
  const paths = [
    'leaderboards',
    'leaderboards/top',
    'leaderboards/inner',
    'channels/staff/messages',
    'events?topics=board/top',
  ];
  for (const { what, code, status = 401, headersOf } of attacks) {
    it(`${what} is refused with ${code} everywhere, for what is public too`, async (context) => {
      const bridge = await startWithAccess(context);
      const headers = await headersOf(await tokenOf(bridge), bridge);
      for (const path of paths) {
        const response = await bridge.get(path, headers);
        assert.equal(
          response.headers.get('www-authenticate')?.startsWith(`${CHALLENGE}, error="invalid_token"`),
          status === 401 ? true : undefined,
        );
        await assertProblem(response, status, code);
      }
    });
  }

  it('expired 29 s ago is still good, for clocks differ', async (context) => {
    const bridge = await startWithAccess(context);
    const token = await tokenOf(bridge);
    bridge.now += 929_000;
    assert.equal((await bridge.get('leaderboards/inner', bearer(token))).status, 200);
  });

  it('in an address is refused, whatever it is called, though it is good', async (context) => {
    const bridge = await startWithAccess(context);
    const token = await tokenOf(bridge);
    for (const path of ['leaderboards/inner', 'leaderboards/top', 'channels/staff/messages']) {
      for (const name of ['token', 'access_token', 'embedToken', 'x']) {
        const { detail = '' } = await assertProblem(
          await bridge.get(`${path}?${name}=${token}`),
          400,
          'malformed-request',
        );
        assert.match(detail, /Authorization: Bearer/);
      }
    }
    await assertProblem(await bridge.get(`events?topics=board/inner&token=${token}`), 400, 'malformed-request');
  });

  it('may be sent by a page: the preflight allows it, whoever asks', async (context) => {
    const bridge = await startWithAccess(context);
    const response = await fetch(`${bridge.url}/v1/communities/${COMMUNITY}/leaderboards/inner`, {
      method: 'OPTIONS',
      headers: {
        origin: PAGE,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    assert.equal(response.status, 204);
    assert.match(response.headers.get('access-control-allow-headers') ?? '', /Authorization/);
    assert.equal(response.headers.get('access-control-allow-methods'), 'GET, HEAD');
    assert.equal(response.headers.get('access-control-allow-credentials'), null);
  });
});
