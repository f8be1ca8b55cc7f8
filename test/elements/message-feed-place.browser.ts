import '../support/browser-console.ts';
import { expect, fixture, html } from '@open-wc/testing';
import type { DataEvent } from '../../src/schemas/live-event.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import {
  answerTwoPages,
  bodiesOf,
  distanceOf,
  many,
  messagesPath,
  mountReadyFeed,
  numbered,
  painted,
  scrollTo,
  topOf,
} from '../support/browser-message-feed.ts';
import { onlyWhere } from '../support/browser-only-where.ts';
import { part, parts, until } from '../support/browser-page.ts';
import { deleted, edited, message, page, posted } from '../support/browser-samples.ts';

type Movable = HTMLElement & { moveBefore?(node: Node, before: null): void };

function keepsScrollWhenMoved(): boolean {
  const [from, to, scroller]: Movable[] = ['div', 'div', 'div'].map((tag) => document.createElement(tag));
  if (!from || !to?.moveBefore || !scroller) return false;
  scroller.style.cssText = 'block-size: 10px; overflow: auto';
  scroller.append(Object.assign(document.createElement('p'), { textContent: 'a '.repeat(9000) }));
  from.append(scroller);
  document.body.append(from, to);
  scroller.scrollTop = 5;
  to.moveBefore(scroller, null);
  const isKept = scroller.scrollTop === 5;
  from.remove();
  to.remove();
  return isKept;
}

