import '../support/browser-console.ts';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { configure } from '../../src/client/settings.ts';
import type { ReturningErrorEvent } from '../../src/internal/events.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { mountBoard, mountReadyBoard, rowsOf, topThree } from '../support/browser-leaderboard.ts';
import { hasState, part, until } from '../support/browser-page.ts';
import { board, entry } from '../support/browser-samples.ts';

describe('<returning-leaderboard>', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer('leaderboards/top', board(topThree));
  });

  afterEach(() => bridge.end());

  describe('accessibility', () => {
    for (const theme of ['light', 'dark'] as const) {
      const mountThemed = async (): Promise<ReturningLeaderboard> => {
        const element = await mountBoard(bridge);
        element.theme = theme;
        await element.updateComplete;
        return element;
      };

      it(`is accessible when ready, ${theme}`, async () => {
        const element = await mountThemed();
        await element.ready;
        await expect(element).to.be.accessible();
      });

      it(`is accessible while loading, ${theme}`, async () => {
        await bridge.hold('leaderboards/top');
        await expect(await mountThemed()).to.be.accessible();
      });

      it(`is accessible when empty, ${theme}`, async () => {
        await bridge.answer('leaderboards/top', board([]));
        const element = await mountThemed();
        await element.ready;
        await expect(element).to.be.accessible();
      });

      for (const [code, status] of [
        ['unknown-board', 'error'],
        ['token-required', 'signed-out'],
      ] as const) {
        it(`is accessible when ${status}, ${theme}`, async () => {
          await bridge.refuse('leaderboards/top', code);
          const element = await mountThemed();
          await until(() => element.status === status);
          await expect(element).to.be.accessible();
        });
      }

      it(`is accessible when not configured, ${theme}`, async () => {
        const element = await fixture(html`<returning-leaderboard theme=${theme}></returning-leaderboard>`);
        await expect(element).to.be.accessible();
      });
    }

    it('is a table with a caption, column headings and a heading a row', async () => {
      const element = await mountReadyBoard(bridge);
      const table = part(element, 'table') as HTMLTableElement;
      expect(table.caption?.textContent.trim()).to.equal('Top members, All time');
      expect([...table.querySelectorAll('th[scope="col"]')].map((cell) => cell.textContent)).to.deep.equal([
        'Rank',
        'Member',
        'Points',
      ]);
      expect(table.querySelectorAll('th[scope="row"]').length).to.equal(3);
    });

    it('keeps the focus on the retry button while it retries', async () => {
      await bridge.refuse('leaderboards/top', 'unknown-board');
      const element = await mountBoard(bridge);
      await until(() => element.status === 'error');
      const retry = part(element, 'retry');
      await bridge.hold('leaderboards/top');
      retry.focus();
      retry.click();
      await element.updateComplete;
      expect(element.shadowRoot?.activeElement).to.equal(part(element, 'retry'));
      expect(retry.getAttribute('aria-disabled')).to.equal('true');
    });
  });

  describe('properties', () => {
    it('shows 10 rows unless told otherwise', async () => {
      const many = Array.from({ length: 30 }, (_, index) => entry(index + 1, `M${index}`, 100 - index));
      await bridge.answer('leaderboards/top', board(many));
      const element = await mountReadyBoard(bridge);
      expect(rowsOf(element).length).to.equal(10);
      element.limit = 25;
      await element.updateComplete;
      expect(rowsOf(element).length).to.equal(25);
      expect((await bridge.requests()).filter((path) => path.startsWith('leaderboards')).length).to.equal(1);
    });

    for (const junk of ['0', '101', '2.5', 'many', '']) {
      it(`takes limit="${junk}" as 10`, async () => {
        const element = await mountBoard(bridge);
        element.setAttribute('limit', junk);
        expect(element.limit).to.equal(10);
      });
    }

    it('returns to the default when an attribute is removed', async () => {
      const element = await mountBoard(bridge);
      element.setAttribute('limit', '3');
      element.setAttribute('live', 'off');
      element.setAttribute('period', 'weekly');
      element.removeAttribute('limit');
      element.removeAttribute('live');
      element.removeAttribute('period');
      expect([element.limit, element.live, element.period]).to.deep.equal([10, 'on', null]);
    });

    it('asks for the period, and loads another board when it changes', async () => {
      const element = await mountReadyBoard(bridge);
      await bridge.answer('leaderboards/top', board([entry(1, 'Eve', 1)], { period: 'weekly', periodKey: '2025-W35' }));
      element.period = 'weekly';
      await until(() => rowsOf(element).length === 1);
      expect(rowsOf(element)).to.deep.equal(['1 Eve 1']);
      expect(part(element, 'period').textContent).to.equal('This week');
      expect(await bridge.requests()).to.include('leaderboards/top?period=weekly');
    });

    it('takes an unknown period as the default of the board', async () => {
      const element = await mountBoard(bridge);
      element.setAttribute('period', 'fortnightly');
      expect(element.period).to.equal(null);
    });

    it('formats numbers for its own locale, and else for the nearest language', async () => {
      const element = await mountReadyBoard(bridge);
      expect(rowsOf(element)[0]).to.equal('1 Ada 1,300');
      element.locale = 'de';
      await element.updateComplete;
      expect(rowsOf(element)[0]).to.equal('1 Ada 1.300');
      element.locale = 'no language at all';
      await element.updateComplete;
      expect(rowsOf(element)[0]).to.equal('1 Ada 1,300');
    });

    it('has a heading of level 3 unless told otherwise', async () => {
      const element = await mountBoard(bridge);
      expect(part(element, 'title').ariaLevel).to.equal('3');
      element.setAttribute('heading-level', '2');
      await element.updateComplete;
      expect(part(element, 'title').ariaLevel).to.equal('2');
      element.setAttribute('heading-level', '7');
      await element.updateComplete;
      expect(part(element, 'title').ariaLevel).to.equal('3');
    });

    it('takes bridge and community from the page settings', async () => {
      const element = await fixture<ReturningLeaderboard>(
        html`<returning-leaderboard board="top"></returning-leaderboard>`,
      );
      expect(element.status).to.equal('not-configured');
      configure({ apiUrl: bridge.apiUrl, communityId: bridge.communityId });
      try {
        await element.ready;
        expect(rowsOf(element).length).to.equal(3);
      } finally {
        configure({ apiUrl: undefined, communityId: undefined });
      }
    });
  });

  describe('states', () => {
    it('names what is missing when not configured', async () => {
      const element = await fixture<ReturningLeaderboard>(html`<returning-leaderboard></returning-leaderboard>`);
      expect(element.status).to.equal('not-configured');
      expect(hasState(element, 'not-configured')).to.equal(true);
      expect(element.shadowRoot?.textContent).to.contain('Missing: api-url, community-id, board.');
    });

    it('keeps as many lines free as rows are expected while loading', async () => {
      await bridge.hold('leaderboards/top');
      const element = await mountBoard(bridge);
      expect(hasState(element, 'loading')).to.equal(true);
      expect(element.shadowRoot?.querySelectorAll('.placeholder').length).to.equal(10);
      expect(part(element, 'base').ariaBusy).to.equal('true');
    });

    it('says so when nobody has a score', async () => {
      await bridge.answer('leaderboards/top', board([]));
      const element = await mountReadyBoard(bridge);
      expect(hasState(element, 'empty')).to.equal(true);
      expect(part(element, 'empty').textContent.trim()).to.equal('Nobody has a score yet.');
    });

    it('shows an error and loads again by its button', async () => {
      await bridge.refuse('leaderboards/top', 'unknown-board');
      const element = await mountBoard(bridge);
      await until(() => hasState(element, 'error'));
      expect(element.error?.code).to.equal('unknown-board');
      expect(part(element, 'error').textContent).to.contain('This leaderboard does not exist.');
      await bridge.answer('leaderboards/top', board(topThree));
      part(element, 'retry').click();
      await element.ready;
      expect(element.status).to.equal('ready');
      expect(element.error).to.equal(undefined);
    });

    it('tries again by itself what may succeed later', async () => {
      await bridge.refuse('leaderboards/top', 'server');
      const element = await mountBoard(bridge);
      await oneEvent<ReturningErrorEvent>(element, 'returning-error');
      await bridge.answer('leaderboards/top', board(topThree));
      await element.ready;
      expect(hasState(element, 'ready')).to.equal(true);
    });

    it('keeps the last rows while refreshing, and when that fails', async () => {
      const element = await mountReadyBoard(bridge);
      await bridge.hold('leaderboards/top');
      const refreshed = element.refresh();
      await element.updateComplete;
      expect(hasState(element, 'refreshing')).to.equal(true);
      expect(rowsOf(element).length).to.equal(3);
      await bridge.refuse('leaderboards/top', 'origin-not-allowed');
      await bridge.release('leaderboards/top');
      await refreshed;
      await element.updateComplete;
      expect(element.status).to.equal('ready');
      expect(hasState(element, 'stale')).to.equal(true);
      expect(part(element, 'status').textContent).to.match(/^Not up to date/);
      expect(rowsOf(element).length).to.equal(3);
    });

    it('is live once its stream is open', async () => {
      const element = await mountReadyBoard(bridge);
      await until(() => hasState(element, 'live'));
      expect(part(element, 'status').textContent).to.equal('Live');
    });

    it('opens no stream when live is off', async () => {
      const element = await mountBoard(bridge);
      element.live = 'off';
      await element.ready;
      await element.refresh();
      expect(hasState(element, 'live')).to.equal(false);
      expect((await bridge.requests()).some((path) => path.startsWith('events'))).to.equal(false);
    });
  });

  describe('parts and slots', () => {
    it('renders names as text', async () => {
      const name = '<img src=x onerror="alert(1)">';
      await bridge.answer('leaderboards/top', board([entry(1, name, 1)]));
      const element = await mountReadyBoard(bridge);
      expect(part(element, 'name').textContent).to.equal(name);
      expect(element.shadowRoot?.querySelectorAll('img').length).to.equal(0);
    });

    it('shows a picture without a text of its own', async () => {
      const ada = entry(1, 'Ada', 1);
      const avatar = 'https://example.invalid/ada.png';
      await bridge.answer('leaderboards/top', board([{ ...ada, member: { ...ada.member, avatar } }]));
      const element = await mountReadyBoard(bridge);
      const image = part(element, 'avatar').querySelector('img');
      expect([image?.src, image?.alt, image?.referrerPolicy]).to.deep.equal([avatar, '', 'no-referrer']);
    });

    it('takes the place of the sentences by slots', async () => {
      await bridge.answer('leaderboards/top', board([]));
      const element = await mountReadyBoard(bridge);
      element.append(Object.assign(document.createElement('p'), { slot: 'empty', textContent: 'Be the first!' }));
      const slot = element.shadowRoot?.querySelector<HTMLSlotElement>('slot[name="empty"]');
      expect(slot?.assignedElements().map(({ textContent }) => textContent)).to.deep.equal(['Be the first!']);
    });
  });
});
