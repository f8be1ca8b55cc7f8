import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { embedAttacks } from '../bridge/security/embed-attacks.ts';
import { BridgeChild } from '../support/bridge-child.ts';
import { temporaryFile } from '../support/bridge-folder.ts';
import { launchChromium, record, type PageRecord } from '../support/chromium-page.ts';

const root = join(import.meta.dirname, '../..');

interface Config {
  readonly communities: readonly { readonly boards: readonly object[] }[];
}

/** The demo's configuration with another board, for pages of one other origin. */
async function configWithListedBoard(context: TestContext): Promise<string> {
  const { communities, ...demo } = JSON.parse(await readFile(join(root, 'demo/bridge.config.json'), 'utf8')) as Config;
  const listed = { slug: 'listed', title: 'For one site', origins: ['https://www.example.com'] };
  const open = communities.map((community) => ({ ...community, boards: [...community.boards, listed] }));
  return temporaryFile(context, JSON.stringify({ ...demo, communities: open }));
}

async function startBridge(context: TestContext): Promise<string> {
  const url = await (await BridgeChild.start(context, {
    WIDGETS_DIR: join(root, 'dist/cdn'),
    CONFIG: await configWithListedBoard(context),
  })).ready(); // prettier-ignore
  const visit = JSON.parse(await readFile(join(root, 'test/fixtures/user-visits-server.json'), 'utf8')) as object;
  const body = JSON.stringify(visit);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/hooks/returning/demo-hook-secret`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200);
  return url;
}

/** A page of another origin that holds frames and nothing else. */
async function serveFrames(context: TestContext, frames: string): Promise<string> {
  const page = `<!doctype html><title>A host page</title><link rel="icon" href="data:," />${frames}`;
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(page)).listen(
    0,
  );
  await once(server, 'listening');
  context.after(() => void (server.closeAllConnections(), server.close()));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** What a widget shows, once it shows that part. */
async function shown(place: Frame | Page, tag: string, part: string): Promise<string> {
  const found = await place.waitForFunction(
    (name, wanted) => document.querySelector(name)?.shadowRoot?.querySelector(`[part~="${wanted}"]`)?.textContent,
    {},
    tag,
    part,
  );
  return String(await found.jsonValue());
}

describe('a widget’s page, framed', () => {
  let browser: Browser;
  let page: Page;
  let seen: PageRecord;

  before(async () => void (browser = await launchChromium()));
  after(() => browser.close());

  beforeEach(async () => {
    page = await browser.newPage();
    seen = record(page);
    // Pictures of members are on other hosts, which no test may ask.
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const isHere = new URL(request.url()).hostname === 'localhost' || request.url().startsWith('data:');
      void (isHere ? request.continue() : request.respond({ status: 204 }));
    });
  });
  afterEach(() => page.close());

  function assertQuiet(): void {
    assert.deepEqual(seen.complaints, []);
  }

  it('shows the board and its changes under its own policy, also in a sandbox without an origin', async (context) => {
    const url = await startBridge(context);
    const frame = `<iframe width="500" height="300" title="Board"`;
    const board = `src="${url}/embed/leaderboard?board=top"`;
    await page.goto(
      await serveFrames(context, `${frame} ${board}></iframe>${frame} sandbox="allow-scripts" ${board}></iframe>`),
    );
    const [first, second] = page.mainFrame().childFrames();
    assert.ok(first && second);
    for (const place of [first, second]) {
      assert.match(await shown(place, 'returning-leaderboard', 'row'), /Jane Doe/);
      assert.match(await shown(place, 'returning-leaderboard', 'status'), /Live|Connecting/i);
    }
    const style = await first.$eval('returning-leaderboard', (element) => {
      const base = element.shadowRoot?.querySelector('[part="base"]');
      return base ? getComputedStyle(base).borderTopStyle : '';
    });
    assert.equal(style, 'solid', 'its styles are in force');
    assertQuiet();
  });

  it('refuses text where the browser wants a trusted type', async (context) => {
    await page.goto(`${await startBridge(context)}/embed/leaderboard?board=top`);
    const refusal = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>text</b>';
        return 'none';
      } catch (error) {
        return String(error);
      }
    });
    assert.match(refusal, /TrustedHTML/);
  });

  it('says in its own words what it misses', async (context) => {
    await page.goto(`${await startBridge(context)}/embed/leaderboard?locale=de`);
    assert.match(await shown(page, 'returning-leaderboard', 'base'), /board/);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
    assert.match(seen.complaints.join('\n'), /^returning-widgets: <returning-leaderboard> has no board\.[^\n]*$/);
  });

  it('is not shown to a site that the board is not for', async (context) => {
    const url = await startBridge(context);
    await page.goto(
      await serveFrames(context, `<iframe title="Board" src="${url}/embed/leaderboard?board=listed"></iframe>`),
    );
    assert.match(seen.complaints.join('\n'), /frame-ancestors 'self' https:\/\/www\.example\.com/);
    assert.equal(page.mainFrame().childFrames()[0]?.url(), 'chrome-error://chromewebdata/');
  });

  it('runs nothing of what an address says', async (context) => {
    const url = await startBridge(context);
    for (const attack of embedAttacks) {
      const value = encodeURIComponent(attack.toWellFormed());
      await page.goto(`${url}/embed/leaderboard?board=${value}&locale=${value}&member-url=${value}`);
      await shown(page, 'returning-leaderboard', 'base');
      assert.equal(await page.evaluate(() => 'hacked' in globalThis), false, attack);
    }
  });
});
