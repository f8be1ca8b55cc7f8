import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import type { BridgeConfig } from '../../../src/bridge/config/config.ts';
import { embedNames } from '../../../src/bridge/routes/embed/widgets.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { encryptionConfig } from '../../../src/schemas/config.ts';
import { limitsConfig, serverConfig } from '../../../src/schemas/operation-config.ts';
import { periods } from '../../../src/schemas/period.ts';
import { keysOf, PAGE, postTokenRequest, TOKEN_SECRETS, bearer } from '../../support/bridge-access.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../../support/bridge-server.ts';
import { widgetFolder } from '../../support/widget-folder.ts';
import { encryptHook } from '../ingest/encrypt-hook.ts';
import { allFixtures, fixture, type JsonObject } from '../ingest/fixtures.ts';

const PUBLIC_URL = 'https://widgets.example.com';
const METRICS_KEY = 'the-key-that-opens-the-metrics';
/** The demo's. */
const ENCRYPTION_KEY = 'demo-hook-encryption-key-32-char';
const encryption = encryptionConfig.parse({ keys: [ENCRYPTION_KEY], modes: ['gcm', 'cbc'] });

/** Nobody may see it, in whatever form it comes. */
const ADDRESS = 'Marker.Address+tag@mail.example.com';
const forms = [
  ADDRESS,
  `Jane <${ADDRESS}>`,
  `"Jane" ${ADDRESS} (home)`,
  `mailto:${ADDRESS}`,
  `https://example.com/avatars/${ADDRESS}.png`,
  `https://example.com/avatar?of=${encodeURIComponent(ADDRESS)}`,
];
const [md5 = '', sha256 = ''] = ['md5', 'sha256'].map((hash) =>
  createHash(hash).update(ADDRESS.toLowerCase()).digest('hex'),
);
/** What a picture's address may tell of it, as well. */
const pictureForms = [
  `https://example.com/avatars/${encodeURIComponent(encodeURIComponent(ADDRESS))}.png`,
  `https://example.com/avatars/${encodeURIComponent(encodeURIComponent(encodeURIComponent(ADDRESS)))}.png`,
  `https://www.gravatar.com/avatar/${md5}?s=80`,
  `https://secure.gravatar.com/avatar/${sha256}.jpg`,
  `https://i0.wp.com/secure.gravatar.com/avatar/${md5}?ssl=1`,
  `https://seccdn.libravatar.org/avatar/${sha256}`,
  `https://pictures.example.com/avatar/${md5}`,
];
const marker = new RegExp(`marker|${md5}|${sha256}`, 'i');

const emailKeys = ['email', 'Email', 'EMAIL', 'e-mail', 'mail', 'user_email', 'emailAddress', 'email_address', 'contact', 'login'] as const; // prettier-ignore
const unusualKeys = ['displayname', 'nicename', 'firstName', 'lastName', 'avatar', 'referredBy', 'username', 'real_name', 'profile', 'title', 'bot_profile', 'files', 'blocks', 'authorizations', 'inviter', '__email', 'x'] as const; // prettier-ignore

/** What people wrote for all to read, and what only goes back to who sent it. */
const openTexts = new Set(['text', 'challenge', 'message.message']);

type Path = readonly string[];

function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

function isOpen(path: Path): boolean {
  return openTexts.has(path.at(-1) ?? '') || openTexts.has(path.slice(-2).join('.'));
}

function withLeaf(value: unknown, [key, ...rest]: Path, text: string): unknown {
  if (key === undefined) return text;
  const child = withLeaf((value as JsonObject)[key], rest, text);
  if (Array.isArray(value)) return value.with(Number(key), child);
  return { ...(value as JsonObject), [key]: child };
}

/** The body with keys more in every object, and one that is an address itself. What stands there already stays. */
function withKeys(value: unknown, keys: readonly string[], text: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withKeys(item, keys, text));
  if (typeof value !== 'object' || value === null) return value;
  const planted = Object.fromEntries([...keys, text].map((key) => [key, text]));
  const own = Object.entries(value).map(([key, child]) => [key, withKeys(child, keys, text)] as const);
  const kept = own.filter(([key]) => !/mail/i.test(key));
  return { ...planted, ...Object.fromEntries(kept) };
}

/** The body with that picture in every object. */
function withPictures(value: unknown, picture: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withPictures(item, picture));
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value).map(([key, child]) => [key, withPictures(child, picture)] as const);
  return { ...Object.fromEntries(own), avatar: picture };
}

