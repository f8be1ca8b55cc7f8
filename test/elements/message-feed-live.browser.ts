import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import {
  answerTwoPages,
  bodiesOf,
  messagesPath,
  mountReadyFeed,
  newest,
  oldest,
} from '../support/browser-message-feed.ts';
import { hasState, part, parts, until } from '../support/browser-page.ts';
import { deleted, edited, message, page, posted, reacted } from '../support/browser-samples.ts';

describe('<returning-message-feed> as time goes on', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(messagesPath, page(newest));
  });

  afterEach(() => bridge.end());

  async function loadRequests(): Promise<string[]> {
    return (await bridge.requests()).filter((request) => request.startsWith('channels'));
  }

  /** What a screen reader was told last. */
  function announced(): string {
    return document.querySelector('body > [aria-live="polite"]')?.textContent ?? '';
  }

  describe('live changes', () => {
    it('shows a message as it is posted, and a repeat of it once', async () => {
      const element = await mountReadyFeed(bridge);
      await bridge.send(posted(11, message(4, 'Dee', 'fourth')));
      await bridge.send(posted(11, message(4, 'Dee', 'fourth')));
      await bridge.send(posted(12, message(5, 'Dee', 'fifth')));
      await until(() => bodiesOf(element).includes('fifth'));
      expect(bodiesOf(element)).to.deep.equal(['second', 'third', 'fourth', 'fifth']);
    });

    it('announces new messages together, and nothing of what was there', async () => {
      const element = await mountReadyFeed(bridge);
      await bridge.send(edited(11, message(2, 'Bob', 'other')));
      await bridge.send(posted(12, message(4, 'Dee', 'fourth')));
      await bridge.send(posted(13, message(5, 'Dee', 'fifth')));
      await until(() => bodiesOf(element).includes('fifth'));
      await until(() => announced() === '2 new messages in General');
    });

    it('announces nothing for an edit, a deletion or a reaction', async () => {
      const element = await mountReadyFeed(bridge);
      const before = announced();
      await bridge.send(edited(11, message(2, 'Bob', 'other')));
      await bridge.send(reacted(12, message(2, 'Bob', 'other'), [{ emoji: '👍', count: 1 }]));
      await bridge.send(deleted(13, message(3, 'Cy', 'third')));
      await until(() => bodiesOf(element).length === 1);
      expect(announced()).to.equal(before);
      await bridge.send(posted(14, message(9, 'Dee', 'ninth')));
      await until(() => announced() === '1 new message in General');
    });

    it('shows an edited message in its place, marked as edited', async () => {
      const element = await mountReadyFeed(bridge);
      await bridge.send(edited(11, message(2, 'Bob', 'other')));
      await until(() => bodiesOf(element).includes('other'));
      expect(bodiesOf(element)).to.deep.equal(['other', 'third']);
      const marks = parts(element, 'message').map((shown) => shown.querySelector('.edited')?.textContent);
      expect(marks).to.deep.equal(['(edited)', undefined]);
    });

    it('takes away a deleted message', async () => {
      const element = await mountReadyFeed(bridge);
      await bridge.send(deleted(11, message(2, 'Bob', 'second')));
      await until(() => bodiesOf(element).length === 1);
      expect(bodiesOf(element)).to.deep.equal(['third']);
    });

    it('is empty when its last message is deleted, unless there are earlier ones', async () => {
      await answerTwoPages(bridge);
      const element = await mountReadyFeed(bridge);
      await bridge.send(deleted(11, message(2, 'Bob', 'second')));
      await bridge.send(deleted(12, message(3, 'Cy', 'third')));
      await until(() => bodiesOf(element).length === 0);
      expect(hasState(element, 'empty')).to.equal(false);
      await bridge.answer(`${messagesPath}?limit=20&before=p1&since=test.12`, page(oldest, { cursor: 'test.12' }));
      part(element, 'load-earlier').click();
      await until(() => bodiesOf(element).length === 1);
      await bridge.send(deleted(13, message(1, 'Ada', 'first')));
      await until(() => hasState(element, 'empty'));
    });

    it('shows the reactions to a message as they stand, in a list with a name', async () => {
      const element = await mountReadyFeed(bridge);
      await bridge.send(reacted(11, message(3, 'Cy', 'third'), [{ emoji: '👍', count: 1 }]));
      await bridge.send(
        reacted(12, message(3, 'Cy', 'third'), [
          { emoji: '🎉', count: 1200 },
          { emoji: ':party_parrot:', count: 12_345 },
        ]),
      );
      await until(() => parts(element, 'reaction').length === 2);
      const texts = parts(element, 'reaction').map((shown) => shown.textContent);
      expect(texts).to.deep.equal(['🎉 1,200', ':party_parrot: 12.3K']);
      expect(part(element, 'reaction').closest('ul')?.ariaLabel).to.equal('Reactions');
      await expect(element).to.be.accessible();
      await bridge.send(reacted(13, message(3, 'Cy', 'third'), []));
      await until(() => parts(element, 'reaction').length === 0);
    });

    it('brings back as many messages as were shown after a gap', async () => {
      await answerTwoPages(bridge);
      const element = await mountReadyFeed(bridge);
      const postings = Array.from({ length: 30 }, (_, index) => message(index + 11, 'Dee', `message ${index}`));
      for (const [index, posting] of postings.entries()) await bridge.send(posted(11 + index, posting));
      await until(() => bodiesOf(element).length === 32);
      await bridge.answer(messagesPath, page(oldest, { cursor: 'test.90' }));
      await bridge.sendGap(['channel/general'], 'test.90');
      await until(() => bodiesOf(element).length === 1);
      expect(await loadRequests()).to.include(`${messagesPath}?limit=32&since=test.90`);
    });
  });

  describe('earlier messages', () => {
    it('loads them by a button, in whose place it then says that there are no more', async () => {
      await answerTwoPages(bridge);
      const element = await mountReadyFeed(bridge);
      part(element, 'load-earlier').click();
      await until(() => bodiesOf(element).length === 3);
      expect(bodiesOf(element)).to.deep.equal(['first', 'second', 'third']);
      expect(parts(element, 'load-earlier').length).to.equal(0);
      expect(part(element, 'list').textContent).to.contain('No earlier messages.');
    });

    it('loses no message that is posted meanwhile', async () => {
      await answerTwoPages(bridge);
      const element = await mountReadyFeed(bridge);
      await bridge.hold(messagesPath);
      part(element, 'load-earlier').click();
      await bridge.send(posted(11, message(4, 'Dee', 'fourth')));
      await until(() => bodiesOf(element).length === 3);
      await bridge.release(messagesPath);
      await until(() => bodiesOf(element).length === 4);
      expect(bodiesOf(element)).to.deep.equal(['first', 'second', 'third', 'fourth']);
    });

    it('says when they could not be loaded, keeps what is shown, and tries again by the button', async () => {
      await answerTwoPages(bridge);
      const element = await mountReadyFeed(bridge);
      await bridge.refuse(`${messagesPath}?limit=20&before=p1&since=test.10`, 'origin-not-allowed');
      part(element, 'load-earlier').click();
      await until(() => part(element, 'list').textContent.includes('Earlier messages could not be loaded.'));
      expect(element.status).to.equal('ready');
      expect(bodiesOf(element)).to.deep.equal(['second', 'third']);
      await until(() => announced() === 'Earlier messages could not be loaded.');
      await answerTwoPages(bridge);
      expect(part(element, 'load-earlier').textContent.trim()).to.equal('Try again');
      part(element, 'load-earlier').click();
      await until(() => bodiesOf(element).length === 3);
      expect(part(element, 'list').textContent).not.to.contain('could not be loaded');
    });

    it('are not announced as new, even where nothing else is left', async () => {
      const channel = { id: 'general', name: 'Quiet' };
      await bridge.answer(messagesPath, page(newest, { channel, nextBefore: 'p1' }));
      await bridge.answer(`${messagesPath}?limit=20&before=p1&since=test.10`, page(oldest));
      const element = await mountReadyFeed(bridge);
      for (const [index, gone] of newest.entries()) await bridge.send(deleted(11 + index, gone));
      await until(() => bodiesOf(element).length === 0);
      part(element, 'load-earlier').click();
      await until(() => bodiesOf(element).length === 1);
      await bridge.send(posted(13, message(4, 'Dee', 'fourth')));
      await until(() => announced().endsWith(' in Quiet'));
      expect(announced()).to.equal('1 new message in Quiet');
    });

    it('are those that a flood pushed out, too', async () => {
      const hundred = Array.from({ length: 100 }, (_, index) => message(-index, 'Ada', `old ${index}`));
      await bridge.answer(messagesPath, page(hundred));
      const element = await mountReadyFeed(bridge);
      const flood = Array.from({ length: 300 }, (_, index) => message(index + 1, 'Dee', `new ${index + 1}`));
      await bridge.send(...flood.map((posting, index) => posted(11 + index, posting)));
      await until(() => bodiesOf(element).includes('new 300'));
      expect(bodiesOf(element).length).to.equal(200);
      const before = `${Date.parse(message(101, 'Dee', '').sentAt)}.message-101`;
      const pushedOut = Array.from({ length: 20 }, (_, index) => message(100 - index, 'Dee', `new ${100 - index}`));
      await bridge.answer(
        `${messagesPath}?limit=20&before=${before}&since=test.310`,
        page(pushedOut, { cursor: 'test.310' }),
      );
      part(element, 'load-earlier').click();
      await until(() => bodiesOf(element).length === 220);
      expect(bodiesOf(element).slice(0, 2)).to.deep.equal(['new 81', 'new 82']);
    });

    it('forgets those under way when another channel is shown', async () => {
      await answerTwoPages(bridge);
      await bridge.answer(
        'channels/news/messages',
        page([message(9, 'Eve', 'news')], { channel: { id: 'news', name: 'News' } }),
      );
      const element = await mountReadyFeed(bridge);
      await bridge.hold(messagesPath);
      part(element, 'load-earlier').click();
      element.channelId = 'news';
      await until(() => bodiesOf(element).includes('news'));
      await bridge.release(messagesPath);
      await element.refresh();
      expect(bodiesOf(element)).to.deep.equal(['news']);
    });
  });
});
