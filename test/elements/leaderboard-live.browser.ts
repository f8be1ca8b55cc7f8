import '../support/browser-console.ts';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { ReturningErrorEvent } from '../../src/internal/events.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { mountBoard, mountReadyBoard, rowsOf, topThree } from '../support/browser-leaderboard.ts';
import { hasState, part, until } from '../support/browser-page.ts';
import { board, entry, scored } from '../support/browser-samples.ts';

describe('<returning-leaderboard> as time goes on', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer('leaderboards/top', board(topThree));
  });

  afterEach(() => bridge.end());

  describe('live changes', () => {
    it('follows from the cursor of its snapshot', async () => {
      const element = await mountReadyBoard(bridge);
      await until(() => hasState(element, 'live'));
      expect(await bridge.requests()).to.include('events?topics=board%2Ftop%2Fall-time&cursor=test.10');
    });

    it('ranks members anew, ties alike', async () => {
      const element = await mountReadyBoard(bridge);
      await bridge.send(scored(11, [entry(2, 'Cy', 70), entry(1, 'Dee', 9000)]));
      await until(() => rowsOf(element).length === 4);
      expect(rowsOf(element)).to.deep.equal(['1 Dee 9,000', '2 Ada 1,300', '3 Bob 70', '3 Cy 70']);
    });

    it('ignores what its snapshot already includes', async () => {
      const element = await mountReadyBoard(bridge);
      await bridge.send(scored(10, [entry(1, 'Bob', 1)]));
      await bridge.send(scored(11, [entry(1, 'Dee', 9000)]));
      await until(() => rowsOf(element).length === 4);
      expect(rowsOf(element)).to.include('3 Bob 70');
    });

    it('loads a snapshot that reaches the gap, past every cache', async () => {
      const element = await mountReadyBoard(bridge);
      await bridge.answer('leaderboards/top', board([entry(1, 'Eve', 1)], { cursor: 'test.50' }));
      await bridge.sendGap(['board/top/all-time'], 'test.50');
      await until(() => rowsOf(element).length === 1);
      expect(rowsOf(element)).to.deep.equal(['1 Eve 1']);
      expect(await bridge.requests()).to.include('leaderboards/top?since=test.50');
    });

    it('goes on without a new snapshot after the stream was cut', async () => {
      const element = await mountReadyBoard(bridge);
      await until(() => hasState(element, 'live'));
      await bridge.cut();
      await until(() => !hasState(element, 'live'));
      await bridge.send(scored(11, [entry(1, 'Dee', 9000)]));
      await until(() => rowsOf(element).length === 4);
      expect(rowsOf(element)[0]).to.equal('1 Dee 9,000');
      expect((await bridge.requests()).filter((path) => path.startsWith('leaderboards')).length).to.equal(1);
    });

    it('says why when the bridge refuses the topic, and asks for it again when refreshed', async () => {
      await bridge.hello({ granted: [], refused: [{ topic: 'board/top/all-time', code: 'unknown-board' }] });
      const element = await mountBoard(bridge);
      const { code } = await oneEvent<ReturningErrorEvent>(element, 'returning-error');
      expect(code).to.equal('unknown-board');
      expect(element.status).to.equal('ready');
      await bridge.hello({});
      await element.refresh();
      await until(() => hasState(element, 'live'));
      expect(element.error).to.equal(undefined);
    });
  });

  describe('events', () => {
    it('tells data, then once that it is ready, with the rows on the screen', async () => {
      const told: string[] = [];
      const element = await mountBoard(bridge);
      element.addEventListener('returning-data', ({ data }) => {
        told.push(`data of ${rowsOf(element).length} rows`);
        expect(data).to.equal(element.data);
      });
      element.addEventListener('returning-ready', () => told.push('ready'));
      await element.ready;
      await element.refresh();
      await bridge.send(scored(11, [entry(1, 'Dee', 9000)]));
      await until(() => rowsOf(element).length === 4);
      expect(told.filter((what) => what === 'ready').length).to.equal(1);
      expect(told.slice(0, 2)).to.deep.equal(['data of 3 rows', 'ready']);
      expect(told.at(-1)).to.equal('data of 4 rows');
    });

    it('tells errors with a code to act on, across shadow roots', async () => {
      await bridge.refuse('leaderboards/top', 'unknown-board');
      void mountBoard(bridge);
      const { code, retryable, composed } = await oneEvent<ReturningErrorEvent>(document.body, 'returning-error');
      expect([code, retryable, composed]).to.deep.equal(['unknown-board', false, true]);
    });

    it('tells the states of its stream', async () => {
      const states: string[] = [];
      const element = await mountBoard(bridge);
      element.addEventListener('returning-live', ({ state }) => states.push(state));
      await until(() => states.includes('live'));
      expect(states).to.deep.equal(['connecting', 'live']);
    });
  });

  describe('lifecycle', () => {
    it('works after being moved in the document, without loading again', async () => {
      const element = await mountReadyBoard(bridge);
      const elsewhere = await fixture<HTMLDivElement>(html`<div lang="de"></div>`);
      elsewhere.append(element);
      await element.updateComplete;
      expect(rowsOf(element)[0]).to.equal('1 Ada 1.300');
      await bridge.send(scored(11, [entry(1, 'Dee', 9000)]));
      await until(() => rowsOf(element).length === 4);
      expect((await bridge.requests()).filter((path) => path.startsWith('leaderboards')).length).to.equal(1);
    });

    it('ends what it started when removed, and begins again when put back', async () => {
      await bridge.hold('leaderboards/top');
      const element = await mountBoard(bridge);
      const parent = element.parentElement;
      element.remove();
      await bridge.release('leaderboards/top');
      await element.updateComplete;
      expect(element.data).to.equal(undefined);
      parent?.append(element);
      await element.ready;
      expect(rowsOf(element).length).to.equal(3);
    });

    it('loads again when put back without a stream', async () => {
      const element = await mountBoard(bridge);
      element.live = 'off';
      await element.ready;
      const parent = element.parentElement;
      element.remove();
      await bridge.answer('leaderboards/top', board([entry(1, 'Eve', 1)], { cursor: 'test.20' }));
      parent?.append(element);
      await until(() => rowsOf(element).length === 1);
      expect(rowsOf(element)).to.deep.equal(['1 Eve 1']);
    });

    it('shows only the newest of two boards asked for', async () => {
      await bridge.answer('leaderboards/other', board([entry(1, 'Eve', 1)], { slug: 'other', title: 'Other' }));
      await bridge.hold('leaderboards/top');
      const element = await mountBoard(bridge);
      element.board = 'other';
      await element.ready;
      await bridge.release('leaderboards/top');
      await element.refresh();
      expect(part(element, 'title').textContent).to.equal('Other');
    });
  });
});
