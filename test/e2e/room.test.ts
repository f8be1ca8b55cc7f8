import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { BridgeChild } from '../support/bridge-child.ts';
import { launchChromium } from '../support/chromium-page.ts';

const root = join(import.meta.dirname, '../..');
const [room = ''] = /^## Room$.*/ms.exec(readFileSync(join(root, 'docs/theming.md'), 'utf8')) ?? [];
const [, rules = ''] = /^```css\n(.*?)^```/ms.exec(room) ?? [];

/** What is below a widget may move so far once it is defined. */
const SPARE_PX = 4;

describe('docs/theming.md, of the room of a widget that is not defined yet', () => {
  let browser: Browser;
  before(async () => void (browser = await launchChromium()));
  after(() => browser.close());

  async function open(width: number, widgets: readonly string[]): Promise<Page> {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 4000 });
    await page.setContent(`<style>body { margin: 0; font: 16px/1.5 system-ui } ${rules}</style>
      ${widgets.map((tag) => `<${tag} demo viewer="off"></${tag}>`).join('')}`);
    return page;
  }

  const heights = (page: Page): Promise<number[]> =>
    page.$$eval('body > *', (elements) => elements.map((element) => element.getBoundingClientRect().height));

  async function define(page: Page, context: TestContext): Promise<void> {
    const url = await (await BridgeChild.start(context, { WIDGETS_DIR: join(root, 'dist/cdn') })).ready();
    await page.addScriptTag({ type: 'module', url: `${url}/widgets.js` });
    await page.waitForFunction(() =>
      [...document.querySelectorAll('body > *')].every((element) => element.matches(':state(ready)')),
    );
  }

  it('keeps by its style sheet what each widget then takes', async (context) => {
    const widgets = ['leaderboard', 'badge-shelf', 'channel', 'message-feed'].map((name) => `returning-${name}`);
    const page = await open(600, widgets);
    const kept = await heights(page);
    await define(page, context);
    const taken = await heights(page);
    const moved = widgets.map((tag, index) => `${tag}: ${kept[index]} px kept, ${taken[index]} px taken`);
    assert.ok(
      taken.every((height, index) => Math.abs(height - (kept[index] ?? 0)) <= SPARE_PX),
      moved.join('\n'),
    );
  });

  it('tells the heights of the shelf', async (context) => {
    const [widths = [], said = []] = [...room.matchAll(/^\| .*\d px.*$/gm)].map(([row]) => row.match(/\d+(?= px)/g)?.map(Number)); // prettier-ignore
    assert.ok(widths.length > 0 && widths.length === said.length);
    for (const [index, width] of widths.entries()) {
      const page = await open(width, ['returning-badge-shelf']);
      await define(page, context);
      const [height = 0] = await heights(page);
      assert.ok(Math.abs(height - (said[index] ?? 0)) <= SPARE_PX, `${height} px at ${width} px`);
    }
  });
});
