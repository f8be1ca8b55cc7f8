import '../support/browser-console.ts';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/elements/message-feed/define.ts';
import type { ReturningMessageFeed } from '../../src/elements/message-feed/message-feed.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { hasState, part, parts, until } from '../support/browser-page.ts';
import type { RichText } from '../../src/schemas/rich-text.ts';
import { deleted, edited, message, page, posted, reacted } from '../support/browser-samples.ts';

const path = 'channels/general/messages';
const newest = [message(3, 'Cy', 'third'), message(2, 'Bob', 'second')];
const oldest = [message(1, 'Ada', 'first')];

describe('<returning-message-feed>', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(path, page(newest));
  });

  afterEach(() => bridge.end());

  function mount(): Promise<ReturningMessageFeed> {
    return fixture(html`
      <returning-message-feed
        api-url=${bridge.apiUrl}
        community-id=${bridge.communityId}
        channel-id="general"
      ></returning-message-feed>
    `);
  }

  async function mountReady(): Promise<ReturningMessageFeed> {
    const element = await mount();
    await element.ready;
    return element;
  }

  function bodiesOf(element: Element): string[] {
    return parts(element, 'body').map((body) => body.textContent.trim());
  }

  async function loadRequests(): Promise<string[]> {
    return (await bridge.requests()).filter((request) => request.startsWith('channels'));
  }

  /** An older page exists behind position `p1`. */
  async function answerTwoPages(): Promise<void> {
    await bridge.answer(path, page(newest, { nextBefore: 'p1' }));
    await bridge.answer(`${path}?limit=20&before=p1&since=test.10`, page(oldest));
  }

  describe('accessibility', () => {
    it('is accessible when ready', async () => {
      await answerTwoPages();
      await expect(await mountReady()).to.be.accessible();
    });

    it('is accessible while loading', async () => {
      await bridge.hold(path);
      await expect(await mount()).to.be.accessible();
    });

    it('is accessible when empty', async () => {
      await bridge.answer(path, page([]));
      await expect(await mountReady()).to.be.accessible();
    });

    it('is accessible in an error', async () => {
      await bridge.refuse(path, 'unknown-channel');
      const element = await mount();
      await until(() => element.status === 'error');
      await expect(element).to.be.accessible();
    });

    it('is accessible when not configured', async () => {
      await expect(await fixture(html`<returning-message-feed></returning-message-feed>`)).to.be.accessible();
    });

    it('is a silent log that the keyboard can scroll, of articles in a list', async () => {
      const list = part(await mountReady(), 'list');
      expect([list.role, list.ariaLive, list.tabIndex]).to.deep.equal(['log', 'off', 0]);
      expect(list.querySelectorAll('ol > li > article').length).to.equal(2);
    });
  });

  describe('properties', () => {
    it('shows the newest message last, or first', async () => {
      const element = await mountReady();
      expect(bodiesOf(element)).to.deep.equal(['second', 'third']);
      element.order = 'newest-first';
      await element.updateComplete;
      expect(bodiesOf(element)).to.deep.equal(['third', 'second']);
      element.setAttribute('order', 'shuffled');
      expect(element.order).to.equal('newest-last');
    });

    it('asks for 20 messages unless told otherwise', async () => {
      const element = await mountReady();
      element.limit = 5;
      await oneEvent(element, 'returning-data');
      element.setAttribute('limit', '1000');
      expect(element.limit).to.equal(20);
      expect((await loadRequests()).slice(0, 2)).to.deep.equal([`${path}?limit=20`, `${path}?limit=5`]);
    });

    it('tells times for its locale, and to machines', async () => {
      const element = await mountReady();
      element.locale = 'de';
      await element.updateComplete;
      const time = part(element, 'time') as HTMLTimeElement;
      expect(time.dateTime).to.equal('2025-08-31T12:02:00.000Z');
      expect(time.textContent).to.contain('31.08.2025');
    });
  });

  describe('states', () => {
    it('names what is missing when not configured', async () => {
      const element = await fixture<ReturningMessageFeed>(html`<returning-message-feed></returning-message-feed>`);
      expect(hasState(element, 'not-configured')).to.equal(true);
      expect(element.shadowRoot?.textContent).to.contain('Missing: api-url, community-id, channel-id.');
    });

    it('says so when there are no messages', async () => {
      await bridge.answer(path, page([]));
      const element = await mountReady();
      expect(hasState(element, 'empty')).to.equal(true);
      expect(part(element, 'empty').textContent.trim()).to.equal('No messages yet.');
    });

    it('shows an error and loads again by its button', async () => {
      await bridge.refuse(path, 'unknown-channel');
      const element = await mount();
      await until(() => hasState(element, 'error'));
      await bridge.answer(path, page(newest));
      part(element, 'retry').click();
      await element.ready;
      expect(bodiesOf(element)).to.deep.equal(['second', 'third']);
    });
  });

  describe('live changes', () => {
    it('shows a message as it is posted, and a repeat of it once', async () => {
      const element = await mountReady();
      await bridge.send(posted(11, message(4, 'Dee', 'fourth')));
      await bridge.send(posted(11, message(4, 'Dee', 'fourth')));
      await bridge.send(posted(12, message(5, 'Dee', 'fifth')));
      await until(() => bodiesOf(element).includes('fifth'));
      expect(bodiesOf(element)).to.deep.equal(['second', 'third', 'fourth', 'fifth']);
    });

    it('shows an edited message in its place, marked as edited', async () => {
      const element = await mountReady();
      await bridge.send(edited(11, message(2, 'Bob', 'other')));
      await until(() => bodiesOf(element).includes('other'));
      expect(bodiesOf(element)).to.deep.equal(['other', 'third']);
      const marks = parts(element, 'message').map((shown) => shown.querySelector('.edited')?.textContent);
      expect(marks).to.deep.equal(['(edited)', undefined]);
    });

    it('takes away a deleted message', async () => {
      const element = await mountReady();
      await bridge.send(deleted(11, message(2, 'Bob', 'second')));
      await until(() => bodiesOf(element).length === 1);
      expect(bodiesOf(element)).to.deep.equal(['third']);
    });

    it('is empty when its last message is deleted, unless there are earlier ones', async () => {
      await answerTwoPages();
      const element = await mountReady();
      await bridge.send(deleted(11, message(2, 'Bob', 'second')));
      await bridge.send(deleted(12, message(3, 'Cy', 'third')));
      await until(() => bodiesOf(element).length === 0);
      expect(hasState(element, 'empty')).to.equal(false);
      await bridge.answer(`${path}?limit=20&before=p1&since=test.12`, page(oldest, { cursor: 'test.12' }));
      part(element, 'load-earlier').click();
      await until(() => bodiesOf(element).length === 1);
      await bridge.send(deleted(13, message(1, 'Ada', 'first')));
      await until(() => hasState(element, 'empty'));
    });

    it('shows the reactions to a message as they stand, in a list with a name', async () => {
      const element = await mountReady();
      await bridge.send(reacted(11, message(3, 'Cy', 'third'), [{ emoji: '👍', count: 1 }]));
      await bridge.send(
        reacted(12, message(3, 'Cy', 'third'), [
          { emoji: '🎉', count: 1200 },
          { emoji: ':party_parrot:', count: 1 },
        ]),
      );
      await until(() => parts(element, 'reaction').length === 2);
      expect(parts(element, 'reaction').map((shown) => shown.textContent)).to.deep.equal([
        '🎉 1,200',
        ':party_parrot: 1',
      ]);
      expect(part(element, 'reaction').closest('ul')?.ariaLabel).to.equal('Reactions');
      await expect(element).to.be.accessible();
      await bridge.send(reacted(13, message(3, 'Cy', 'third'), []));
      await until(() => parts(element, 'reaction').length === 0);
    });

    it('brings back as many messages as were shown after a gap', async () => {
      await answerTwoPages();
      const element = await mountReady();
      const many = Array.from({ length: 30 }, (_, index) => message(index + 11, 'Dee', `message ${index}`));
      for (const [index, posting] of many.entries()) await bridge.send(posted(11 + index, posting));
      await until(() => bodiesOf(element).length === 32);
      await bridge.answer(path, page(oldest, { cursor: 'test.90' }));
      await bridge.sendGap(['channel/general'], 'test.90');
      await until(() => bodiesOf(element).length === 1);
      expect(await loadRequests()).to.include(`${path}?limit=32&since=test.90`);
    });
  });

  describe('earlier messages', () => {
    it('loads them by a button, which goes when there are no more', async () => {
      await answerTwoPages();
      const element = await mountReady();
      part(element, 'load-earlier').click();
      await until(() => bodiesOf(element).length === 3);
      expect(bodiesOf(element)).to.deep.equal(['first', 'second', 'third']);
      expect(parts(element, 'load-earlier').length).to.equal(0);
    });

    it('loses no message that is posted meanwhile', async () => {
      await answerTwoPages();
      const element = await mountReady();
      await bridge.hold(path);
      part(element, 'load-earlier').click();
      await bridge.send(posted(11, message(4, 'Dee', 'fourth')));
      await until(() => bodiesOf(element).length === 3);
      await bridge.release(path);
      await until(() => bodiesOf(element).length === 4);
      expect(bodiesOf(element)).to.deep.equal(['first', 'second', 'third', 'fourth']);
    });

    it('says when they could not be loaded, and keeps what is shown', async () => {
      await answerTwoPages();
      const element = await mountReady();
      await bridge.refuse(`${path}?limit=20&before=p1&since=test.10`, 'origin-not-allowed');
      part(element, 'load-earlier').click();
      await until(() => part(element, 'list').textContent.includes('Earlier messages could not be loaded.'));
      expect(element.status).to.equal('ready');
      expect(bodiesOf(element)).to.deep.equal(['second', 'third']);
    });

    it('forgets those under way when another channel is shown', async () => {
      await answerTwoPages();
      await bridge.answer(
        'channels/news/messages',
        page([message(9, 'Eve', 'news')], { channel: { id: 'news', name: 'News' } }),
      );
      const element = await mountReady();
      await bridge.hold(path);
      part(element, 'load-earlier').click();
      element.channelId = 'news';
      await until(() => bodiesOf(element).includes('news'));
      await bridge.release(path);
      await element.refresh();
      expect(bodiesOf(element)).to.deep.equal(['news']);
    });
  });

  describe('lifecycle', () => {
    it('works after being moved in the document, without loading again', async () => {
      const element = await mountReady();
      const elsewhere = await fixture<HTMLDivElement>(html`<div></div>`);
      elsewhere.append(element);
      await bridge.send(posted(11, message(4, 'Dee', 'fourth')));
      await until(() => bodiesOf(element).length === 3);
      expect((await loadRequests()).length).to.equal(1);
    });
  });

  describe('message bodies', () => {
    it('renders markup as text', async () => {
      const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
      await bridge.answer(path, page([message(1, markup, markup)]));
      const element = await mountReady();
      expect(bodiesOf(element)).to.deep.equal([markup]);
      expect(part(element, 'author').textContent).to.equal(markup);
      expect(element.shadowRoot?.querySelectorAll('img, script').length).to.equal(0);
    });

    it('renders a body with all there is in it, and stays accessible', async () => {
      const url = 'https://example.invalid/a';
      const body = [
        { type: 'strong' as const, children: [{ type: 'text' as const, text: 'see' }] },
        { type: 'break' as const },
        { type: 'link' as const, url, text: '' },
        { type: 'mention' as const, name: null },
        { type: 'code' as const, text: 'x' },
      ];
      await bridge.answer(path, page([message(1, 'Ada', body)]));
      const element = await mountReady();
      expect(part(element, 'body').textContent).to.equal(`see${url}@someonex`);
      expect(part(element, 'mention').textContent).to.equal('@someone');
      await expect(element).to.be.accessible();
    });

    it('shows nothing of an answer with a link that is not https', async () => {
      const body = [{ type: 'link', url: 'javascript:alert(1)', text: 'click' } as const];
      await bridge.answer(path, page([message(1, 'Ada', body)]));
      const element = await mount();
      await until(() => element.status === 'error');
      expect(element.error?.code).to.equal('malformed');
    });

    it('shows nothing of an answer that is nested beyond measure', async () => {
      let body: unknown = [];
      for (let depth = 0; depth < 2000; depth += 1) body = [{ type: 'strong', children: body }];
      await bridge.answer(path, page([message(1, 'Ada', body as RichText)]));
      const element = await mount();
      await until(() => element.status === 'error');
      expect(element.error?.code).to.equal('malformed');
    });
  });
});
