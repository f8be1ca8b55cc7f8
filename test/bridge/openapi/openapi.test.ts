import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { communityConfig } from '../../../src/schemas/config.ts';
import { serverConfig } from '../../../src/schemas/operation-config.ts';
import { fileOperations } from '../../../src/bridge/openapi/file-operations.ts';
import { makeKey, postTokenRequest, fetchToken, bearer, startWithAccess, PAGE } from '../../support/bridge-access.ts';
import { BridgeServer, COMMUNITY, demoConfig, SLACK_SIGNING_SECRET } from '../../support/bridge-server.ts';
import { AnswerChecker, type OpenApiDocument } from '../../support/openapi-answers.ts';
import { widgetFolder } from '../../support/widget-folder.ts';
import { fixture } from '../ingest/fixtures.ts';

const METRICS_KEY = 'the-key-that-opens-the-metrics';

async function readDocument(bridge: BridgeServer): Promise<OpenApiDocument> {
  return (await (await fetch(`${bridge.url}/openapi.json`)).json()) as OpenApiDocument;
}

async function startWithMetrics(context: TestContext): Promise<BridgeServer> {
  return BridgeServer.start(context, { config: await demoConfig({ metricsKey: METRICS_KEY }) });
}

function operationsOf({ paths }: OpenApiDocument): string[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

function routesOf(bridge: BridgeServer): (readonly [method: string, path: string])[] {
  return bridge.bridge.app.routes.map(({ method, path }) => [method, path]);
}

/** One route serves them all; `files.test.ts` holds them against what is served. */
const filePaths = fileOperations.map(({ path }) => `GET ${path}`);

describe('GET /openapi.json', () => {
  it('is OpenAPI 3.1 by the specification’s own schema', async (context) => {
    const document = await readDocument(await startWithMetrics(context));
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
    assert.ok(valid, JSON.stringify(errors));
    assert.match(document.openapi, /^3\.1\./);
  });

  it('can be kept, asked for again, and read by any page', async (context) => {
    const bridge = await BridgeServer.start(context);
    const { headers } = await fetch(`${bridge.url}/openapi.json`);
    const etag = headers.get('etag') ?? '';
    assert.deepEqual(
      ['content-type', 'cache-control', 'access-control-allow-origin'].map((name) => headers.get(name)),
      ['application/json', 'public, max-age=300', '*'],
    );
    const again = await fetch(`${bridge.url}/openapi.json`, { headers: { 'if-none-match': etag } });
    assert.deepEqual([again.status, await again.text()], [304, '']);
  });

  it('names the base path as the place of its paths', async (context) => {
    const config = await demoConfig({ server: serverConfig.parse({ basePath: '/live' }) });
    const bridge = await BridgeServer.start(context, { config });
    const document = (await (await fetch(`${bridge.url}/live/openapi.json`)).json()) as OpenApiDocument;
    assert.deepEqual(document.servers, [{ url: '/live' }]);
  });

  it('describes every route there is, and none that is not but files', async (context) => {
    for (const bridge of [await startWithMetrics(context), await BridgeServer.start(context)]) {
      const described = operationsOf(await readDocument(bridge)).filter((each) => !filePaths.includes(each));
      const routes = routesOf(bridge).filter(([method]) => method !== 'ALL');
      const known = new Set(routes.map(([method, path]) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`));
      assert.deepEqual(described.toSorted(), [...known].toSorted());
    }
  });

  it('leaves out no route that takes any method: they are checks, refusals, and the files', async (context) => {
    const bridge = await BridgeServer.start(context, {
      files: { widgets: await widgetFolder(context), pages: undefined },
    });
    const wide = routesOf(bridge)
      .filter(([method]) => method === 'ALL')
      .map(([, path]) => path);
    const checksAndRefusals = [
      '/*',
      '/embed/*',
      '/hooks/*',
      '/hooks/returning/*',
      '/hooks/slack',
      '/oembed',
      '/v1/*',
      '/v1/communities/*',
    ];
    assert.deepEqual([...new Set(wide)].toSorted(), checksAndRefusals);
  });

  it('says nothing of the configuration: no community, no secret', async (context) => {
    const text = JSON.stringify(await readDocument(await startWithMetrics(context)));
    for (const secret of [COMMUNITY, METRICS_KEY, SLACK_SIGNING_SECRET, 'demo-hook']) assert.ok(!text.includes(secret));
  });

  it('says by which word a bridge’s only community can be named, and takes it', async (context) => {
    const bridge = await BridgeServer.start(context);
    const { paths } = await readDocument(bridge);
    const boards = paths['/v1/communities/{communityId}/leaderboards']?.['get'] as { parameters?: object[] };
    assert.match(JSON.stringify(boards.parameters), /"name":"communityId".*\\"only\\"/);
    assert.equal((await fetch(`${bridge.url}/v1/communities/only/leaderboards`)).status, 200);
  });

  it('gives every operation a name of its own', async (context) => {
    const { paths } = await readDocument(await startWithMetrics(context));
    const names = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    assert.equal(new Set(names).size, names.length);
  });
});

/** A bridge with all that can be read: members, messages, badges, a board for members. */
async function startFilled(context: TestContext) {
  const { badges } = communityConfig.parse({
    id: 'x',
    name: 'X',
    badges: [
      { id: 'guest', title: 'Guest', rule: { kind: 'count', deed: 'visit', count: 3 } },
      { id: 'kind', title: 'Kind', image: { light: 'https://example.com/kind.svg' } },
    ],
  });
  const bridge = await startWithAccess(context, { changes: { badges } });
  const checker = new AnswerChecker(await readDocument(bridge));
  await bridge.postReturning(fixture('user-joins-server.json'));
  await bridge.postReturning(fixture('assumed-new-message-posted-anywhere.json'));
  const key = await makeKey(bridge);
  const user = bearer(await fetchToken(bridge, key, { 'data-user-id': '1234' }));
  const { entries } = (await bridge.getJson('leaderboards/top')) as { entries: { member: { id: string } }[] };
  return { bridge, checker, key, user, member: entries[0]?.member.id ?? assert.fail('nobody is on the board') };
}

const community = '/v1/communities/{communityId}';

describe('what the bridge answers', () => {
  it('to reads is as described, with a token and without, and so are the refusals', async (context) => {
    const { bridge, checker, user, member } = await startFilled(context);
    const read = async (path: string, of: string, status: number, headers = {}): Promise<void> => {
      await checker.check('get', community + of, status, await bridge.get(path, headers));
    };
    for (const headers of [{}, user, { ...user, origin: PAGE }]) {
      await read('leaderboards', '/leaderboards', 200, headers);
      await read('leaderboards/top?period=monthly&limit=5', '/leaderboards/{slug}', 200, headers);
      await read('channels/general/messages?limit=1', '/channels/{channelId}/messages', 200, headers);
      await read(`members/${member}/badges`, '/members/{memberId}/badges', 200, headers);
      await read('channels/general', '/channels/{channelId}', 200, headers);
      await read('frames/store/abc', '/frames/{widget}/{frameId}', 200, headers);
    }
    await read('channels/nothing', '/channels/{channelId}', 404);
    await read('frames/nothing/abc', '/frames/{widget}/{frameId}', 404);
    await read('members/me/badges', '/members/{memberId}/badges', 200, user);
    await read('leaderboards', '/leaderboards', 304, { 'if-none-match': '*' });
    for (const [rest, of] of [
      ['leaderboards/inner', '/leaderboards/{slug}'],
      ['channels/staff/messages', '/channels/{channelId}/messages'],
      ['members/me/badges', '/members/{memberId}/badges'],
    ] as const) {
      await read(rest, of, 401);
      await read(rest, of, 401, bearer('wrong'));
      await read(rest, of, 403, { ...user, origin: 'https://evil.example' });
      await read(`${rest}?token=x`, of, 400);
      await checker.check('get', community + of, 404, await fetch(`${bridge.url}/v1/communities/nobody/${rest}`));
    }
    await read('leaderboards/nothing', '/leaderboards/{slug}', 404);
    await read('channels/nothing/messages', '/channels/{channelId}/messages', 404);
    await read('members/nobody/badges', '/members/{memberId}/badges', 404);
    await read('events', '/events', 400);
    await read('events?topics=board/top', '/events', 401, bearer('wrong'));
  });

  it('to posts is as described, and so are the refusals', async (context) => {
    const { bridge, checker, key, member } = await startFilled(context);
    const hand = `${community}/members/{memberId}/badges/{badgeId}`;
    const authorization = `Basic ${Buffer.from(`${key.accessId}:${key.accessKey}`).toString('base64')}`;
    const byHand = async (method: 'post' | 'delete', status: number, path: string, headers = {}): Promise<void> => {
      const url = `${bridge.url}/v1/communities/${COMMUNITY}/members/${path}`;
      await checker.check(method, hand, status, await fetch(url, { method, headers: { authorization, ...headers } }));
    };
    for (const method of ['post', 'delete'] as const) {
      await byHand(method, 200, `${member}/badges/kind`);
      await byHand(method, 404, `${member}/badges/nothing`);
      await byHand(method, 404, 'nobody/badges/kind');
      await byHand(method, 401, `${member}/badges/kind`, { authorization: 'Basic wrong' });
      await byHand(method, 403, `${member}/badges/kind`, { origin: PAGE });
    }
    const link = async (status: number, body: unknown, headers: Record<string, string>): Promise<void> => {
      const url = `${bridge.url}/v1/communities/${COMMUNITY}/members/${member}/links`;
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      await checker.check('post', `${community}/members/{memberId}/links`, status, response);
    };
    const slack = { source: 'slack', externalId: 'U0LINKED' };
    await link(200, slack, { authorization });
    await link(400, { source: 'nowhere' }, { authorization });
    await link(401, slack, {});
    await link(403, slack, { authorization, origin: PAGE });
    const erase = async (status: number, headers: Record<string, string>): Promise<void> => {
      const url = `${bridge.url}/v1/communities/${COMMUNITY}/members/${member}`;
      const response = await fetch(url, { method: 'DELETE', headers });
      await checker.check('delete', `${community}/members/{memberId}`, status, response);
    };
    await erase(401, {});
    await erase(403, { authorization, origin: PAGE });
    for (const status of [200, 404]) await erase(status, { authorization });
    for (const path of ['/v1/embed-tokens', '/v2/api/widget-access-keys/token']) {
      for (const [body, headers, status] of [
        [key, {}, 200],
        [{ ...key, accessKey: 'wrong' }, {}, 401],
        [key, { origin: PAGE }, 403],
        [{}, {}, 400],
        ['{', {}, 400],
        ['x'.repeat(20_000), {}, 413],
        [key, { 'content-encoding': 'br' }, 415],
      ] as const) {
        await checker.check('post', path, status, await postTokenRequest(bridge, body, headers, path));
      }
    }
  });

  it('to hooks is as described, and so are the refusals', async (context) => {
    const { bridge, checker } = await startFilled(context);
    const visit = fixture('user-visits-server.json');
    const slack = fixture('slack-message.json');
    const returning = async (status: number, body: string | object, headers = {}, secret?: string): Promise<void> => {
      await checker.check(
        'post',
        '/hooks/returning/{secret}',
        status,
        await bridge.postReturning(body, headers, secret),
      );
    };
    for (const _ of ['accepted', 'duplicate']) await returning(200, visit);
    await returning(202, { ...visit, event: { name: 'Unheard of' } });
    await returning(202, { ...visit, date: 'yesterday' });
    await returning(400, '{');
    await returning(400, visit, { 'x-encrypted': 'true' });
    await returning(401, visit, {}, 'wrong');
    await returning(403, { ...visit, server: { id: 'another' } });
    await returning(413, 'x'.repeat(300_000));
    await returning(415, visit, { 'content-encoding': 'gzip' });
    for (const [status, body] of [
      [200, slack],
      [200, fixture('slack-url-verification.json')],
      [202, { ...slack, event: { type: 'unheard_of' } }],
      [202, fixture('slack-app-rate-limited.json')],
      [400, '{'],
    ] as const) {
      await checker.check('post', '/hooks/slack', status, await bridge.postSlack(body));
    }
    await checker.check('post', '/hooks/slack', 401, await bridge.postUnsignedSlack(slack));
  });

  it('to those who keep it is as described', async (context) => {
    const bridge = await startWithMetrics(context);
    const checker = new AnswerChecker(await readDocument(bridge));
    await bridge.postReturning(fixture('user-joins-server.json'));
    for (const path of ['/healthz', '/readyz', '/openapi.json']) {
      await checker.check('get', path, 200, await fetch(bridge.url + path));
    }
    const headers = { authorization: `Bearer ${METRICS_KEY}` };
    await checker.check('get', '/metrics', 200, await fetch(`${bridge.url}/metrics`, { headers }));
    await checker.check('get', '/metrics', 401, await fetch(`${bridge.url}/metrics`));
    await bridge.closeStore();
    await checker.check('get', '/readyz', 503, await fetch(`${bridge.url}/readyz`));
  });

  it('to sites that frame its pages is as described', async (context) => {
    const config = await demoConfig({ server: serverConfig.parse({ publicUrl: 'https://widgets.example.com' }) });
    const widgets = await widgetFolder(context);
    const bridge = await BridgeServer.start(context, { config, files: { widgets, pages: undefined } });
    const checker = new AnswerChecker(await readDocument(bridge));
    const read = async (path: string, query: string, status: number, headers = {}): Promise<void> => {
      await checker.check('get', path, status, await fetch(`${bridge.url}${path}?${query}`, { headers }));
    };
    for (const name of ['leaderboard', 'badge-shelf', 'channel', 'message-feed']) {
      await read(`/embed/${name}`, 'theme=dark&unknown=x', 200);
      await read(`/embed/${name}`, '', 304, { 'if-none-match': '*' });
      await read(`/embed/${name}`, `theme=${'x'.repeat(501)}`, 400);
    }
    const url = 'url=https://widgets.example.com/embed/leaderboard?board=top';
    await read('/oembed', url, 200);
    await read('/oembed', url, 304, { 'if-none-match': '*' });
    await read('/oembed', '', 400);
    await read('/oembed', 'url=https://other.example', 404);
    await read('/oembed', `${url}&format=xml`, 501);
  });

  it('on a stream is as described, event by event', async (context) => {
    const { bridge, checker, user, member } = await startFilled(context);
    const stream = await bridge.openStream(
      `topics=board/top,channel/general,member/${member},standing/me,community,nonsense`,
      user,
    );
    await stream.event(0);
    await bridge.postReturning(fixture('user-visits-server.json'));
    for (const name of [
      'slack-message',
      'slack-reaction-added',
      'slack-message-changed',
      'slack-member-joined-channel',
    ]) {
      await bridge.postSlack(fixture(`${name}.json`));
    }
    await Promise.all(['board.changed', 'message.posted', 'message.reacted', 'message.edited', 'badges.changed', 'standing.changed', 'member.joined'].map((name) => stream.named(name))); // prettier-ignore
    for (const { name, data } of stream.events) checker.checkEvent(name, data);
    assert.match(stream.response.headers.get('content-type') ?? '', /^text\/event-stream/);
  });
});
