import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import type { ReturningMessageFeed } from '../../src/elements/message-feed/message-feed.ts';
import type { Message } from '../../src/schemas/messages.ts';
import type { RichText } from '../../src/schemas/rich-text.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { bodiesOf, messagesPath, mountFeed, mountReadyFeed } from '../support/browser-message-feed.ts';
import { part, parts, until } from '../support/browser-page.ts';
import { message, page } from '../support/browser-samples.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const longAgo = '2025-08-31T12:02:00.000Z';

describe('a message of a <returning-message-feed>', () => {
  let bridge: ScriptedBridge;

  beforeEach(() => {
    bridge = new ScriptedBridge();
  });

  afterEach(() => bridge.end());

  /** @param messages oldest first */
  async function show(
    messages: readonly Message[],
    fields: Partial<ReturningMessageFeed> = {},
  ): Promise<ReturningMessageFeed> {
    await bridge.answer(messagesPath, page(messages.toReversed()));
    return mountReadyFeed(bridge, fields);
  }

  function ago(number: number, distanceMs: number, author = 'Ada'): Message {
    return { ...message(number, author, `${number}`), sentAt: new Date(Date.now() - distanceMs).toISOString() };
  }

  function textsOf(element: Element, name: string): string[] {
    return parts(element, name).map((shown) => shown.textContent.trim());
  }

  describe('time', () => {
    it('tells how long ago it was within a day, then the time of day, in the language of the feed', async () => {
      const element = await show([ago(1, 3 * DAY_MS), ago(2, 5 * MINUTE_MS, 'Bob')], { locale: 'de' });
      await until(() => textsOf(element, 'time')[1] === 'vor 5 Minuten');
      expect(textsOf(element, 'time')[0]).to.match(/^\d\d:\d\d$/);
    });

    it('tells machines and those who point at it the full time', async () => {
      const element = await show([message(2, 'Bob', 'second')], { locale: 'de' });
      const time = part(element, 'time') as HTMLTimeElement;
      await until(() => time.title.includes('31.08.2025'));
      expect(time.dateTime).to.equal(longAgo);
    });

    it('is never told as in the future, whatever the clocks say', async () => {
      expect(textsOf(await show([ago(1, -2 * MINUTE_MS)]), 'time')).to.deep.equal(['now']);
    });

    it('goes on as time goes by', async () => {
      const { setInterval } = globalThis;
      const ticks: (() => void)[] = [];
      globalThis.setInterval = ((tick: () => void) => ticks.push(tick)) as unknown as typeof setInterval;
      const now = Date.now;
      try {
        const element = await show([ago(1, 5 * MINUTE_MS)]);
        Date.now = () => now() + 2 * MINUTE_MS;
        for (const tick of ticks) tick();
        await element.updateComplete;
        expect(textsOf(element, 'time')).to.deep.equal(['7 minutes ago']);
      } finally {
        Date.now = now;
        globalThis.setInterval = setInterval;
      }
    });

    it('stands under its day, named as people do', async () => {
      const element = await show([message(1, 'Ada', 'old'), ago(2, DAY_MS, 'Bob'), ago(3, 0, 'Cy')]);
      expect(textsOf(element, 'day')).to.deep.equal(['August 31, 2025', 'yesterday', 'today']);
    });

    it('stands under its day also with the newest first', async () => {
      const element = await show([message(1, 'Ada', 'old'), message(2, 'Ada', 'next'), ago(3, 0)], {
        order: 'newest-first',
      });
      await until(() => bodiesOf(element)[0] === '3');
      const days = [...parts(element, 'list')[0]!.querySelectorAll('li')].map(
        (item) => item.querySelector('[part="day"]')?.textContent,
      );
      expect(days).to.deep.equal(['today', 'August 31, 2025', undefined]);
    });
  });

  describe('in a group', () => {
    it('has no byline when it goes on from a message of the same author within five minutes', async () => {
      const element = await show([
        message(1, 'Ada', 'a'),
        message(3, 'Ada', 'b'),
        message(8, 'Ada', 'c'),
        message(9, 'Bob', 'd'),
      ]);
      expect(textsOf(element, 'author')).to.deep.equal(['Ada', 'Ada', 'Bob']);
      expect(parts(element, 'avatar').length).to.equal(3);
      expect(parts(element, 'time').length).to.equal(4);
      expect(parts(element, 'message')[1]?.ariaLabel).to.match(/^Ada · \d+:\d\d/);
    });

    it('has a byline of its own as an answer', async () => {
      const element = await show([message(1, 'Ada', 'a'), { ...message(2, 'Ada', 'b'), replyTo: 'message-0' }]);
      expect(textsOf(element, 'author')).to.deep.equal(['Ada', 'Ada']);
    });
  });

  describe('as an answer', () => {
    it('says whom and what it answers, by a button that leads there', async () => {
      const element = await show([message(1, 'Ada', 'a'), { ...message(2, 'Bob', 'b'), replyTo: 'message-1' }]);
      const reply = part(element, 'reply');
      expect(reply.localName).to.equal('button');
      expect(reply.textContent.replaceAll(/\s+/g, ' ').trim()).to.equal('Reply to Ada a');
    });

    it('says only that it is one where the other message is not loaded', async () => {
      const element = await show([{ ...message(2, 'Bob', 'b'), replyTo: 'message-1' }]);
      expect(part(element, 'reply').localName).to.equal('span');
      expect(textsOf(element, 'reply')).to.deep.equal(['Reply']);
    });
  });

  describe('body', () => {
    function showBody(body: RichText | string): Promise<ReturningMessageFeed> {
      return show([message(1, 'Ada', body)]);
    }

    it('renders markup as text', async () => {
      const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
      const element = await show([message(1, markup, markup)]);
      expect(bodiesOf(element)).to.deep.equal([markup]);
      expect(part(element, 'author').textContent).to.equal(markup);
      expect(element.shadowRoot?.querySelectorAll('img, script').length).to.equal(0);
    });

    it('renders all there is in it, and stays accessible', async () => {
      const url = 'https://example.invalid/a';
      const element = await showBody([
        { type: 'strong', children: [{ type: 'text', text: 'see' }] },
        { type: 'emphasis', children: [{ type: 'text', text: 'it' }] },
        { type: 'strike', children: [{ type: 'text', text: 'now' }] },
        { type: 'break' },
        { type: 'link', url, text: '' },
        { type: 'mention', name: null },
        { type: 'code', text: 'x' },
        { type: 'code', text: 'x\ny' },
      ]);
      expect(part(element, 'body').textContent.trim()).to.equal(`seeitnow${url}@someonexx\ny`);
      expect(part(element, 'mention').textContent).to.equal('@someone');
      const link = element.shadowRoot?.querySelector('a');
      expect([link?.target, link?.rel]).to.deep.equal(['_blank', 'noopener noreferrer']);
      await expect(element).to.be.accessible();
    });

    it('keeps the place of a picture, and says what it shows where it can not be loaded', async () => {
      const element = await showBody([{ type: 'image', url: 'https://example.invalid/a.png', text: 'A chart' }]);
      const link = part(element, 'body').querySelector('a');
      const height = link?.offsetHeight;
      expect(height).to.be.greaterThan(100);
      await until(() => link?.querySelector('img')?.classList.contains('broken') ?? false);
      expect([link?.textContent, link?.offsetHeight]).to.deep.equal(['A chart', height]);
      await expect(element).to.be.accessible();
    });

    it('is written in the direction of its own text', async () => {
      const element = await show([message(1, 'Ada', 'مرحبًا بكم'), message(2, 'Bob', 'hello')]);
      const directions = parts(element, 'body').map((body) => getComputedStyle(body).direction);
      expect(directions).to.deep.equal(['rtl', 'ltr']);
    });

    it('is bigger when it is nothing but a few emoji', async () => {
      const element = await show([message(1, 'Ada', '🎉🎉'), message(2, 'Bob', '🎉 yes'), message(3, 'Cy', '123')]);
      const sizes = parts(element, 'body').map((body) => Number.parseFloat(getComputedStyle(body).fontSize));
      expect(sizes[0]).to.be.greaterThan(sizes[1] ?? 0);
      expect(sizes[1]).to.equal(sizes[2]);
    });

    it('makes no feed wider, however long its words', async () => {
      const element = await show([message(1, 'A'.repeat(100), 'w'.repeat(500))]);
      const { scrollWidth, clientWidth } = part(element, 'list');
      expect(scrollWidth).to.equal(clientWidth);
    });

    it('shows nothing of an answer with a link that is not https', async () => {
      const body = [{ type: 'link', url: 'javascript:alert(1)', text: 'click' } as const];
      await bridge.answer(messagesPath, page([message(1, 'Ada', body)]));
      const element = await mountFeed(bridge);
      await until(() => element.status === 'error');
      expect(element.error?.code).to.equal('malformed');
    });

    it('shows nothing of an answer that is nested beyond measure', async () => {
      let body: unknown = [];
      for (let depth = 0; depth < 2000; depth += 1) body = [{ type: 'strong', children: body }];
      await bridge.answer(messagesPath, page([message(1, 'Ada', body as RichText)]));
      const element = await mountFeed(bridge);
      await until(() => element.status === 'error');
      expect(element.error?.code).to.equal('malformed');
    });
  });

  it('reads from right to left in a feed of such a language', async () => {
    const element = await show([message(1, 'Ada', 'hello')], { locale: 'ar' });
    await until(() => part(element, 'base').dir === 'rtl');
    const avatar = part(element, 'avatar').getBoundingClientRect();
    expect(avatar.left).to.be.greaterThan(part(element, 'author').getBoundingClientRect().right);
    await expect(element).to.be.accessible();
  });
});