describe("the reader's place in a <returning-message-feed>", () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(messagesPath, page(many));
  });

  afterEach(() => bridge.end());

  for (const order of ['newest-last', 'newest-first'] as const) {
    describe(`with order="${order}"`, () => {
      it('begins at the newest message, and follows', async () => {
        const element = await mountReadyFeed(bridge, { order, height: 200 });
        await painted();
        expect(Math.abs(distanceOf(element))).to.be.at.most(1);
        await bridge.send(posted(11, numbered(31)));
        await until(() => bodiesOf(element).includes('message 31'));
        await painted();
        expect(Math.abs(distanceOf(element))).to.be.at.most(1);
        expect(parts(element, 'new-messages')).to.deep.equal([]);
      });

      it('keeps what is read in its place, whatever is posted, changed or taken out around it', async () => {
        const element = await mountReadyFeed(bridge, { order, height: 200 });
        await painted();
        await scrollTo(element, 700);
        const top = topOf(element, 'message 15');
        await bridge.send(posted(11, numbered(31)));
        await until(() => bodiesOf(element).includes('message 31'));
        expect(topOf(element, 'message 15')).to.be.closeTo(top, 1);
        for (const number of [2, 29]) {
          await bridge.send(edited(10 + number, message(number, 'Ada', `much longer ${'word '.repeat(200)}`)));
          await bridge.send(deleted(11 + number, numbered(number + 1)));
          await until(() => !bodiesOf(element).includes(`message ${number + 1}`));
          await painted();
          expect(topOf(element, 'message 15')).to.be.closeTo(top, 1);
        }
      });

      it('counts what comes meanwhile on a button, which leads there', async () => {
        const element = await mountReadyFeed(bridge, { order, height: 200 });
        await painted();
        await scrollTo(element, 700);
        await bridge.send(posted(11, numbered(31)));
        await until(() => parts(element, 'new-messages').length === 1);
        expect(part(element, 'new-messages').textContent.trim()).to.equal('1 new message');
        await bridge.send(posted(12, numbered(32)));
        await until(() => part(element, 'new-messages').textContent.trim() === '2 new messages');
        await expect(element).to.be.accessible();
        part(element, 'new-messages').focus();
        part(element, 'new-messages').click();
        await until(() => distanceOf(element) <= 1 && parts(element, 'new-messages').length === 0);
        expect(element.shadowRoot?.activeElement).to.equal(part(element, 'list'));
        await bridge.send(posted(13, numbered(33)));
        await until(() => bodiesOf(element).includes('message 33'));
        await painted();
        expect(Math.abs(distanceOf(element))).to.be.at.most(1);
      });

      it('takes the count back when the reader comes to the newest message', async () => {
        const element = await mountReadyFeed(bridge, { order, height: 200 });
        await painted();
        await scrollTo(element, 700);
        await bridge.send(posted(11, numbered(31)));
        await until(() => parts(element, 'new-messages').length === 1);
        await scrollTo(element, order === 'newest-first' ? 0 : 1_000_000);
        await until(() => parts(element, 'new-messages').length === 0);
        await scrollTo(element, 700);
        expect(parts(element, 'new-messages').length).to.equal(0);
      });

      it('keeps place and focus while earlier messages are loaded', async () => {
        const earlier = Array.from({ length: 20 }, (_, index) => message(index - 100, 'Bob', `earlier ${index}`));
        await answerTwoPages(bridge, many, earlier.toReversed());
        const element = await mountReadyFeed(bridge, { order, height: 200 });
        await painted();
        await scrollTo(element, order === 'newest-first' ? 1_000_000 : 0);
        const top = topOf(element, 'message 1');
        part(element, 'load-earlier').focus();
        part(element, 'load-earlier').click();
        await until(() => bodiesOf(element).includes('earlier 0'));
        await painted();
        expect(topOf(element, 'message 1')).to.be.closeTo(top, 1);
        expect(element.shadowRoot?.activeElement).to.equal(part(element, 'list'));
        expect(part(element, 'list').textContent).to.contain('No earlier messages.');
      });
    });
  }

  it('keeps what is read in its place however much comes, and keeps less once its reader is at the newest', async () => {
    const element = await mountReadyFeed(bridge, { height: 200 });
    await painted();
    await scrollTo(element, 700);
    const top = topOf(element, 'message 15');
    await bridge.send(...Array.from({ length: 450 }, (_, index) => posted(11 + index, numbered(31 + index))));
    await until(() => bodiesOf(element).includes('message 480'));
    expect([bodiesOf(element).length, Math.round(topOf(element, 'message 15'))]).to.deep.equal([480, Math.round(top)]);
    part(element, 'new-messages').click();
    await until(() => bodiesOf(element).length === 200);
    expect(bodiesOf(element).at(-1)).to.equal('message 480');
    expect(part(element, 'load-earlier').textContent.trim()).to.equal('Load earlier messages');
  });

  onlyWhere(keepsScrollWhenMoved(), 'this engine moves nothing with its scroll position')(
    'stays where it is read when the page moves the widget',
    async () => {
      const element = await mountReadyFeed(bridge, { height: 200 });
      await painted();
      await scrollTo(element, 700);
      const distance = distanceOf(element);
      const place = await fixture<Movable>(html`<div></div>`);
      place.moveBefore?.(element, null);
      await bridge.send(posted(11, numbered(31)));
      await until(() => bodiesOf(element).includes('message 31'));
      await painted();
      expect(distanceOf(element)).to.be.above(distance);
      expect(part(element, 'new-messages').textContent.trim()).to.equal('1 new message');
    },
  );

  describe('counts as new', () => {
    /** What the button says of these events and of one new message after them. */
    async function countOf(events: readonly DataEvent[]): Promise<string> {
      const element = await mountReadyFeed(bridge, { height: 200 });
      await painted();
      await scrollTo(element, 100);
      await bridge.send(...events, posted(29, numbered(50)));
      await until(() => bodiesOf(element).includes('message 50'));
      return part(element, 'new-messages').textContent.trim();
    }

    it('each of two messages of one millisecond', async () => {
      const second = { ...message(50, 'Ada', 'the other'), id: 'message-50b' };
      expect(await countOf([posted(11, second)])).to.equal('2 new messages');
    });

    it('a message of the millisecond of the newest that was there', async () => {
      const { sentAt } = numbered(30);
      expect(await countOf([posted(11, { ...numbered(31), sentAt })])).to.equal('2 new messages');
    });

    it('a message that comes late', async () => {
      const { sentAt } = numbered(20);
      expect(await countOf([posted(11, { ...numbered(31), sentAt })])).to.equal('2 new messages');
    });

    it('no message that was there, whatever became of it', async () => {
      const { sentAt } = numbered(40);
      const changed = { ...numbered(20), sentAt };
      expect(await countOf([edited(11, changed), posted(12, { ...numbered(21), sentAt })])).to.equal('1 new message');
    });
  });

  it('stays at the newest message while a flood comes and the feed becomes smaller', async () => {
    const wrapper = await fixture<HTMLElement>(html`<div></div>`);
    const element = await mountReadyFeed(bridge, { height: 200 });
    wrapper.append(element);
    for (let number = 31; number <= 59; number += 1) await bridge.send(posted(number, numbered(number)));
    await until(() => bodiesOf(element).includes('message 59'));
    element.height = 150;
    wrapper.style.inlineSize = '200px';
    await painted();
    await painted();
    expect(Math.abs(distanceOf(element))).to.be.at.most(1);
    expect(parts(element, 'new-messages').length).to.equal(0);
  });

  it('is at the newest message also after the order was turned round', async () => {
    const element = await mountReadyFeed(bridge, { height: 200 });
    for (const order of ['newest-first', 'newest-last'] as const) {
      element.order = order;
      await painted();
      expect(Math.abs(distanceOf(element))).to.be.at.most(1);
    }
  });

  it('goes to new messages at once for who wants no motion, else in motion', async () => {
    const { matchMedia } = globalThis;
    try {
      for (const matches of [true, false]) {
        globalThis.matchMedia = (query) => Object.defineProperty(matchMedia(query), 'matches', { value: matches });
        const element = await mountReadyFeed(bridge, { height: 200 });
        await painted();
        await scrollTo(element, 100);
        await bridge.send(posted(11, numbered(31)));
        await until(() => parts(element, 'new-messages').length === 1);
        part(element, 'new-messages').click();
        expect(distanceOf(element) <= 1).to.equal(matches);
        await until(() => distanceOf(element) <= 1);
      }
    } finally {
      globalThis.matchMedia = matchMedia;
    }
  });

  it('scrolls to an answered message, and leaves the focus where it is', async () => {
    await bridge.answer(messagesPath, page([{ ...message(31, 'Bob', 'answer'), replyTo: 'message-2' }, ...many]));
    const element = await mountReadyFeed(bridge, { height: 200 });
    await painted();
    const reply = part(element, 'reply');
    expect(reply.textContent.replaceAll(/\s+/g, ' ').trim()).to.equal('Reply to Ada message 2');
    reply.focus({ preventScroll: true });
    reply.click();
    const list = part(element, 'list').getBoundingClientRect();
    await until(() => topOf(element, 'message 2') > list.top && topOf(element, 'message 2') < list.bottom);
    expect(element.shadowRoot?.activeElement).to.equal(reply);
  });

  it('never moves the focus when messages come and go', async () => {
    const element = await mountReadyFeed(bridge, { height: 200, selectable: true });
    const button = await fixture<HTMLButtonElement>(html`<button>Elsewhere</button>`);
    button.focus();
    await bridge.send(posted(11, numbered(31)));
    await bridge.send(deleted(12, numbered(30)));
    await until(() => !bodiesOf(element).includes('message 30'));
    expect(document.activeElement).to.equal(button);
  });
});
