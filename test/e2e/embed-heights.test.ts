import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { embedWidgets, type EmbedAttributes, type EmbedName } from '../../src/bridge/routes/embed/widgets.ts';
import { BridgeChild } from '../support/bridge-child.ts';
import { launchChromium } from '../support/chromium-page.ts';

/** As wide as a frame is that nobody said another width for. */
const WIDTH_PX = 600;
/** What may stay empty below a widget. */
const SPARE_PX = 4;

/** Has somebody join. @returns their id */
async function memberOf(url: string): Promise<string> {
  const body = await readFile(join(import.meta.dirname, '../fixtures/user-joins-server.json'));
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/hooks/returning/demo-hook-secret`, { method: 'POST', headers, body });
  const answer = await fetch(`${url}/v1/communities/only/leaderboards/top`);
  const { entries } = (await answer.json()) as { entries: { member: { id: string } }[] };
  return entries[0]?.member.id ?? '';
}

describe('the height of a frame that nobody said another one for', () => {
  let browser: Browser;
  before(async () => void (browser = await launchChromium()));
  after(() => browser.close());

  const widgets: readonly (readonly [EmbedName, EmbedAttributes])[] = [
    ['leaderboard', { board: 'top', limit: '5' }],
    ['leaderboard', { board: 'top', limit: '5', 'period-options': 'weekly,all-time' }],
    ['badge-shelf', { limit: '12' }],
    ['badge-shelf', { limit: '4' }],
    ['badge-shelf', { layout: 'row' }],
    ['message-feed', { 'channel-id': 'general' }],
    ['message-feed', { 'channel-id': 'general', height: '300' }],
  ];
  for (const [name, attributes] of widgets) {
    it(`is that of the ${name} with ${Object.keys(attributes).join(', ')}`, async (context) => {
      const widgetsDir = join(import.meta.dirname, '../../dist/cdn');
      const url = await (await BridgeChild.start(context, { WIDGETS_DIR: widgetsDir })).ready();
      const ofMember = name === 'badge-shelf' && { 'member-id': await memberOf(url) };
      const page = await browser.newPage();
      const { tag, heightPx } = embedWidgets[name];
      await page.setViewport({ width: WIDTH_PX, height: 100 });
      await page.goto(`${url}/embed/${name}?${new URLSearchParams({ ...attributes, ...ofMember }).toString()}`);
      await page.waitForFunction((element) => document.querySelector(element)?.matches(':state(empty), :state(ready)'), {}, tag); // prettier-ignore
      const needed = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.close();
      const given = heightPx(attributes);
      assert.ok(given >= needed && given - needed <= SPARE_PX, `${given} px for ${needed}`);
    });
  }
});