/** A body that is a delivery of its own about a thing of its own, so that no other one's makes it a repeat. */
function asDelivery(body: JsonObject, index: number): JsonObject {
  if ('event_id' in body) return { ...body, event_id: `Ev${index}`, event: ofItsOwn(body['event'], { ts: `${1_756_000_000 + index}.000001` }) }; // prettier-ignore
  const date = new Date(Date.parse('2025-09-02T00:00:00.000Z') + index * 1000).toISOString();
  const [message, order] = [body['message'], body['order']].map((thing) => ofItsOwn(thing, { id: `thing${index}` }));
  return { ...body, date, user: ofItsOwn(body['user'], { id: `u${index}` }), ...(message && { message }), ...(order && { order }) }; // prettier-ignore
}

function ofItsOwn(thing: unknown, keys: JsonObject): JsonObject | undefined {
  return thing === undefined ? undefined : { ...(thing as JsonObject), ...keys };
}

/** A fixture with an address in every place that can hold one: one place a body, and many at once. */
function* plantedBodies(name: string, firstIndex: number): Generator<JsonObject> {
  let index = firstIndex;
  const next = (): JsonObject => asDelivery(fixture(name), (index += 1));
  const leaves = leavesOf(next()).filter((path) => !isOpen(path));
  const named = leaves.filter(([holder, key]) => holder === 'user' && key !== 'id');
  for (const text of forms) {
    yield withKeys(next(), emailKeys, text) as JsonObject;
    yield withKeys(next(), [...emailKeys, ...unusualKeys], text) as JsonObject;
    yield named.reduce<unknown>((body, path) => withLeaf(body, path, text), next()) as JsonObject;
  }
  for (const text of pictureForms) yield withPictures(next(), text) as JsonObject;
  for (const [turn, path] of leaves.entries()) {
    yield withLeaf(next(), path, ADDRESS) as JsonObject;
    yield withLeaf(next(), path, forms[turn % forms.length] ?? ADDRESS) as JsonObject;
  }
}

type Post = (bridge: BridgeServer, body: JsonObject) => Promise<Response>;

/** The ways a fixture can come in. */
function postsOf(name: string): readonly Post[] {
  if (name.startsWith('slack-')) {
    return [(bridge, body) => bridge.postSlack(body), (bridge, body) => bridge.postUnsignedSlack(body)];
  }
  const sealed = (['gcm', 'cbc'] as const).map((mode): Post => (bridge, body) => {
    const sealing = { mode, key: ENCRYPTION_KEY, iv: Buffer.alloc(mode === 'gcm' ? 12 : 16, 7) };
    const hook = encryptHook(Buffer.from(JSON.stringify(body)), encryption, sealing);
    return bridge.postReturning(new Uint8Array(hook.body), hook.headers);
  });
  const plain: Post = (bridge, body) => bridge.postReturning(body);
  return [plain, ...sealed, (bridge, body) => bridge.postReturning(body, {}, ADDRESS)];
}

async function shownBy(response: Response): Promise<string> {
  return [...response.headers, await response.text()].join('\n');
}

async function start(context: TestContext, emailSecrets: BridgeConfig['emailSecrets']): Promise<BridgeServer> {
  const limits = limitsConfig.parse({ failedHooksPerMinute: 1e6 });
  const server = serverConfig.parse({ publicUrl: PUBLIC_URL });
  const config = await demoConfig({
    limits,
    server,
    metricsKey: METRICS_KEY,
    tokenSecrets: TOKEN_SECRETS,
    emailSecrets,
  });
  const files = { widgets: await widgetFolder(context), pages: undefined };
  return BridgeServer.start(context, { config, files });
}

/** Everything that can be read of a bridge, and what is asked for with an address in the question. */
async function readAll(bridge: BridgeServer): Promise<string[]> {
  const key = await keysOf(bridge).make({ communityId: COMMUNITY, name: 'the site', origins: [PAGE] });
  const trade = await postTokenRequest(bridge, { ...key, userIdentifiers: { 'data-username': ADDRESS } });
  const traded = await trade.text();
  const { embedToken } = (JSON.parse(traded) as { data: { embedToken: string } }).data;
  const claims = Buffer.from(embedToken.split('.')[1] ?? '', 'base64url').toString();
  const shown = [traded, claims];
  const board = (await bridge.getJson('leaderboards/top')) as { entries: { member: { id: string } }[] };
  const address = encodeURIComponent(ADDRESS);
  const paths = [
    'leaderboards',
    ...['top', 'messages'].flatMap((slug) => periods.map((period) => `leaderboards/${slug}?period=${period}`)),
    ...board.entries.map(({ member }) => `members/${member.id}/badges`),
    'members/me/badges',
    `leaderboards/${address}`,
    `leaderboards/top?period=${address}`,
    `channels/${address}/messages`,
    `channels/general/messages?before=${address}`,
    `members/${address}/badges`,
    `events?topics=board/top&cursor=${address}`,
    'channels/general',
    `channels/${address}`,
    'frames/store/abc',
    `frames/store/${address}`,
    `frames/${address}/abc`,
  ];
  for (const path of paths) shown.push(await shownBy(await bridge.get(path, bearer(embedToken))));
  for (let before: string | null = ''; before !== null;) {
    const text = await shownBy(await bridge.get(`channels/general/messages?limit=100${before && `&before=${before}`}`));
    shown.push(text);
    before = (JSON.parse(text.slice(text.indexOf('\n{') + 1)) as { nextBefore: string | null }).nextBefore;
  }
  for (const path of ['/healthz', '/readyz', '/openapi.json', '/metrics', `/${address}`, `/hooks/${address}`]) {
    const headers = { authorization: `Bearer ${METRICS_KEY}` };
    shown.push(await shownBy(await fetch(bridge.url + path, { headers })));
  }
  for (const path of framedPaths()) shown.push(await shownBy(await fetch(bridge.url + path)));
  return shown;
}

