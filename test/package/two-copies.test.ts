import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { build } from 'vite';
import { BridgeChild } from '../support/bridge-child.ts';
import { launchChromium, record, type PageRecord } from '../support/chromium-page.ts';
import { projectRoot } from './support/files.ts';

interface WidgetLike extends HTMLElement {
  readonly status: string;
  readonly error?: { readonly code: string };
}

const community = '6502564c5c09c0a';

/** What a site makes of the package: all elements in one file of its own. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: join(projectRoot, 'dist/lib/elements/define.js'), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [built] = [result].flat();
  assert.ok(built && 'output' in built);
  return built.output[0].code;
}

describe('two copies on one page', () => {
  let browser: Browser;
  let page: Page;
  let seen: PageRecord;
  let bundled: string;

  before(async () => {
    [browser, bundled] = await Promise.all([launchChromium(), bundle()]);
  });
  after(() => browser.close());
  beforeEach(async () => {
    page = await browser.newPage();
    seen = record(page);
  });

  /** Opens a page of the bridge's own origin. */
  async function open(context: TestContext, body: string): Promise<void> {
    const bridge = await BridgeChild.start(context, {
      WIDGETS_DIR: join(projectRoot, 'dist/cdn'),
      CONFIG: join(projectRoot, 'demo/bridge.config.json'),
    });
    const url = await bridge.ready();
    const answers: Readonly<Record<string, { readonly contentType: string; readonly body: string }>> = {
      '/page': { contentType: 'text/html', body: `<!doctype html><html lang="en"><body>${body}</body></html>` },
      '/bundle.js': { contentType: 'text/javascript', body: bundled },
      '/token': { contentType: 'text/html', body: '<title>No token</title>' },
      '/favicon.ico': { contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    };
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const answer = answers[new URL(request.url()).pathname];
      void (answer ? request.respond(answer) : request.continue());
    });
    await page.goto(`${url}/page`);
  }

  /** Waits until a widget shows something for good. */
  async function settled(tag: string): Promise<{ readonly status: string; readonly code: string | undefined }> {
    const found = await page.waitForFunction((name) => {
      const widget = document.querySelector<WidgetLike>(name);
      const { status, error } = widget ?? {};
      return status && status !== 'loading' && { status, code: error?.code };
    }, {}, tag); // prettier-ignore
    return (await found.jsonValue()) as Awaited<ReturnType<typeof settled>>;
  }

  it('share the bridge that one of them was told, and one stream', async (context) => {
    await open(
      context,
      `<returning-leaderboard board="top"></returning-leaderboard>
       <returning-message-feed channel-id="general"></returning-message-feed>
       <script type="module" src="/leaderboard.js" data-community-id="${community}"></script>
       <script type="module" src="/message-feed.js"></script>`,
    );
    await settled('returning-leaderboard');
    await settled('returning-message-feed');
    const carriesBoth = (url: string): boolean => /board%2Ftop/.test(url) && /channel%2Fgeneral/.test(url);
    if (!seen.requests.some(carriesBoth)) await page.waitForRequest((request) => carriesBoth(request.url()));
    assert.deepEqual(seen.complaints, []);
  });

  it('share a visitor’s token, and what is wrong with it', async (context) => {
    await open(
      context,
      `<returning-leaderboard board="top" token-url="/token"></returning-leaderboard>
       <returning-message-feed channel-id="general" token-url="/token"></returning-message-feed>
       <script type="module" src="/leaderboard.js" data-community-id="${community}"></script>
       <script type="module" src="/message-feed.js"></script>`,
    );
    for (const tag of ['returning-leaderboard', 'returning-message-feed']) {
      assert.deepEqual(await settled(tag), { status: 'error', code: 'malformed' }, tag);
    }
  });

  it('speak by one live region', async (context) => {
    await open(
      context,
      `<returning-leaderboard board="none"></returning-leaderboard>
       <returning-message-feed channel-id="none"></returning-message-feed>
       <script type="module" src="/leaderboard.js" data-community-id="${community}"></script>
       <script type="module" src="/message-feed.js"></script>`,
    );
    await page.waitForFunction(() => document.querySelector('[aria-live]')?.childElementCount === 2);
    assert.equal((await page.$$('[aria-live]')).length, 1);
  });

  for (const [title, second] of [
    ['the same file twice', '/widgets.js?copy=2'],
    ['a file and a bundle', '/bundle.js'],
  ]) {
    it(`say what is ignored, and go on: ${title}`, async (context) => {
      const told: string[] = [];
      page.on('console', (message) => told.push(message.text()));
      await open(
        context,
        `<returning-leaderboard board="top"></returning-leaderboard>
         <script type="module" src="/widgets.js" data-community-id="${community}"></script>
         <script type="module" src="${second}"></script>`,
      );
      assert.equal((await settled('returning-leaderboard')).code, undefined);
      const ignored = told.filter((line) => line.endsWith('this copy is ignored.'));
      assert.deepEqual(ignored.map((line) => /<(.+)>/.exec(line)?.[1]).toSorted(), [
        'returning-badge-shelf',
        'returning-channel',
        'returning-leaderboard',
        'returning-message-feed',
      ]);
      assert.deepEqual(seen.complaints, []);
    });
  }
});
