import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { channelConfig, type CommunityConfig } from '../../../src/schemas/config.ts';
import { serverConfig } from '../../../src/schemas/operation-config.ts';
import { PAGE, startWithAccess } from '../../support/bridge-access.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../../support/bridge-server.ts';
import { embedPage, type EmbedPageParts } from '../../support/embed-page.ts';
import { widgetFolder } from '../../support/widget-folder.ts';

/** The demo's bridge, with widgets to show. */
async function start(context: TestContext, publicUrl?: string): Promise<BridgeServer> {
  const config = await demoConfig({ server: serverConfig.parse({ publicUrl }) });
  return BridgeServer.start(context, { config, files: { widgets: await widgetFolder(context), pages: undefined } });
}

/** Two communities with boards and channels of each kind. */
async function startWithRules(context: TestContext, changes: Partial<CommunityConfig> = {}): Promise<BridgeServer> {
  const files = { widgets: await widgetFolder(context), pages: undefined };
  return startWithAccess(context, { changes, files });
}

async function get(bridge: BridgeServer, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${bridge.url}/embed/${path}`, { headers });
}

async function pageAt(bridge: BridgeServer, path: string, headers = {}): Promise<EmbedPageParts> {
  return embedPage(await (await get(bridge, path, headers)).text());
}

async function ancestorsOf(bridge: BridgeServer, path: string): Promise<string | undefined> {
  const policy = (await get(bridge, path)).headers.get('content-security-policy') ?? '';
  return /frame-ancestors ([^;]*)/.exec(policy)?.[1];
}

describe('GET /embed/{widget}', () => {
  for (const [name, query, attributes] of [
    [
      'leaderboard',
      'board=top&period=weekly&limit=5&avatars=off',
      { board: 'top', period: 'weekly', limit: '5', avatars: 'off' },
    ],
    ['badge-shelf', 'member-id=m1&show=all&layout=row', { 'member-id': 'm1', show: 'all', layout: 'row' }],
    ['channel', 'widget=store&widget-id=abc&height=400', { widget: 'store', 'widget-id': 'abc', height: '400' }],
    ['message-feed', 'channel-id=general&order=newest-first', { 'channel-id': 'general', order: 'newest-first' }],
  ] as const) {
    it(`is a page of one <returning-${name}>, with the query as its attributes`, async (context) => {
      const bridge = await start(context);
      const { element, scripts } = await pageAt(bridge, `${name}?${query}&theme=dark&heading-level=2`);
      const shared = { theme: 'dark', 'heading-level': '2', 'community-id': COMMUNITY };
      assert.deepEqual(element, { name: `returning-${name}`, attributes: { ...attributes, ...shared } });
      assert.deepEqual(scripts, ['../widgets.js']);
    });
  }

  it('ignores what would lead it elsewhere, and what it does not know', async (context) => {
    const bridge = await start(context);
    const foreign = ['api-url', 'token-url', 'src', 'debug', 'frame-token-url', 'onclick', 'style', 'class', 'id', 'slot', '__proto__', 'Board']; // prettier-ignore
    for (const name of ['leaderboard', 'badge-shelf', 'channel', 'message-feed']) {
      const { element } = await pageAt(
        bridge,
        `${name}?${foreign.map((each) => `${each}=https://evil.example`).join('&')}`,
      );
      assert.deepEqual(element.attributes, { 'community-id': COMMUNITY });
    }
  });

  it('names a community itself only where there is one', async (context) => {
    const bridge = await startWithRules(context);
    assert.deepEqual((await pageAt(bridge, 'leaderboard')).element.attributes, {});
    const named = await pageAt(bridge, 'leaderboard?community-id=other');
    assert.deepEqual(named.element.attributes, { 'community-id': 'other' });
  });

  it('may run the bridge’s scripts and nothing else', async (context) => {
    const bridge = await start(context);
    const { status, headers } = await get(bridge, 'leaderboard?board=top');
    const { styleHash } = await pageAt(bridge, 'leaderboard?board=top');
    assert.equal(status, 200);
    assert.equal(
      headers.get('content-security-policy'),
      `default-src 'none'; script-src 'self'; style-src '${styleHash}'; img-src https:; connect-src 'self'; frame-src 'none'; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors *; require-trusted-types-for 'script'; " +
        "trusted-types lit-html returning-widgets 'allow-duplicates'",
    );
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('set-cookie'), null);
    assert.equal(headers.get('access-control-allow-origin'), null);
    assert.equal(headers.get('content-type'), 'text/html; charset=utf-8');
  });

  it('may frame pages only where it is a channel', async (context) => {
    const bridge = await start(context);
    const policy = (await get(bridge, 'channel')).headers.get('content-security-policy') ?? '';
    assert.match(policy, /; frame-src https:;/);
  });

  it('is framed only by the pages that may read what it shows', async (context) => {
    const bridge = await startWithRules(context);
    const ask = (path: string): Promise<string | undefined> => ancestorsOf(bridge, `${path}&community-id=${COMMUNITY}`);
    assert.equal(await ask('leaderboard?board=top'), '*');
    assert.equal(await ask('leaderboard?board=listed'), `'self' ${PAGE}`);
    assert.equal(await ask('leaderboard?board=unheard-of'), '*');
    assert.equal(await ancestorsOf(bridge, 'leaderboard?board=listed&community-id=unheard-of'), '*');
  });

  it('is framed only by the community’s pages, where what it shows names none', async (context) => {
    const bridge = await startWithRules(context, { origins: ['https://a.example', 'https://b.example'] });
    for (const path of [
      'badge-shelf?',
      'leaderboard?board=top',
      'leaderboard?',
      'channel?widget=store',
      'message-feed?channel-id=staff',
    ]) {
      // prettier-ignore
      const ancestors = await ancestorsOf(bridge, `${path}&community-id=${COMMUNITY}`);
      assert.equal(ancestors, "'self' https://a.example https://b.example", path);
    }
  });

  it('is framed only by pages that may read all it might show', async (context) => {
    const [channel] = (await demoConfig()).communities[0]?.channels ?? [];
    assert.ok(channel);
    const channels = [{ ...channel, origins: ['https://b.example', 'https://c.example'] }];
    const bridge = await startWithRules(context, { origins: ['https://a.example', 'https://b.example'], channels });
    const query = `channel-id=general&widget=store&community-id=${COMMUNITY}`;
    assert.equal(await ancestorsOf(bridge, `channel?${query}`), "'self' https://b.example");
  });

  it('has the id of a channel without a name for a title, where no platform can be asked', async (context) => {
    const channels = [channelConfig.parse({ id: 'nameless', slack: ['C123ABC456'] })];
    const bridge = await startWithRules(context, { channels });
    const { title } = await pageAt(bridge, `message-feed?channel-id=nameless&community-id=${COMMUNITY}`);
    assert.equal(title, 'nameless');
  });

  it('has the name of what it shows for a title, where everybody may know it', async (context) => {
    const bridge = await startWithRules(context);
    const titleOf = async (path: string): Promise<string> =>
      (await pageAt(bridge, `${path}&community-id=${COMMUNITY}`)).title;
    assert.equal(await titleOf('leaderboard?board=top'), 'For anyone');
    assert.equal(await titleOf('leaderboard?board=inner'), 'Leaderboard');
    assert.equal(await titleOf('leaderboard?board=listed'), 'Leaderboard');
    assert.equal(await titleOf('message-feed?channel-id=general'), 'general');
    assert.equal(await titleOf('channel?channel-id=staff'), 'Channel');
    assert.equal(await titleOf('badge-shelf?'), 'Badges');
  });

  for (const [locale, accepted, lang, dir] of [
    ['de-AT', 'fr', 'de-AT', 'ltr'],
    ['', 'fr;q=0.5, pt-BR, de;q=0.9', 'pt-BR', 'ltr'],
    ['no tag', 'ar-EG, en;q=0.5', 'ar-EG', 'rtl'],
    ['HE', '', 'he', 'rtl'],
    ['', '*', 'en', 'ltr'],
    ['"><script>', '"><script>, en;q=0', 'en', 'ltr'],
  ] as const) {
    it(`speaks ${lang} for the locale "${locale}" and a browser that wants "${accepted}"`, async (context) => {
      const bridge = await start(context);
      const page = await pageAt(bridge, `leaderboard?locale=${encodeURIComponent(locale)}`, {
        'accept-language': accepted,
      });
      assert.deepEqual([page.language, page.direction], [lang, dir]);
    });
  }

  it('has the theme’s color scheme, or the reader’s', async (context) => {
    const bridge = await start(context);
    for (const [theme, scheme] of [
      ['dark', 'dark'],
      ['light', 'light'],
      ['auto', 'light dark'],
      ['x', 'light dark'],
    ]) {
      assert.equal((await pageAt(bridge, `leaderboard?theme=${theme}`)).colorScheme, scheme);
    }
  });

  it('can be kept for minutes, and asked for again', async (context) => {
    const bridge = await start(context);
    const first = await get(bridge, 'leaderboard?board=top');
    const etag = first.headers.get('etag') ?? '';
    assert.equal(first.headers.get('cache-control'), 'public, max-age=300');
    assert.equal(first.headers.get('vary'), 'Accept-Language');
    const again = await get(bridge, 'leaderboard?board=top', { 'if-none-match': etag });
    assert.deepEqual([again.status, await again.text()], [304, '']);
    assert.equal(again.headers.get('content-security-policy'), first.headers.get('content-security-policy'));
    const other = await get(bridge, 'leaderboard?board=top', { 'if-none-match': etag, 'accept-language': 'de' });
    assert.equal(other.status, 200);
  });

  it('tells where oEmbed describes it, where the bridge knows its address', async (context) => {
    const bridge = await start(context, 'https://widgets.example.com/live');
    const { oembed } = await pageAt(bridge, 'leaderboard?board=top&src=x');
    const page = 'https://widgets.example.com/live/embed/leaderboard?board=top';
    assert.equal(oembed, `https://widgets.example.com/live/oembed?url=${encodeURIComponent(page)}&format=json`);
    assert.equal((await pageAt(await start(context), 'leaderboard')).oembed, undefined);
  });

  it('is there for no other widget, and refuses a value that is too long', async (context) => {
    const bridge = await start(context);
    for (const name of [
      '',
      'nothing',
      '__proto__',
      'leaderboard/',
      'Leaderboard',
      'leaderboard%00',
      '..%2fembed%2fchannel',
    ]) {
      // prettier-ignore
      await assertProblem(await get(bridge, name), 404, 'not-found');
    }
    await assertProblem(await get(bridge, `leaderboard?board=${'x'.repeat(501)}`), 400, 'malformed-request');
  });

  it('is not there at a bridge that serves no widgets', async (context) => {
    const { detail } = await assertProblem(
      await get(await BridgeServer.start(context), 'leaderboard'),
      404,
      'not-found',
    );
    assert.match(detail ?? '', /WIDGETS_DIR/);
  });

  it('counts as a read against its reader’s address', async (context) => {
    const { limits, ...config } = await demoConfig();
    const files = { widgets: await widgetFolder(context), pages: undefined };
    const bridge = await BridgeServer.start(context, { config: { ...config, limits: { ...limits, readsPerMinute: 2 } }, files }); // prettier-ignore
    for (const _ of [1, 2]) assert.equal((await get(bridge, 'leaderboard')).status, 200);
    await assertProblem(await get(bridge, 'leaderboard'), 429, 'rate-limited');
  });
});
