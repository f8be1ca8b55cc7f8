import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { BridgeChild } from '../support/bridge-child.ts';
import { launchChromium, record, type PageRecord } from '../support/chromium-page.ts';
import { hostPage } from '../support/host-page.ts';

const root = join(import.meta.dirname, '../..');

const isStream = (address: string): boolean => new URL(address).pathname.endsWith('/events');

describe('from hook to pixel', () => {
  let browser: Browser;
  let folder: string;
  let bridge: BridgeChild;
  let url: string;
  let page: Page;
  let seen: PageRecord;

  before(async () => void (browser = await launchChromium()));
  after(() => browser.close());

  beforeEach(async (context) => {
    folder = await mkdtemp(join(tmpdir(), 'e2e-'));
    await writeFile(join(folder, 'index.html'), hostPage('en'));
    await start(context as TestContext);
    page = await browser.newPage();
    seen = record(page);
    await page.goto(url);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('returning-leaderboard, returning-message-feed')].every((element) =>
        element.shadowRoot?.querySelector('[part~="empty"]'),
      ),
    );
  });

  afterEach(async () => {
    await page.close();
    await bridge.kill('SIGTERM');
    await rm(folder, { recursive: true });
  });

  async function start(context: TestContext, port = '0', dataDir = 'data', config?: string): Promise<void> {
    bridge = await BridgeChild.start(context, {
      ...(config !== undefined && { CONFIG: config }),
      PORT: port,
      DATA_DIR: join(folder, dataDir),
      WIDGETS_DIR: join(root, 'dist/cdn'),
      PAGES_DIR: folder,
    });
    url = await bridge.ready();
  }

  /** The demo's configuration, with a log of three entries. */
  async function shortLogConfig(): Promise<string> {
    const demo = JSON.parse(await readFile(join(root, 'demo/bridge.config.json'), 'utf8')) as object;
    const path = join(folder, 'short-log.json');
    await writeFile(path, JSON.stringify({ ...demo, logEntries: 3 }));
    return path;
  }

  /** Ends the bridge without a chance to finish anything, and starts it again at the same address. */
  async function killAndStart(context: TestContext, dataDir?: string): Promise<void> {
    await bridge.kill('SIGKILL');
    await start(context, new URL(url).port, dataDir);
  }

  async function post(name: string): Promise<void> {
    await postBody(await readFile(join(root, 'test/fixtures', name), 'utf8'));
  }

  async function postBody(body: string): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/hooks/returning/demo-hook-secret`, { method: 'POST', headers, body });
    assert.equal(answer.status, 200, await answer.text());
  }

  async function postMessage(text: string): Promise<void> {
    const joins = JSON.parse(await readFile(join(root, 'test/fixtures/user-joins-server.json'), 'utf8')) as object;
    const message = { id: `m-${text}`, message: text, timestamp: new Date().toISOString() };
    const channel = { channel_id: '65f1c0a2b3d4e5f60718293a', name: 'general' };
    await postBody(JSON.stringify({ ...joins, event: { name: 'New Message Posted To channel' }, message, channel }));
  }

  /** Waits until the element shows a text. */
  async function untilShown(tag: string, text: string): Promise<void> {
    await page.waitForFunction(
      (selector, wanted) => document.querySelector(selector)?.shadowRoot?.textContent?.includes(wanted),
      { timeout: 40_000 },
      tag,
      text,
    );
  }

  async function rows(): Promise<string[]> {
    return page.$eval('returning-leaderboard', (element) =>
      [...(element.shadowRoot?.querySelectorAll('tbody tr') ?? [])].map((row) =>
        [...row.children]
          .map((cell) => cell.textContent?.trim() ?? '')
          .join(' ')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      ),
    );
  }

  it('a posted fixture appears in an open page, and after SIGKILL the next one does, over the stream alone', async (context) => {
    await post('user-joins-server.json');
    await untilShown('returning-leaderboard', 'Jane Doe');
    const [row] = await rows();
    assert.match(row ?? '', /^1 .*Jane Doe 10$/);

    const before = seen.requests.length;
    await killAndStart(context);
    await post('user-visits-server.json');
    await untilShown('returning-leaderboard', '11');
    assert.match((await rows())[0] ?? '', /^1 .*Jane Doe 11$/);

    const since = seen.requests.slice(before);
    assert.ok(since.length > 0 && since.every(isStream), `only the stream was asked for: ${since.join(', ')}`);
  });

  it('the same body posted twice changes the page once', async () => {
    await post('user-joins-server.json');
    await post('user-joins-server.json');
    await postMessage('marker');
    await untilShown('returning-leaderboard', '12');
    assert.equal((await rows()).length, 1);
  });

  it('a message appears as text, whatever markup is in it', async () => {
    await postMessage('<img src=x onerror=alert(1)> <blink>1 & "2"</blink> <script>alert(2)</script>');
    await untilShown('returning-message-feed', '1 & "2"');
    const images = await page.$eval('returning-message-feed', (element) =>
      [...(element.shadowRoot?.querySelectorAll('img') ?? [])].map(({ src }) => src),
    );
    assert.ok(!images.some((src) => src.endsWith('/x')));
    assert.deepEqual(
      seen.complaints.filter((text) => !text.includes('ERR_')),
      [],
    );
  });

  it('two widgets of a page share one stream', async () => {
    await post('user-joins-server.json');
    await untilShown('returning-leaderboard', 'Jane Doe');
    const open = seen.requests.filter(isStream);
    assert.equal(open.length, 1, open.join(', '));
  });

  it('a bridge that lost its log is answered with fresh snapshots, without a reload of the page', async (context) => {
    await post('user-joins-server.json');
    await untilShown('returning-leaderboard', 'Jane Doe');
    await killAndStart(context, 'another-data-folder');
    await postMessage('after the loss');
    await untilShown('returning-message-feed', 'after the loss');
    await untilShown('returning-leaderboard', '2');
    assert.match((await rows())[0] ?? '', /^1 .*Jane Doe 2$/);
    assert.equal(seen.requests.filter((each) => each === `${url}/`).length, 1);
  });

  it('a page that was away longer than the log goes back loads its snapshots again, without a reload', async (context) => {
    await post('user-joins-server.json');
    await untilShown('returning-leaderboard', 'Jane Doe');
    await page.setOfflineMode(true);
    await bridge.kill('SIGKILL');
    await start(context, new URL(url).port, 'data', await shortLogConfig());
    const visit = JSON.parse(await readFile(join(root, 'test/fixtures/user-visits-server.json'), 'utf8')) as object;
    for (const day of [2, 3, 4, 5, 6, 7]) {
      await postBody(JSON.stringify({ ...visit, date: `2025-09-0${day}T09:00:00.000Z` }));
    }
    const before = seen.requests.length;
    await page.setOfflineMode(false);
    await untilShown('returning-leaderboard', '16');
    assert.match((await rows())[0] ?? '', /^1 .*Jane Doe 16$/);
    const since = seen.requests.slice(before);
    assert.ok(since.some((address) => new URL(address).pathname.endsWith('/leaderboards/top')));
    assert.ok(!since.includes(`${url}/`));
  });

  it('nothing that reaches the page holds an e-mail address', async () => {
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => {
      if (!isStream(response.url())) bodies.push(response.text().catch(() => ''));
    });
    await post('user-joins-server.json');
    await page.reload();
    await untilShown('returning-leaderboard', 'Jane Doe');
    assert.doesNotMatch((await Promise.all(bodies)).join('\n').replaceAll(/\/\*[\s\S]*?\*\//g, ''), /@example\.com/);
  });
});
