import '../support/browser-console.ts';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { ReturningChannel } from '../../src/elements/channel/channel.ts';
import type { ScriptedBridge } from '../support/browser-bridge.ts';
import {
  ChannelStage,
  frameOf,
  isVisible,
  mountChannel,
  mountPage,
  mountReady,
  mountSilent,
  mountStore,
  nameStore,
  ready,
} from '../support/browser-channel.ts';
import { part, parts, until } from '../support/browser-page.ts';
import type { Puppets } from '../support/browser-puppet.ts';

describe('<returning-channel>', () => {
  let stage: ChannelStage;
  let bridge: ScriptedBridge;
  let puppets: Puppets;

  beforeEach(async () => {
    stage = await ChannelStage.set();
    ({ bridge, puppets } = stage);
  });

  afterEach(() => stage.strike());

  describe('accessibility', () => {
    for (const theme of ['light', 'dark'] as const) {
      const inTheme = async (element: ReturningChannel): Promise<ReturningChannel> => {
        element.theme = theme;
        await element.updateComplete;
        return element;
      };

      it(`is accessible when ready, ${theme}`, async () => {
        await expect(await inTheme(await mountReady(stage))).to.be.accessible();
      });

      it(`is accessible when its page is silent, ${theme}`, async () => {
        await expect(await inTheme(await mountSilent(stage))).to.be.accessible();
      });

      it(`is accessible while loading, ${theme}`, async () => {
        await nameStore(bridge, puppets.url());
        await expect(await inTheme(await mountStore(bridge))).to.be.accessible();
      });

      it(`is accessible in an error, and when signed out, ${theme}`, async () => {
        await bridge.refuse('channels/none', 'unknown-channel');
        const refused = await mountChannel(bridge, 'none');
        await until(() => refused.status === 'error');
        await expect(await inTheme(refused)).to.be.accessible();
        await bridge.refuse('channels/staff', 'token-required');
        const signedOut = await mountChannel(bridge, 'staff');
        await until(() => signedOut.status === 'signed-out');
        await expect(await inTheme(signedOut)).to.be.accessible();
      });

      it(`is accessible when not configured, and in a demo, ${theme}`, async () => {
        const bare = await fixture<ReturningChannel>(html`<returning-channel></returning-channel>`);
        await expect(await inTheme(bare)).to.be.accessible();
        const sample = await fixture<ReturningChannel>(html`<returning-channel demo></returning-channel>`);
        await sample.ready;
        await expect(await inTheme(sample)).to.be.accessible();
      });
    }

    it('names its frame, and hides it from everybody until its page is there', async () => {
      await nameStore(bridge, puppets.url());
      const element = await mountStore(bridge);
      const frame = await frameOf(element);
      expect([frame.title, isVisible(frame)]).to.deep.equal(['Store', false]);
      await puppets.arrival(frame);
      expect(part(element, 'base').ariaBusy).to.equal('true');
      await puppets.say(frame, ready);
      await element.ready;
      expect(isVisible(frame)).to.equal(true);
      expect(part(element, 'base').ariaBusy).to.equal('false');
    });

    it('lets the focus into the frame and out of it, and never moves it by itself', async () => {
      const element = await mountReady(stage);
      const after = document.createElement('button');
      element.after(after);
      after.focus();
      const frame = await frameOf(element);
      await puppets.say(frame, { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: 700 } });
      await puppets.say(frame, ready);
      expect(document.activeElement).to.equal(after);
      frame.focus();
      expect(element.shadowRoot?.activeElement).to.equal(frame);
      after.focus();
      expect(document.activeElement).to.equal(after);
      after.remove();
    });

    it('speaks the language of the page', async () => {
      await nameStore(bridge, puppets.url([ready]));
      const element = await mountStore(bridge);
      element.locale = 'ar';
      await element.ready;
      await until(() => part(element, 'title').textContent === 'المتجر');
      expect((await frameOf(element)).title).to.equal('المتجر');
      expect(part(element, 'base').dir).to.equal('rtl');
    });
  });

  describe('properties', () => {
    it('frames a hosted widget, as the bridge names it and in its theme', async () => {
      await nameStore(bridge, `${puppets.origin}/page?x=1&say=${encodeURIComponent(JSON.stringify([ready]))}`);
      const element = await mountStore(bridge);
      element.theme = 'dark';
      await element.ready;
      const url = new URL((await frameOf(element)).src);
      expect([url.searchParams.get('x'), url.searchParams.get('color')]).to.deep.equal(['1', 'dark']);
      expect(element.data?.origin).to.equal(puppets.origin);
    });

    it('follows a theme without loading the page again', async () => {
      const element = await mountReady(stage);
      const frame = await frameOf(element);
      await puppets.arrival(frame);
      element.theme = 'dark';
      await element.updateComplete;
      expect(new URL(frame.src).searchParams.get('color')).to.equal('light');
      expect(getComputedStyle(frame).colorScheme).to.equal('dark');
      expect(puppets.visits(frame).length).to.equal(1);
    });

    it('frames the page of a channel as it is, and shows it once it has loaded', async () => {
      const url = puppets.url();
      await bridge.answer('channels/watch', { id: 'watch', name: 'Watch party', kind: 'frame', frame: { url } });
      const element = await mountChannel(bridge, 'watch');
      await element.ready;
      expect((await frameOf(element)).src).to.equal(url);
      expect(part(element, 'title').textContent).to.equal('Watch party');
    });

    it('says of a channel without a page that it has none, and what shows it', async () => {
      await bridge.answer('channels/general', { id: 'general', name: 'General', kind: 'text', frame: null });
      const element = await mountChannel(bridge, 'general');
      await until(() => element.status === 'error');
      expect(element.error?.code).to.equal('no-frame');
      expect(element.error?.message).to.contain('<returning-message-feed channel-id="general">');
      expect(part(element, 'error').textContent).to.contain('This channel has no page of its own.');
      expect(parts(element, 'frame').length).to.equal(0);
    });

    it('frames any page by its address, needing no bridge, and shows it once it has loaded', async () => {
      const element = await mountPage(puppets.url());
      await element.ready;
      expect((await frameOf(element)).src).to.equal(puppets.url());
      expect(part(element, 'title').textContent).to.equal('localhost');
    });

    for (const junk of ['http://example.com/', 'javascript:alert(1)', 'data:text/html,x', 'page.html', '']) {
      it(`frames nothing for src="${junk}", and says so`, async () => {
        const element = await mountPage(junk);
        expect(element.status).to.equal('not-configured');
        expect(element.shadowRoot?.textContent).to.contain('Missing: src.');
        expect(parts(element, 'frame').length).to.equal(0);
      });
    }

    it('needs a channel, or both a widget and its id', async () => {
      const { apiUrl, communityId } = bridge;
      const element = Object.assign(document.createElement('returning-channel'), { apiUrl, communityId });
      (await fixture<HTMLElement>(html`<div></div>`)).append(element);
      await element.updateComplete;
      expect(element.error?.message).to.contain('has no channel-id');
      element.setAttribute('widget-id', 'abc');
      await element.updateComplete;
      expect(element.error?.message).to.contain('has no widget');
      element.setAttribute('widget', 'shop');
      await element.updateComplete;
      expect([element.widget, element.error?.message]).to.deep.equal([null, '<returning-channel> has no widget.']);
    });

    for (const [text, height] of [
      ['600px', 600],
      ['300', 300],
      ['20', 100],
      ['99999px', 5000],
      ['-5px', 100],
      ['60%', 480],
      ['', 480],
    ] as const) {
      it(`takes height="${text}" as ${height} px`, async () => {
        const element = await mountPage(puppets.url());
        element.setAttribute('height', text);
        await element.updateComplete;
        expect(element.height).to.equal(height);
        expect(element.shadowRoot?.querySelector('.body')?.getBoundingClientRect().height).to.equal(height);
      });
    }

    it('loads another page when it is to show another', async () => {
      const element = await mountPage(puppets.url());
      await element.ready;
      const first = await frameOf(element);
      const shown = oneEvent(element, 'returning-data');
      element.src = puppets.url([{ other: true }]);
      await shown;
      expect(await frameOf(element)).not.to.equal(first);
      expect((await frameOf(element)).src).to.equal(element.src);
    });

    it('loads the page anew on refresh, and hides it until it is ready again', async () => {
      const element = await mountReady(stage);
      const first = await frameOf(element);
      await nameStore(bridge, puppets.url());
      await element.refresh();
      await until(() => element.shadowRoot?.querySelector('iframe') !== first);
      const second = await frameOf(element);
      expect([element.status, isVisible(second)]).to.deep.equal(['loading', false]);
      await puppets.arrival(second);
      const shown = oneEvent(element, 'returning-data');
      await puppets.say(second, ready);
      await shown;
      expect([element.status, isVisible(second)]).to.deep.equal(['ready', true]);
    });

    it('asks the network for nothing in a demo', async () => {
      const element = await fixture<ReturningChannel>(html`<returning-channel demo></returning-channel>`);
      await element.ready;
      const frame = await frameOf(element);
      expect([frame.getAttribute('src'), frame.getAttribute('sandbox'), frame.title]).to.deep.equal([
        null,
        '',
        'Channel',
      ]);
      expect(isVisible(frame)).to.equal(true);
    });
  });

  describe('frame', () => {
    it('may do little', async () => {
      const frame = await frameOf(await mountPage(puppets.url()));
      expect([...frame.sandbox].toSorted()).to.deep.equal([
        'allow-forms',
        'allow-popups',
        'allow-popups-to-escape-sandbox',
        'allow-same-origin',
        'allow-scripts',
      ]);
      expect(frame.allow).to.equal('clipboard-write; fullscreen');
      expect(frame.referrerPolicy).to.equal('strict-origin');
    });

    it('takes a page of the own site for a stranger, which can reach nothing', async () => {
      const element = await mountPage(`${location.origin}/frame-origin`);
      const frame = await frameOf(element);
      expect(frame.sandbox.contains('allow-same-origin')).to.equal(false);
      await element.ready;
      expect(frame.contentDocument).to.equal(null);
    });

    it('is lazy only where it waits to come into view', async () => {
      const element = await fixture<ReturningChannel>(
        html`<returning-channel src=${puppets.url()}></returning-channel>`,
      );
      await element.ready;
      expect((await frameOf(element)).loading).to.equal('lazy');
      expect((await frameOf(await mountPage(puppets.url()))).loading).to.equal('eager');
    });

    it('holds the space of its height from the first paint on', async () => {
      await bridge.hold('frames/store/abc');
      await nameStore(bridge, puppets.url([ready]));
      const element = await mountStore(bridge);
      const { height } = element.getBoundingClientRect();
      await bridge.release('frames/store/abc');
      const frame = await frameOf(element);
      const rectangle = frame.getBoundingClientRect();
      await element.ready;
      expect(element.getBoundingClientRect().height).to.equal(height);
      expect(frame.getBoundingClientRect().height).to.equal(480);
      expect(rectangle.width).to.equal(frame.getBoundingClientRect().width);
    });

    it('begins with no request to its page while it is far below', async () => {
      const page = await fixture<HTMLElement>(html`<div></div>`);
      const spacer = document.createElement('div');
      spacer.style.height = '5000px';
      const element = Object.assign(document.createElement('returning-channel'), { src: puppets.url() });
      page.append(spacer, element);
      await element.updateComplete;
      expect(parts(element, 'frame').length).to.equal(0);
      element.scrollIntoView();
      await element.ready;
      scrollTo(0, 0);
    });
  });
});
