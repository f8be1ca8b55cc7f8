import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { assertProblem } from '../../support/bridge-problem.ts';
import { fetchToken, keysOf, makeKey, PAGE, postTokenRequest, startWithAccess } from '../../support/bridge-access.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../../support/bridge-server.ts';
import { sendRaw } from '../../support/bridge-raw-http.ts';
import { fixture, type JsonObject } from '../ingest/fixtures.ts';

const paths = ['/v1/embed-tokens', '/v2/api/widget-access-keys/token'];

describe('a token request', () => {
  for (const path of paths) {
    it(`is answered with a token of 15 minutes at ${path}`, async (context) => {
      const bridge = await startWithAccess(context);
      const key = await makeKey(bridge);
      const response = await postTokenRequest(bridge, key, {}, path);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      const { data } = (await response.json()) as { data: { embedToken: string; expiresIn: number } };
      assert.equal(data.expiresIn, 900);
      const { sub, iat = 0, exp, ...claims } = decodeJwt(data.embedToken);
      assert.match(sub ?? '', /^[\w-]{20}$/);
      assert.equal(exp, iat + 900);
      assert.deepEqual(claims, {
        community: COMMUNITY,
        origins: [PAGE],
        key: key.accessId,
        aud: 'returning-widgets',
      });
    });
  }

  it('finds the member by id, by username in any case, or by Slack id', async (context) => {
    const bridge = await startWithAccess(context);
    const key = await makeKey(bridge);
    await bridge.postReturning(fixture('user-joins-server.json'));
    await bridge.postSlack(fixture('slack-member-joined-channel.json'));
    const { id, nicename } = fixture('user-joins-server.json')['user'] as { id: string; nicename: string };
    const { user } = fixture('slack-member-joined-channel.json')['event'] as { user: string };
    const { entries } = (await bridge.getJson('leaderboards/top')) as { entries: { member: { id: string } }[] };
    const members = new Set(entries.map(({ member }) => member.id));
    const subjectOf = async (identifiers: Record<string, string>): Promise<string | undefined> =>
      decodeJwt(await fetchToken(bridge, key, identifiers)).sub;
    const byId = await subjectOf({ 'data-user-id': id });
    assert.ok(members.has(byId ?? ''));
    assert.equal(await subjectOf({ 'data-username': nicename.toUpperCase() }), byId);
    assert.equal(await subjectOf({ 'data-user-id': 'nobody', 'data-username': nicename }), byId);
    const bySlack = await subjectOf({ 'data-slack-id': user });
    assert.ok(members.has(bySlack ?? '') && bySlack !== byId);
  });

  it('gives whom nobody knows a token of nobody, another each time', async (context) => {
    const bridge = await startWithAccess(context);
    const key = await makeKey(bridge);
    const unknown = [{}, { 'data-user-id': 'nobody' }, { 'data-colour': 'red' }, { 'data-user-id': '__proto__' }];
    const subjects = await Promise.all(unknown.map(async (ids) => decodeJwt(await fetchToken(bridge, key, ids)).sub));
    assert.equal(new Set(subjects).size, unknown.length);
  });

  it('takes a number for an id', async (context) => {
    const bridge = await startWithAccess(context);
    const key = await makeKey(bridge);
    assert.equal((await postTokenRequest(bridge, { ...key, userIdentifiers: { 'data-user-id': 1342 } })).status, 200);
  });

  it('reads identifiers as the community’s mapping says', async (context) => {
    const changes = { userIdentifiers: { 'data-crm': 'returning:id' } } as const;
    const bridge = await startWithAccess(context, { changes });
    const key = await makeKey(bridge);
    await bridge.postReturning(fixture('user-joins-server.json'));
    const { id } = fixture('user-joins-server.json')['user'] as { id: string };
    const [first, second] = [
      await fetchToken(bridge, key, { 'data-crm': id }),
      await fetchToken(bridge, key, { 'data-crm': id }),
    ];
    assert.equal(decodeJwt(first).sub, decodeJwt(second).sub);
    assert.notEqual(decodeJwt(await fetchToken(bridge, key, { 'data-user-id': id })).sub, decodeJwt(first).sub);
  });

  it('is refused from a page, with a right key too, and without leave to read why', async (context) => {
    const bridge = await startWithAccess(context);
    const key = await makeKey(bridge);
    for (const path of paths) {
      for (const origin of [PAGE, 'null', bridge.url, '']) {
        const { status, body } = await sendRaw(
          bridge.port,
          rawRequest(path, JSON.stringify(key), `Origin: ${origin}\r\n`),
        );
        assert.equal(status, 403, `Origin: ${origin}`);
        assert.match(body, /origin-not-allowed/);
      }
      const response = await postTokenRequest(bridge, key, { origin: PAGE }, path);
      assert.equal(response.headers.get('access-control-allow-origin'), null);
      const preflight = await fetch(bridge.url + path, { method: 'OPTIONS', headers: { origin: PAGE } });
      assert.equal(preflight.status, 405);
      assert.equal(preflight.headers.get('access-control-allow-origin'), null);
    }
  });

  it('is answered alike for an unknown id, a wrong key and a revoked one', async (context) => {
    const bridge = await startWithAccess(context);
    const { accessId, accessKey } = await makeKey(bridge);
    const revoked = await makeKey(bridge);
    await keysOf(bridge).revoke(revoked.accessId);
    const wrong = [
      { accessId, accessKey: 'x'.repeat(43) },
      { accessId: `${COMMUNITY}.nothing`, accessKey },
      { accessId: 'nobody.x', accessKey },
      { accessId: accessId.replace(COMMUNITY, 'other'), accessKey },
      revoked,
    ];
    const answers = await Promise.all(
      wrong.map(async (body) => {
        const response = await postTokenRequest(bridge, body);
        const headers = [...response.headers].filter(([name]) => name !== 'date');
        return JSON.stringify([response.status, headers, await response.text()]);
      }),
    );
    assert.deepEqual(new Set(answers).size, 1);
    assert.match(answers[0] ?? '', /^\[401,.*unauthorized/);
  });

  const key = { accessId: 'a', accessKey: 'b' };
  const bad: readonly (readonly [what: string, body: unknown, status: number, code: string])[] = [
    ['no JSON', '{', 400, 'malformed-json'],
    ['nothing', '', 400, 'malformed-json'],
    ['a prototype', '{"__proto__":{"accessId":"a"}}', 400, 'malformed-json'],
    ['JSON that is deep', `{"accessId":${'['.repeat(200)}${']'.repeat(200)}}`, 400, 'malformed-json'],
    ['a list', [], 400, 'malformed-request'],
    ['no key', { accessId: 'a' }, 400, 'malformed-request'],
    ['a key that is no text', { accessId: 'a', accessKey: { $ne: '' } }, 400, 'malformed-request'],
    ['identifiers that do not begin with data-', { ...key, userIdentifiers: { id: '1' } }, 400, 'malformed-request'],
    ['an identifier that is an object', { ...key, userIdentifiers: { 'data-user-id': {} } }, 400, 'malformed-request'],
    ['more than 16 KiB', { ...key, more: 'x'.repeat(16 * 1024) }, 413, 'body-too-large'],
  ];
  for (const [what, body, status, code] of bad) {
    it(`that holds ${what} is refused with ${status} ${code}`, async (context) => {
      const bridge = await startWithAccess(context);
      await assertProblem(await postTokenRequest(bridge, body), status, code);
    });
  }

  it('that is encoded or cut off or too large for its length is refused', async (context) => {
    const bridge = await startWithAccess(context);
    await assertProblem(await postTokenRequest(bridge, key, { 'content-encoding': 'gzip' }), 415, 'encoding-refused');
    const chunked = `POST /v1/embed-tokens HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const { status } = await sendRaw(bridge.port, `${chunked}5000\r\n${'x'.repeat(0x5000)}\r\n0\r\n\r\n`);
    assert.equal(status, 413);
  });

  it('is only ever posted', async (context) => {
    const bridge = await startWithAccess(context);
    for (const path of paths) {
      const response = await fetch(bridge.url + path);
      assert.equal(response.headers.get('allow'), 'POST');
      await assertProblem(response, 405, 'method-not-allowed');
    }
  });

  it('finds nothing at a bridge that has no secret to sign tokens with', async (context) => {
    const bridge = await BridgeServer.start(context, { config: await demoConfig({ tokenSecrets: [] }) });
    const { detail = '' } = await assertProblem(await postTokenRequest(bridge, key), 404, 'not-found');
    assert.match(detail, /embedTokens\.signingSecrets/);
  });
});

describe('keys and tokens', () => {
  it('stand in no log line, right or wrong, and in no answer but the token’s own', async (context) => {
    const bridge = await startWithAccess(context);
    const made = await makeKey(bridge);
    const token = await fetchToken(bridge, made, { 'data-user-id': 'marker-user' });
    const forged = `${token.slice(0, -4)}AAAA`;
    const wrong = 'marker-wrong-access-key';
    const answers = [
      await postTokenRequest(bridge, { ...made, accessKey: wrong }),
      await postTokenRequest(bridge, { ...made, accessKey: [wrong] }),
      await postTokenRequest(bridge, { ...made, userIdentifiers: { [wrong]: token } }),
      await postTokenRequest(bridge, `{"accessKey":"${made.accessKey}",`),
      await postTokenRequest(bridge, made, { origin: PAGE }),
      await bridge.get('leaderboards/inner', { authorization: `Bearer ${token}` }),
      await bridge.get('leaderboards/inner', { authorization: `Bearer ${forged}` }),
      await bridge.get(`leaderboards/inner?token=${token}`),
      await bridge.get(`leaderboards/${token}`),
      await bridge.get(`events?topics=${token.slice(0, 90)}`, { authorization: 'Bearer x' }),
    ];
    await keysOf(bridge).revoke(made.accessId);
    await bridge.closeStore();
    answers.push(await bridge.get('leaderboards/inner', { authorization: `Bearer ${token}` }));
    const shown = await Promise.all(answers.map(async (answer) => [...answer.headers, await answer.text()].join()));
    for (const text of [...bridge.log, ...shown]) {
      for (const secret of [made.accessKey, token.slice(0, 60), token.slice(-43, -4), 'marker-user']) {
        assert.ok(!text.includes(secret), text);
      }
    }
    assert.doesNotMatch(bridge.log.join(''), /marker/);
    assert.ok(bridge.log.some((line) => (JSON.parse(line) as JsonObject)['event'] === 'embed-token-made'));
  });
});

function rawRequest(path: string, body: string, headers: string): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}${length}\r\n${body}`;
}
