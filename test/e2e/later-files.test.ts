import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { BridgeChild } from '../support/bridge-child.ts';
import { launchChromium } from '../support/chromium-page.ts';
import { hostPage } from '../support/host-page.ts';

const root = join(import.meta.dirname, '../..');

describe('files that a page loads later', () => {
  let browser: Browser;
  let folder: string;
  let bridge: BridgeChild;
  let page: Page;

  before(async () => void (browser = await launchChromium()));
  after(() => browser.close());

  beforeEach(async (context) => {
    folder = await mkdtemp(join(tmpdir(), 'e2e-'));
    await writeFile(join(folder, 'index.html'), hostPage('de'));
    bridge = await BridgeChild.start(context as TestContext, {
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      WIDGETS_DIR: join(root, 'dist/cdn'),
      PAGES_DIR: folder,
    });
    page = await browser.newPage();
  });

  afterEach(async () => {
    await page.close();
    await bridge.kill('SIGTERM');
    await rm(folder, { recursive: true });
  });

  /** Opens the page, whose first requests for such a file fail. @returns how many have failed so far */
  async function openFailing(file: RegExp, times: number): Promise<() => number> {
    let failures = 0;
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const fails = failures < times && file.test(new URL(request.url()).pathname);
      if (fails) failures += 1;
      void (fails ? request.abort() : request.continue());
    });
    await page.goto(await bridge.ready());
    return () => failures;
  }

  async function untilAll(part: string, text: string): Promise<void> {
    await page.waitForFunction(
      (name, wanted) =>
        [...document.querySelectorAll('returning-leaderboard, returning-message-feed')].every((widget) =>
          widget.shadowRoot?.querySelector(`[part~="${name}"]`)?.textContent?.includes(wanted),
        ),
      { timeout: 20_000 },
      part,
      text,
    );
  }

  it('make every widget live although the stream’s could not be loaded at first', async () => {
    const failures = await openFailing(/\/chunks\/later-/, 3);
    await untilAll('status', 'Live');
    assert.equal(failures(), 3);
  });

  it('let every widget speak its language although that could not be loaded at first', async () => {
    const failures = await openFailing(/\/chunks\/de-/, 2);
    await untilAll('empty', 'Noch');
    assert.equal(failures(), 2);
  });
});
