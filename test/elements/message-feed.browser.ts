import '../support/browser-console.ts';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { defineMessageFeed } from '../../src/elements/message-feed/define.ts';
import type { ReturningMessageFeed } from '../../src/elements/message-feed/message-feed.ts';
import type { ReturningSelectEvent } from '../../src/internal/events.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import {
  answerTwoPages,
  bodiesOf,
  distanceOf,
  many,
  messagesPath,
  mountFeed,
  mountReadyFeed,
  newest,
  numbered,
  painted,
  scrollTo,
} from '../support/browser-message-feed.ts';
import { onlyWhere } from '../support/browser-only-where.ts';
import { applyRules } from '../support/browser-rules.ts';
import { hasState, part, parts, until } from '../support/browser-page.ts';
import { message, page, posted } from '../support/browser-samples.ts';

describe('<returning-message-feed>', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(messagesPath, page(newest));
  });

  afterEach(() => bridge.end());

  async function loadRequests(): Promise<string[]> {
    return (await bridge.requests()).filter((request) => request.startsWith('channels'));
  }

  describe('accessibility', () => {
    for (const theme of ['light', 'dark'] as const) {
      it(`is accessible when ready, ${theme}`, async () => {
        const answer = { ...message(5, 'Eve', 'fifth'), replyTo: 'message-3', reactions: [{ emoji: '👍', count: 2 }] };
        const group = message(4, 'Cy', 'fourth');
        await answerTwoPages(bridge, [answer, group, ...newest]);
        const element = await mountReadyFeed(bridge, { theme, memberUrl: '/members/{id}' });
        await expect(element).to.be.accessible();
        element.selectable = true;
        await element.updateComplete;
        await expect(element).to.be.accessible();
      });

      it(`is accessible while loading, ${theme}`, async () => {
        await bridge.hold(messagesPath);
        await expect(await mountFeed(bridge, { theme })).to.be.accessible();
      });

      it(`is accessible when empty, ${theme}`, async () => {
        await bridge.answer(messagesPath, page([]));
        await expect(await mountReadyFeed(bridge, { theme })).to.be.accessible();
      });

      it(`is accessible in an error, and signed out, ${theme}`, async () => {
        await bridge.refuse(messagesPath, 'unknown-channel');
        const element = await mountFeed(bridge, { theme });
        await until(() => element.status === 'error');
        await expect(element).to.be.accessible();
        await bridge.refuse(messagesPath, 'token-required');
        await element.refresh();
        await until(() => element.status === 'signed-out');
        await expect(element).to.be.accessible();
      });

      it(`is accessible when earlier messages could not be loaded, ${theme}`, async () => {
        await answerTwoPages(bridge);
        const element = await mountReadyFeed(bridge, { theme });
        await bridge.refuse(`${messagesPath}?limit=20&before=p1&since=test.10`, 'origin-not-allowed');
        part(element, 'load-earlier').click();
        await until(() => part(element, 'load-earlier').textContent.trim() === 'Try again');
        await expect(element).to.be.accessible();
      });

      it(`is accessible when not configured, ${theme}`, async () => {
        const element = html`<returning-message-feed theme=${theme}></returning-message-feed>`;
        await expect(await fixture(element)).to.be.accessible();
      });
    }

    it('is a silent log that the keyboard can scroll, of articles in a list', async () => {
      const list = part(await mountReadyFeed(bridge), 'list');
      expect([list.role, list.ariaLive, list.tabIndex]).to.deep.equal(['log', 'off', 0]);
      expect(list.querySelectorAll('ol > li > article').length).to.equal(2);
    });

    it('names each message by its author and time', async () => {
      const element = await mountReadyFeed(bridge);
      const [first] = parts(element, 'message');
      expect(first?.ariaLabel).to.equal(`Bob · ${part(element, 'time').textContent}`);
    });
  });

  describe('properties', () => {
    it('shows the newest message last, or first', async () => {
      const element = await mountReadyFeed(bridge);
      expect(bodiesOf(element)).to.deep.equal(['second', 'third']);
      element.order = 'newest-first';
      await element.updateComplete;
      expect(bodiesOf(element)).to.deep.equal(['third', 'second']);
      element.setAttribute('order', 'shuffled');
      expect(element.order).to.equal('newest-last');
    });

    it('asks for 20 messages unless told otherwise', async () => {
      const element = await mountReadyFeed(bridge);
      element.limit = 5;
      await oneEvent(element, 'returning-data');
      element.setAttribute('limit', '1000');
      expect(element.limit).to.equal(20);
      expect((await loadRequests()).slice(0, 2)).to.deep.equal([`${messagesPath}?limit=20`, `${messagesPath}?limit=5`]);
    });

    it('has a list of the given height, 480 pixels unless told otherwise', async () => {
      const element = await mountReadyFeed(bridge);
      element.setAttribute('height', '300');
      await element.updateComplete;
      expect(part(element, 'list').offsetHeight).to.equal(300);
      element.setAttribute('height', '600px');
      await element.updateComplete;
      expect(part(element, 'list').offsetHeight).to.equal(600);
      element.setAttribute('height', 'tall');
      await element.updateComplete;
      expect(part(element, 'list').offsetHeight).to.equal(480);
    });

    it('keeps its height from the first paint on, however many messages come', async () => {
      await bridge.hold(messagesPath);
      const element = await mountFeed(bridge, { height: 200 });
      const height = element.offsetHeight;
      await bridge.release(messagesPath);
      await element.ready;
      expect(element.offsetHeight).to.equal(height);
      await bridge.answer(messagesPath, page(many, { cursor: 'test.20' }));
      await element.refresh();
      await until(() => bodiesOf(element).length === 30);
      expect(element.offsetHeight).to.equal(height);
      await bridge.answer(messagesPath, page([], { cursor: 'test.30' }));
      await element.refresh();
      await until(() => element.status === 'empty');
      expect(element.offsetHeight).to.equal(height);
    });

    it('is on paper as high as all that is loaded, and not said to be live', async () => {
      await bridge.answer(messagesPath, page(many));
      const element = await mountReadyFeed(bridge, { height: 200 });
      await until(() => hasState(element, 'live'));
      applyRules(element, 'print');
      const { clientHeight, scrollHeight } = part(element, 'list');
      expect([clientHeight > 500, scrollHeight - clientHeight]).to.deep.equal([true, 0]);
      expect(part(element, 'status').offsetHeight).to.equal(0);
    });

    it('makes links of the names of authors', async () => {
      const element = await mountReadyFeed(bridge, { memberUrl: '/members/{id}' });
      const link = part(element, 'author') as HTMLAnchorElement;
      expect(link.href).to.equal(`${location.origin}/members/member-Bob`);
      element.addEventListener('returning-select', (event) => event.preventDefault());
      const selected = oneEvent<ReturningSelectEvent>(element, 'returning-select');
      link.click();
      expect((await selected).item).to.deep.equal({ kind: 'member', member: newest[1]?.author });
    });

    it('tells which message was chosen, by mouse or keyboard, only when `selectable`', async () => {
      const element = await mountReadyFeed(bridge);
      expect(parts(element, 'message')[0]?.querySelector('button')).to.equal(null);
      element.selectable = true;
      await element.updateComplete;
      const button = part(element, 'message').querySelector('button');
      expect(button?.ariaLabel).to.match(/^Bob · /);
      const selected = oneEvent<ReturningSelectEvent>(element, 'returning-select');
      button?.click();
      expect((await selected).item).to.deep.equal({ kind: 'message', message: newest[1] });
    });

    it('shows sample messages without a bridge', async () => {
      const element = await fixture<ReturningMessageFeed>(
        html`<returning-message-feed demo load="eager"></returning-message-feed>`,
      );
      await element.ready;
      expect(bodiesOf(element).length).to.equal(10);
      expect(await loadRequests()).to.deep.equal([]);
      await expect(element).to.be.accessible();
    });

    it('takes properties that were set before it was defined', async () => {
      const early = document.createElement('returning-early-feed') as ReturningMessageFeed;
      Object.assign(early, { height: 200, order: 'newest-first', selectable: true });
      defineMessageFeed('returning-early-feed');
      await fixture(early);
      expect([early.height, early.order, early.selectable]).to.deep.equal([200, 'newest-first', true]);
    });
  });

  describe('states', () => {
    it('names what is missing when not configured', async () => {
      const element = await fixture<ReturningMessageFeed>(html`<returning-message-feed></returning-message-feed>`);
      expect(hasState(element, 'not-configured')).to.equal(true);
      expect(element.shadowRoot?.textContent).to.contain('Missing: api-url, community-id, channel-id.');
    });

    it('says so when there are no messages', async () => {
      await bridge.answer(messagesPath, page([]));
      const element = await mountReadyFeed(bridge);
      expect(hasState(element, 'empty')).to.equal(true);
      expect(part(element, 'empty').textContent.trim()).to.equal('No messages yet.');
    });

    it("shows the page's own view of an empty channel, and its own header and footer", async () => {
      await bridge.answer(messagesPath, page([]));
      const element = await mountReadyFeed(bridge);
      for (const slot of ['empty', 'header', 'footer']) {
        const own = document.createElement('p');
        own.slot = slot;
        element.append(own);
        expect(own.assignedSlot?.name).to.equal(slot);
      }
    });

    it('shows an error and loads again by its button', async () => {
      await bridge.refuse(messagesPath, 'unknown-channel');
      const element = await mountFeed(bridge);
      await until(() => hasState(element, 'error'));
      await bridge.answer(messagesPath, page(newest));
      part(element, 'retry').click();
      await element.ready;
      expect(bodiesOf(element)).to.deep.equal(['second', 'third']);
    });

    onlyWhere(PerformanceObserver.supportedEntryTypes.includes('layout-shift'), 'only Chromium reports layout shifts')(
      'shifts nothing from the first paint to live messages',
      async () => {
        const observer = new PerformanceObserver(() => {});
        observer.observe({ type: 'layout-shift', buffered: false });
        await bridge.answer(messagesPath, page(many));
        await bridge.hold(messagesPath);
        const element = await mountFeed(bridge);
        const below = await fixture<HTMLElement>(html`<p>Below</p>`);
        await painted();
        await bridge.release(messagesPath);
        await element.ready;
        await until(() => hasState(element, 'live'));
        await bridge.send(posted(11, message(40, 'Bob', 'news')));
        await until(() => bodiesOf(element).includes('news'));
        await painted();
        expect(below.isConnected).to.equal(true);
        expect(observer.takeRecords()).to.deep.equal([]);
        observer.disconnect();
      },
    );
  });

  describe('lifecycle', () => {
    it('works after being moved in the document, without loading again', async () => {
      const element = await mountReadyFeed(bridge);
      const elsewhere = await fixture<HTMLDivElement>(html`<div></div>`);
      elsewhere.append(element);
      await bridge.send(posted(11, message(4, 'Dee', 'fourth')));
      await until(() => bodiesOf(element).length === 3);
      expect((await loadRequests()).length).to.equal(1);
    });

    it('is at the newest message after being moved', async () => {
      await bridge.answer(messagesPath, page(many));
      const element = await mountReadyFeed(bridge, { height: 200 });
      await scrollTo(element, 100);
      const elsewhere = await fixture<HTMLDivElement>(html`<div></div>`);
      elsewhere.append(element);
      await painted();
      expect(Math.abs(distanceOf(element))).to.be.at.most(1);
      await bridge.send(posted(11, numbered(31)));
      await until(() => bodiesOf(element).includes('message 31'));
      expect(Math.abs(distanceOf(element))).to.be.at.most(1);
      expect(parts(element, 'new-messages')).to.deep.equal([]);
    });

    it('is copied with its attributes', async () => {
      const element = await mountReadyFeed(bridge, { height: 200 });
      const copy = element.cloneNode() as ReturningMessageFeed;
      element.after(copy);
      await copy.ready;
      expect(copy.getAttribute('style')).to.equal(null);
      expect(bodiesOf(copy)).to.deep.equal(['second', 'third']);
      copy.remove();
    });
  });
});
