import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { BridgeChild } from '../support/bridge-child.ts';
import { temporaryFolder } from '../support/bridge-folder.ts';
import { launchChromium, record, type PageRecord } from '../support/chromium-page.ts';
import { hostPage } from '../support/host-page.ts';

const root = join(import.meta.dirname, '../..');

/** How many entries the log keeps. */
const LOG_ENTRIES = 3;

const isSnapshot = (address: string): boolean => /\/(leaderboards|channels)\//.test(new URL(address).pathname);

describe('a page that a browser has kept copies for', () => {
  let browser: Browser;
  before(async () => void (browser = await launchChromium()));
  after(() => browser.close());

  /** A bridge with a short log and a page with a board of messages and a feed. @returns its address */
  async function start(context: TestContext): Promise<string> {
    const folder = await temporaryFolder(context);
    const demo = JSON.parse(await readFile(join(root, 'demo/bridge.config.json'), 'utf8')) as object;
    const CONFIG = join(folder, 'bridge.json');
    await writeFile(CONFIG, JSON.stringify({ ...demo, logEntries: LOG_ENTRIES }));
    await writeFile(join(folder, 'index.html'), hostPage('en').replace('board="top"', 'board="messages"'));
    const bridge = await BridgeChild.start(context, {
      CONFIG,
      WIDGETS_DIR: join(root, 'dist/cdn'),
      PAGES_DIR: folder,
    });
    return bridge.ready();
  }

  async function post(url: string, fixture: string, changes: object): Promise<void> {
    const body = JSON.parse(await readFile(join(root, 'test/fixtures', fixture), 'utf8')) as object;
    const request = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${url}/hooks/returning/demo-hook-secret`, {
      ...request,
      body: JSON.stringify({ ...body, ...changes }),
    });
    assert.equal(answer.status, 200, await answer.text());
  }

  async function postMessage(url: string, text: string): Promise<void> {
    const message = { id: `m-${text}`, message: text, timestamp: new Date().toISOString() };
    const channel = { channel_id: '65f1c0a2b3d4e5f60718293a', name: 'general' };
    await post(url, 'user-joins-server.json', { event: { name: 'New Message Posted To channel' }, message, channel });
  }

  /** Opens the page and waits until a message that is posted then has come over the stream. */
  async function visit(url: string, page: Page, text: string): Promise<void> {
    await page.goto(url);
    await page.waitForSelector('returning-leaderboard:state(live)');
    await page.waitForSelector('returning-message-feed:state(live)');
    await postMessage(url, text);
    await page.waitForFunction(
      (wanted) => document.querySelector('returning-message-feed')?.shadowRoot?.textContent?.includes(wanted),
      {},
      text,
    );
  }

  /** What of the community's state was asked for, from the `from`-th request on. */
  function snapshotsIn({ requests }: PageRecord, from: number): string[] {
    return requests.slice(from).filter(isSnapshot).map((address) => address.split('/').slice(6).join('/')); // prettier-ignore
  }

  it('loads each of them once, also when the log no longer goes back to where they were made', async (context) => {
    const url = await start(context);
    const page = await browser.newPage();
    context.after(() => page.close());
    const seen = record(page);
    await visit(url, page, 'first');
    await page.goto(url); // keeps copies with the first message in them
    await page.waitForSelector('returning-leaderboard:state(live)');
    for (let day = 1; day <= 2 * LOG_ENTRIES; day += 1) {
      await post(url, 'user-visits-server.json', { date: `2025-09-0${day}T09:00:00.000Z` });
    }
    const from = seen.requests.length;
    await visit(url, page, 'second');
    assert.deepEqual(snapshotsIn(seen, from).toSorted(), [
      'channels/general/messages?limit=20',
      'leaderboards/messages',
    ]);
  });
});
