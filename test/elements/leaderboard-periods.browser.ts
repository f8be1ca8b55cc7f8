import '../support/browser-console.ts';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { mountBoard, rowsOf, topThree } from '../support/browser-leaderboard.ts';
import { hasState, part, parts, until } from '../support/browser-page.ts';
import { board, entry } from '../support/browser-samples.ts';

const weekly = board([entry(1, 'Eve', 1)], { period: 'weekly', periodKey: '2025-W35' });

function radios(element: Element): HTMLInputElement[] {
  return [...(element.shadowRoot?.querySelectorAll('input') ?? [])];
}

function chosen(element: Element): string | undefined {
  return radios(element)
    .find(({ checked }) => checked)
    ?.parentElement?.textContent.trim();
}

describe('<returning-leaderboard> periods', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer('leaderboards/top', board(topThree));
    await bridge.answer('leaderboards/top?period=weekly', weekly);
  });

  afterEach(() => bridge.end());

  async function mountWith(options: string): Promise<ReturningLeaderboard> {
    const element = await mountBoard(bridge);
    element.setAttribute('period-options', options);
    await element.ready;
    await element.updateComplete;
    return element;
  }

  describe('accessibility', () => {
    it('are a named group of radio buttons', async () => {
      const element = await mountWith('weekly all-time');
      await expect(element).to.be.accessible();
      const group = element.shadowRoot?.querySelector('[role="radiogroup"]');
      expect(group?.ariaLabel).to.equal('Period');
      expect(parts(element, 'period').map(({ textContent }) => textContent.trim())).to.deep.equal([
        'This week',
        'All time',
      ]);
    });

    it('are accessible in the dark', async () => {
      const element = await mountWith('all');
      element.theme = 'dark';
      await element.updateComplete;
      await expect(element).to.be.accessible();
    });

    it('are chosen by arrow keys, and keep the focus', async () => {
      const element = await mountWith('all-time weekly');
      radios(element)[0]?.focus();
      await sendKeys({ press: 'ArrowRight' });
      await until(() => rowsOf(element)[0] === '1 Eve 1');
      expect(chosen(element)).to.equal('This week');
      expect(element.shadowRoot?.activeElement).to.equal(radios(element)[1]);
    });

    it('are each at least 24 pixels high', async () => {
      const element = await mountWith('all');
      for (const radio of radios(element)) expect(radio.getBoundingClientRect().height).to.be.at.least(24);
    });
  });

  describe('what is offered', () => {
    it('is nothing but a label unless asked for', async () => {
      const element = await mountBoard(bridge);
      await element.ready;
      expect(radios(element)).to.deep.equal([]);
      expect(part(element, 'period').textContent).to.equal('All time');
    });

    it('is known from the first paint on when it is listed', async () => {
      await bridge.hold('leaderboards/top');
      const element = await mountBoard(bridge);
      element.periodOptions = 'daily weekly all-time';
      await element.updateComplete;
      expect(radios(element).length).to.equal(3);
      await bridge.release('leaderboards/top');
      await element.ready;
      expect(radios(element).length).to.equal(2, 'the board has no daily period');
    });

    it('is all the board has with "all", and leaves out what is no period', async () => {
      const element = await mountWith('all');
      expect(radios(element).length).to.equal(2);
      element.periodOptions = 'weekly fortnightly';
      await element.updateComplete;
      expect(radios(element).length).to.equal(1);
    });
  });

  describe('choosing one', () => {
    it('keeps the last rows while the other ones load', async () => {
      const element = await mountWith('all');
      expect(chosen(element)).to.equal('All time');
      await bridge.hold('leaderboards/top');
      radios(element)[1]?.click();
      await element.updateComplete;
      expect(chosen(element)).to.equal('This week');
      expect(rowsOf(element).length).to.equal(3);
      expect([element.status, hasState(element, 'refreshing')]).to.deep.equal(['ready', true]);
      await bridge.release('leaderboards/top');
      await until(() => rowsOf(element)[0] === '1 Eve 1');
      expect(hasState(element, 'refreshing')).to.equal(false);
      await until(() => hasState(element, 'live'));
      expect((await bridge.requests()).at(-1)).to.equal('events?topics=board%2Ftop%2Fweekly&cursor=test.10');
    });

    it('says which is shown to who does not see it', async () => {
      const element = await mountWith('all');
      radios(element)[1]?.click();
      const said = (): string => document.querySelector('body > [aria-live="polite"]')?.textContent ?? '';
      await until(() => rowsOf(element)[0] === '1 Eve 1' && said().includes('Top members, This week'));
      expect(part(element, 'table').querySelector('caption')?.textContent.trim()).to.equal('Top members, This week');
    });

    it('is the property, and no attribute', async () => {
      const element = await mountWith('all');
      radios(element)[1]?.click();
      await element.updateComplete;
      expect([element.period, element.hasAttribute('period')]).to.deep.equal(['weekly', false]);
    });

    it('shows an error in place of the other rows, and lets go back', async () => {
      const element = await mountWith('all');
      await bridge.answer(
        'leaderboards/top?period=weekly',
        { type: 'about:blank', title: 'No', status: 403, code: 'unknown-board' },
        403,
      );
      await bridge.answer('leaderboards/top?period=all-time', board(topThree));
      radios(element)[1]?.click();
      await until(() => element.status === 'error');
      expect(rowsOf(element)).to.deep.equal([]);
      radios(element)[0]?.click();
      await until(() => rowsOf(element).length === 3);
    });

    it('does not keep the rows of another board', async () => {
      const element = await mountWith('all');
      await bridge.hold('leaderboards/other');
      element.board = 'other';
      await element.updateComplete;
      expect(element.status).to.equal('loading');
    });
  });

  describe('the end of a period', () => {
    const endsAt = (days: number): string => new Date(Date.now() + days * 86_400_000 + 60_000).toISOString();

    it('is told', async () => {
      await bridge.answer('leaderboards/top', { ...weekly, periodEndsAt: endsAt(3) });
      const element = await mountBoard(bridge);
      await element.ready;
      expect(part(element, 'time-left').textContent).to.equal('Ends in 3 days');
      element.locale = 'de';
      await until(() => part(element, 'time-left').textContent === 'Endet in 3 Tagen');
    });

    it('is not told once it is over, or where there is none', async () => {
      await bridge.answer('leaderboards/top', { ...weekly, periodEndsAt: endsAt(-1) });
      const element = await mountBoard(bridge);
      await element.ready;
      expect(parts(element, 'time-left')).to.deep.equal([]);
      await bridge.answer('leaderboards/top', board(topThree));
      await element.refresh();
      expect(parts(element, 'time-left')).to.deep.equal([]);
    });
  });

  it('bring the chosen one into sight where not all fit', async () => {
    await bridge.answer(
      'leaderboards/top',
      board(topThree, { periods: ['yearly', 'monthly', 'weekly', 'daily', 'all-time'] }),
    );
    const element = await mountBoard(bridge);
    element.style.inlineSize = '280px';
    element.periodOptions = 'all';
    await element.ready;
    await element.updateComplete;
    const label = radios(element).at(-1)?.parentElement?.getBoundingClientRect();
    const list = element.shadowRoot?.querySelector('[role="radiogroup"]')?.getBoundingClientRect();
    expect(chosen(element)).to.equal('All time');
    expect(label?.right).to.be.at.most((list?.right ?? 0) + 1);
  });
});
