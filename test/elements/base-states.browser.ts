import '../support/browser-console.ts';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { errorCodes } from '../../src/client/errors.ts';
import type { ReturningErrorEvent } from '../../src/internal/events.ts';
import { leaderboardEnglish } from '../../src/internal/strings/en.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { framePage } from '../support/browser-frame.ts';
import { mountBoard, mountReadyBoard, topThree } from '../support/browser-leaderboard.ts';
import { hasState, part, parts, until } from '../support/browser-page.ts';
import { board } from '../support/browser-samples.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';

const path = 'leaderboards/top';
const states = ['not-configured', 'loading', 'empty', 'error', 'signed-out', 'ready'] as const;

describe('a widget and its states', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(path, board(topThree));
  });

  afterEach(() => bridge.end());

  const ways: Record<(typeof states)[number], () => Promise<ReturningLeaderboard>> = {
    'not-configured': () => fixture(html`<returning-leaderboard></returning-leaderboard>`),
    loading: async () => {
      await bridge.hold(path);
      return mountBoard(bridge);
    },
    empty: async () => {
      await bridge.answer(path, board([]));
      return mountBoard(bridge);
    },
    error: async () => {
      await bridge.refuse(path, 'unknown-board');
      return mountBoard(bridge);
    },
    'signed-out': async () => {
      await bridge.refuse(path, 'token-required');
      return mountBoard(bridge);
    },
    ready: () => mountReadyBoard(bridge),
  };

  /** In either theme. */
  async function expectAccessible(element: ReturningLeaderboard): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      element.theme = theme;
      await element.updateComplete;
      await expect(element).to.be.accessible();
    }
  }

  for (const state of states) {
    it(`is ${state} by its status and its custom state, and in no other state`, async () => {
      const element = await ways[state]();
      await until(() => element.status === state);
      await element.updateComplete;
      expect(states.filter((each) => hasState(element, each))).to.deep.equal([state]);
    });
  }

  for (const state of ['not-configured', 'loading', 'empty', 'error', 'signed-out'] as const) {
    it(`shows what the page gives for ${state}`, async () => {
      const element = await ways[state]();
      const own = Object.assign(document.createElement('p'), { slot: state, textContent: 'In the page’s words' });
      element.append(own);
      await until(() => own.checkVisibility());
      expect(own.assignedSlot?.getRootNode()).to.equal(element.shadowRoot);
    });
  }

  for (const slot of ['header', 'footer']) {
    it(`shows what the page gives for its ${slot}`, async () => {
      const element = await mountReadyBoard(bridge);
      const own = Object.assign(document.createElement('p'), { slot, textContent: 'In the page’s words' });
      element.append(own);
      expect(own.checkVisibility()).to.equal(true);
    });
  }

  for (const code of errorCodes.filter((each) => each !== 'not-configured')) {
    it(`tells ${code} by its event and in a sentence`, async () => {
      await bridge.refuse(path, code);
      void mountBoard(bridge);
      const event = await oneEvent<ReturningErrorEvent>(document.body, 'returning-error');
      const element = event.target as ReturningLeaderboard;
      expect([event.code, element.error?.code]).to.deep.equal([code, code]);
      expect(part(element, 'error').textContent).to.contain(leaderboardEnglish.errors[code]);
      expect(element.status).to.equal(code.startsWith('token-') ? 'signed-out' : 'error');
    });
  }

  it('tells not-configured by its event', async () => {
    void ways['not-configured']();
    const { code, retryable, message } = await oneEvent<ReturningErrorEvent>(document.body, 'returning-error');
    expect([code, retryable]).to.deep.equal(['not-configured', false]);
    expect(message).to.equal('<returning-leaderboard> has no api-url, community-id, board.');
  });

  it('is refreshing while it loads behind what it shows, also behind an error', async () => {
    const element = await ways.error();
    await until(() => element.status === 'error');
    await bridge.hold(path);
    const ended = element.refresh();
    await element.updateComplete;
    expect([hasState(element, 'refreshing'), hasState(element, 'error')]).to.deep.equal([true, true]);
    await bridge.release(path);
    await ended;
    await element.updateComplete;
    expect(hasState(element, 'refreshing')).to.equal(false);
  });

  it('says since when it is out of date', async () => {
    const element = await mountReadyBoard(bridge);
    await until(() => hasState(element, 'live'));
    await bridge.refuse(path, 'origin-not-allowed');
    await element.refresh();
    await until(() => hasState(element, 'stale'));
    expect(element.status).to.equal('ready');
    expect(part(element, 'status').textContent).to.match(/^Not up to date since \d+:\d\d [AP]M$/u);
    await expectAccessible(element);
    await bridge.hold(path);
    void element.refresh();
    await until(() => hasState(element, 'refreshing'));
    await expectAccessible(element);
    await bridge.release(path);
    await bridge.answer(path, board(topThree));
    await element.refresh();
    await until(() => hasState(element, 'live'));
    expect(hasState(element, 'stale')).to.equal(false);
  });

  it('says since when it is offline, and keeps what it shows', async () => {
    const element = await mountReadyBoard(bridge);
    await until(() => hasState(element, 'live'));
    Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true });
    try {
      await bridge.cut();
      await until(() => hasState(element, 'offline'));
      expect(part(element, 'status').textContent).to.match(/^Offline since \d+:\d\d [AP]M$/u);
      await expectAccessible(element);
      expect([element.status, parts(element, 'table').length]).to.deep.equal(['ready', 1]);
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
    dispatchEvent(new Event('online'));
    await until(() => hasState(element, 'live'));
  });

  it('works under a policy that allows no inline style, and breaks none', async () => {
    const define = new URL('../../src/elements/leaderboard/define.ts', import.meta.url).href;
    const { document: strict, violations } = await framePage(
      `<returning-leaderboard api-url="${bridge.apiUrl}" community-id="${bridge.communityId}" board="top" load="eager">
      </returning-leaderboard><script type="module" src="${define}"></script>`,
      `default-src 'none'; script-src ${location.origin}; connect-src ${location.origin}; base-uri 'none'; ` +
        "require-trusted-types-for 'script'; trusted-types lit-html returning-widgets 'allow-duplicates'",
    );
    const element = strict.querySelector('returning-leaderboard');
    await until(() => element?.status === 'ready' && hasState(element, 'live'));
    const base = element && part(element, 'base');
    const style = base && strict.defaultView?.getComputedStyle(base);
    expect([style?.borderTopStyle, style?.getPropertyValue('--_lines')]).to.deep.equal(['solid', '10']);
    expect(violations).to.deep.equal([]);
  });

  describe('focus', () => {
    async function mountFailed(): Promise<ReturningLeaderboard> {
      const element = await ways.error();
      await until(() => element.status === 'error');
      return element;
    }

    it('stays in the widget when the button that had it is gone', async () => {
      const element = await mountFailed();
      part(element, 'retry').focus();
      await bridge.answer(path, board(topThree));
      part(element, 'retry').click();
      await element.ready;
      expect(document.activeElement).to.equal(element);
      expect(element.shadowRoot?.activeElement).to.equal(part(element, 'base'));
    });

    it('stays where it is otherwise, whatever the widget does', async () => {
      const input = await fixture<HTMLInputElement>(html`<input aria-label="Elsewhere" />`);
      input.focus();
      const element = await mountFailed();
      await bridge.answer(path, board(topThree));
      await element.refresh();
      await element.updateComplete;
      await bridge.answer(path, board([]));
      await element.refresh();
      await until(() => element.status === 'empty');
      expect(document.activeElement).to.equal(input);
    });

    it('stays on what the page put into a slot', async () => {
      const element = await mountFailed();
      const own = Object.assign(document.createElement('button'), { slot: 'footer', textContent: 'Ours' });
      element.append(own);
      own.focus();
      await bridge.answer(path, board(topThree));
      await element.refresh();
      await element.updateComplete;
      expect(document.activeElement).to.equal(own);
    });
  });
});