/** The widgets’ pages, and what is said of them. An attribute comes back to whoever asked with it, so none holds the address. */
function framedPaths(): string[] {
  const address = encodeURIComponent(ADDRESS);
  const pages = embedNames.flatMap((name) => [`/embed/${name}`, `/embed/${name}?unknown=${address}`]);
  const described = pages.map((page) => `/oembed?url=${encodeURIComponent(PUBLIC_URL + page)}`);
  return [...pages, ...described, `/embed/${address}`, `/oembed?url=${address}`];
}

/** All that is kept but for what could not be read, and what people wrote. */
async function keptBy({ store }: BridgeServer): Promise<string> {
  const { deadLetters: _asTheyCame, ...others } = collections;
  const parts: unknown[] = [(await store.readLog(COMMUNITY, { after: 0, limit: 1e6 })).entries];
  for (const each of Object.values(others)) parts.push(await store.scan(COMMUNITY, each, { limit: 1e6 }));
  parts.push((await store.scanClaims(COMMUNITY, { prefix: '', limit: 1e6 })).map(({ claim }) => claim));
  return JSON.stringify(parts);
}

const linking = [
  { what: 'with nobody linked by e-mail', emailSecrets: [] },
  { what: 'with people linked by e-mail', emailSecrets: [{ communityId: COMMUNITY, secret: 'x'.repeat(32) }] },
];

for (const { what, emailSecrets } of linking)
  describe(`e-mail addresses, ${what},`, () => {
    it(`stand in no answer, no event, no log line and no document, wherever ${allFixtures.length} fixtures hold one`, async (context) => {
      const bridge = await start(context, emailSecrets);
      const { cursor } = (await bridge.getJson('leaderboards/top')) as { cursor: string };
      const stream = await bridge.openStream('topics=board/top,board/messages,channel/general,community');
      await stream.event(0);
      let bodies = 0;
      const outcomes = new Map<string, number>();
      for (const [name, post] of allFixtures.flatMap((each) => postsOf(each).map((way) => [each, way] as const))) {
        for (const body of plantedBodies(name, bodies)) {
          bodies += 1;
          const response = await post(bridge, body);
          outcomes.set(String(response.status), (outcomes.get(String(response.status)) ?? 0) + 1);
          assert.doesNotMatch(await shownBy(response), marker, `${name} ${JSON.stringify(body)}`);
        }
      }
      // Tells that the stream has told all before it.
      await bridge.postSlack({ ...fixture('slack-message.json'), event_id: 'EvLAST', event: { ...(fixture('slack-message.json')['event'] as JsonObject), text: 'the last', ts: '1756800000.000001', event_ts: '1756800000.000001' } }); // prettier-ignore
      const replay = await bridge.openStream(
        `topics=board/top,board/messages,channel/general,community&cursor=${cursor}`,
      );
      assert.equal((await replay.event(0)).data['resumed'], 'yes');
      for (const reader of [stream, replay]) {
        for (let index = 0; !reader.raw.includes('the last'); index += 1) await reader.named('message.posted', index);
      }
      const shown = await readAll(bridge);
      const kept = await keptBy(bridge);
      for (const text of [...shown, stream.raw, replay.raw, kept, ...bridge.log]) assert.doesNotMatch(text, marker);
      assert.equal(kept.includes('email-hmac'), emailSecrets.length > 0);
      assert.ok((outcomes.get('200') ?? 0) > 100, 'enough of them were taken');
      const counts = [...outcomes].map(([status, count]) => `${status}: ${count}`).join(', ');
      context.diagnostic(
        `${bodies} bodies (${counts}), ${stream.events.length} events, ${bridge.log.length} log lines`,
      );
    });
  });
