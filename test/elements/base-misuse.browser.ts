import '../support/browser-console.ts';
import { expect, fixture } from '@open-wc/testing';
import { html, unsafeStatic } from 'lit/static-html.js';
import '../../src/elements/define.ts';
import type { ReturningChannel } from '../../src/elements/channel/channel.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { mountBoard } from '../support/browser-leaderboard.ts';
import { until } from '../support/browser-page.ts';

const link = 'See https://www.npmjs.com/package/returning-widgets';

describe('wrong use of a widget', () => {
  const { warn } = console;
  let told: string[];

  beforeEach(() => {
    told = [];
    console.warn = (message: string) => void told.push(message);
  });

  afterEach(() => {
    console.warn = warn;
  });

  /** Waits to be told to load, so that nothing is told but what its attributes are. */
  const mount = (tag: string, attributes: string): Promise<HTMLElement> =>
    fixture(html`<${unsafeStatic(tag)} demo load="manual" ${unsafeStatic(attributes)}></${unsafeStatic(tag)}>`);

  for (const [tag, attribute, value, what] of [
    ['leaderboard', 'theme', 'purple', 'is none of: auto, light, dark'],
    ['leaderboard', 'live', 'yes', 'is none of: on, off'],
    ['message-feed', 'limit', '0', 'is no whole number from 1 to 100; 20 is used'],
    ['message-feed', 'heading-level', 'h2', 'is no whole number from 1 to 6; 3 is used'],
    ['badge-shelf', 'layout', 'list', 'is none of: grid, row'],
    ['badge-shelf', 'locale', 'en_GB', 'is no language tag'],
    ['leaderboard', 'api-url', 'https://', 'is no web address'],
    ['leaderboard', 'token-url', 'javascript:alert(1)', 'is no web address'],
    ['channel', 'frame-token-url', 'https://[', 'is no web address'],
    ['channel', 'src', 'http://example.com/', 'is neither an https address nor http on localhost'],
    ['channel', 'height', '60%', 'is no length in px; 480 is used'],
    ['channel', 'widget', 'shop', 'is none of: channel, store, milestone, social, currency'],
  ] as const) {
    it(`is told once, with element, attribute and a link, as soon as it is set: ${attribute}="${value}"`, async () => {
      await mount(`returning-${tag}`, `${attribute}="${value}"`);
      await mount(`returning-${tag}`, `${attribute}="${value}"`);
      expect(told).to.deep.equal([`returning-widgets: <returning-${tag}> ${attribute}: "${value}" ${what}. ${link}`]);
    });
  }

  it('is told again where it is another mistake, and names no attribute where a script makes it', async () => {
    const channel = (await mount('returning-channel', 'height="tall"')) as ReturningChannel;
    channel.setAttribute('height', 'taller');
    channel.setAttribute('height', '300');
    channel.removeAttribute('height');
    channel.height = 'tallest';
    expect(told).to.deep.equal(
      ['<returning-channel> height: "tall"', '<returning-channel> height: "taller"', '"tallest"'].map(
        (place) => `returning-widgets: ${place} is no length in px; 480 is used. ${link}`,
      ),
    );
  });

  it('counts as the default where a script sets it, as frameworks do', async () => {
    const element = (await mount('returning-leaderboard', '')) as ReturningLeaderboard;
    Object.assign(element, { load: 'soon', live: 'yes', theme: 'purple' });
    await element.ready;
    expect(element.status).to.equal('ready');
  });

  it('is none of what is right, empty or relative', async () => {
    await mount('returning-leaderboard', 'token-url="/token" api-url="" theme="dark" locale="de-AT" heading-level="2"');
    await mount('returning-channel', 'frame-token-url="token" src="http://localhost:1234/" height="600px"');
    expect(told).to.deep.equal([]);
  });

  it('is told where only the bridge knows it, once for all, and not what signing in or time may mend', async () => {
    const bridge = new ScriptedBridge();
    await bridge.refuse('leaderboards/top', 'unknown-board');
    const boards = [await mountBoard(bridge), await mountBoard(bridge)];
    await until(() => boards.every(({ status }) => status === 'error'));
    expect(told.length).to.equal(1);
    expect(told[0]).to.match(/^returning-widgets: The bridge answered 403 for \/leaderboards\/top: .+\. See /);
    for (const code of ['token-required', 'rate-limited'] as const) {
      await bridge.refuse('leaderboards/top', code);
      const other = await mountBoard(bridge);
      other.start();
      await until(() => other.error?.code === code);
    }
    expect(told.length).to.equal(1);
    await bridge.end();
  });
});
