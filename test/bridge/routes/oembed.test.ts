import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Parser } from 'htmlparser2';
import { serverConfig } from '../../../src/schemas/operation-config.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer, demoConfig } from '../../support/bridge-server.ts';

const PUBLIC = 'https://widgets.example.com/live';

async function start(context: TestContext, publicUrl: string | undefined = PUBLIC): Promise<BridgeServer> {
  const config = await demoConfig({ server: serverConfig.parse({ ...(publicUrl !== '' && { publicUrl }) }) });
  return BridgeServer.start(context, { config });
}

async function ask(bridge: BridgeServer, query: Readonly<Record<string, string>>, headers = {}): Promise<Response> {
  return fetch(`${bridge.url}/oembed?${new URLSearchParams(query).toString()}`, { headers });
}

/** The attributes of the answer's frame, which is all its markup holds. */
function frameOf(html: string): Readonly<Record<string, string>> {
  const tags: [string, Record<string, string>][] = [];
  new Parser({ onopentag: (name, attributes) => tags.push([name, { ...attributes }]) }).end(html);
  assert.deepEqual(
    tags.map(([name]) => name),
    ['iframe'],
  );
  return tags[0]?.[1] ?? {};
}

type Answer = Readonly<Record<string, unknown>> & { readonly html: string };

describe('GET /oembed', () => {
  it('describes the page of a widget as a frame', async (context) => {
    const bridge = await start(context);
    const url = `${PUBLIC}/embed/leaderboard?board=top&limit=5`;
    const response = await ask(bridge, { url });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/json');
    const { html, ...answer } = (await response.json()) as Answer;
    assert.deepEqual(answer, {
      version: '1.0',
      type: 'rich',
      title: 'Top members',
      provider_name: 'returning-widgets',
      provider_url: PUBLIC,
      cache_age: 3600,
      width: 600,
      height: 351,
    });
    const { src, title, width, height, sandbox, loading } = frameOf(html);
    assert.deepEqual({ src, title, width, height }, { src: url, title: 'Top members', width: '600', height: '351' });
    assert.match(sandbox ?? '', /^allow-scripts allow-same-origin /);
    assert.doesNotMatch(sandbox ?? '', /allow-top-navigation|allow-modals|allow-downloads/);
    assert.equal(loading, 'lazy');
  });

  for (const [path, query, size] of [
    ['leaderboard', {}, [600, 591]],
    ['leaderboard?limit=nonsense', {}, [600, 591]],
    ['leaderboard', { maxwidth: '320', maxheight: '200' }, [320, 200]],
    ['leaderboard', { maxwidth: '5000', maxheight: '5000' }, [600, 591]],
    ['message-feed?height=300', {}, [600, 354]],
    ['channel?height=300px', {}, [600, 354]],
    ['channel?height=50vh', {}, [600, 534]],
    ['badge-shelf', { format: 'json' }, [600, 888]],
  ] as const) {
    it(`makes the frame of ${path} ${size.join(' × ')} px for ${JSON.stringify(query)}`, async (context) => {
      const answer = (await (
        await ask(await start(context), { url: `${PUBLIC}/embed/${path}`, ...query })
      ).json()) as Answer;
      assert.deepEqual([answer['width'], answer['height']], size);
    });
  }

  it('leaves out of the frame’s address what the page would ignore', async (context) => {
    const bridge = await start(context);
    const url = `${PUBLIC}/embed/leaderboard?api-url=https://evil.example&board=%22%3E%3Cscript%3E&board=second#x`;
    const { html } = (await (await ask(bridge, { url })).json()) as Answer;
    assert.equal(frameOf(html)['src'], `${PUBLIC}/embed/leaderboard?board=%22%3E%3Cscript%3E`);
  });

  it('can be kept, asked for again, and read by any page', async (context) => {
    const bridge = await start(context);
    const query = { url: `${PUBLIC}/embed/leaderboard` };
    const { headers } = await ask(bridge, query);
    assert.equal(headers.get('cache-control'), 'public, max-age=300');
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal((await ask(bridge, query, { 'if-none-match': headers.get('etag') ?? '' })).status, 304);
  });

  for (const url of [
    'https://other.example/embed/leaderboard',
    'http://widgets.example.com/live/embed/leaderboard',
    'https://widgets.example.com/embed/leaderboard',
    'https://widgets.example.com:8443/live/embed/leaderboard',
    'https://widgets.example.com.evil.example/live/embed/leaderboard',
    `${PUBLIC}/embed/`,
    `${PUBLIC}/embed/nothing`,
    `${PUBLIC}/embed/__proto__`,
    `${PUBLIC}/embed/leaderboard/more`,
    `${PUBLIC}/embed/leaderboard?board=${'x'.repeat(501)}`,
    `${PUBLIC}/v1/communities`,
    'javascript:alert(1)',
    'no address',
  ]) {
    it(`knows nothing of ${url.slice(0, 80)}`, async (context) => {
      await assertProblem(await ask(await start(context), { url }), 404, 'not-found');
    });
  }

  it('offers no other format than JSON', async (context) => {
    const bridge = await start(context);
    const url = `${PUBLIC}/embed/leaderboard`;
    for (const format of ['xml', 'JSON', '']) await assertProblem(await ask(bridge, { url, format }), 501, 'format-not-offered'); // prettier-ignore
  });

  it('says what is wrong with a question, to pages too', async (context) => {
    const bridge = await start(context);
    const url = `${PUBLIC}/embed/leaderboard`;
    for (const query of [{}, { url: '' }, { url, maxwidth: '0' }, { url, maxheight: '-1' }, { url, maxwidth: '1e3' }]) {
      const response = await ask(bridge, query);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      await assertProblem(response, 400, 'malformed-request');
    }
  });

  it('needs to be told the bridge’s own address', async (context) => {
    const { detail } = await assertProblem(await ask(await start(context, ''), { url: `${PUBLIC}/embed/channel` }), 404, 'not-found'); // prettier-ignore
    assert.match(detail ?? '', /publicUrl/);
  });
});
