import '../support/browser-console.ts';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { configure } from '../../src/client/settings.ts';
import '../../src/elements/leaderboard/define.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { mountReadyBoard, rowsOf, topThree } from '../support/browser-leaderboard.ts';
import { part, until } from '../support/browser-page.ts';
import { board, entry } from '../support/browser-samples.ts';

const path = 'leaderboards/top';

describe('what can be set of a widget', () => {
  let bridge: ScriptedBridge;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    await bridge.answer(path, board(topThree));
  });

  afterEach(() => bridge.end());

  async function loads(): Promise<number> {
    return (await bridge.requests()).length;
  }

  describe('when it loads', () => {
    /** Far below what is seen. */
    async function mountBelow(load: string): Promise<ReturningLeaderboard> {
      const page = await fixture(html`
        <div>
          <div style="height: 5000px"></div>
          <returning-leaderboard
            api-url=${bridge.apiUrl}
            community-id=${bridge.communityId}
            board="top"
            load=${load}
          ></returning-leaderboard>
        </div>
      `);
      const element = page.querySelector('returning-leaderboard') as ReturningLeaderboard;
      await element.updateComplete;
      return element;
    }

    for (const load of ['visible', 'soon']) {
      it(`is once it is nearly in view for load="${load}"`, async () => {
        const element = await mountBelow(load);
        await nextFrame();
        await nextFrame();
        expect([element.status, await loads()]).to.deep.equal(['loading', 0]);
        element.scrollIntoView();
        await element.ready;
        scrollTo(0, 0);
      });
    }

    it('is at once for load="eager", and begun is begun', async () => {
      const element = await mountBelow('eager');
      await element.ready;
      element.load = 'visible';
      await element.updateComplete;
      expect(element.status).to.equal('ready');
    });

    it('is when somebody asks for it, by its button or by start(), for load="manual"', async () => {
      const [first, second] = [await mountBelow('manual'), await mountBelow('manual')];
      for (const element of [first, second]) element.scrollIntoView();
      const button = first.shadowRoot?.querySelector('button');
      expect(button?.textContent).to.equal('Show: Leaderboard');
      expect(await loads()).to.equal(0);
      await expect(first).to.be.accessible();
      button?.focus();
      button?.click();
      await first.ready;
      expect(document.activeElement).to.equal(first);
      second.start();
      await second.ready;
      scrollTo(0, 0);
    });
  });

  it('asks nothing of a bridge in a demo', async () => {
    const requested: string[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = (...request) => {
      requested.push(String(request[0]));
      return fetch(...request);
    };
    try {
      const element = await fixture<ReturningLeaderboard>(html`<returning-leaderboard demo></returning-leaderboard>`);
      await element.ready;
      expect(rowsOf(element).length).to.be.greaterThan(2);
      expect(requested).to.deep.equal([]);
    } finally {
      globalThis.fetch = fetch;
    }
  });

  it('is followed by all widgets at once, and an attribute goes before it', async () => {
    const other = new ScriptedBridge();
    await other.answer(path, board([entry(1, 'Eve', 1)], { title: 'Other' }));
    configure({ apiUrl: bridge.apiUrl, communityId: bridge.communityId });
    try {
      const page = await fixture(html`
        <div>
          <returning-leaderboard load="eager" board="top"></returning-leaderboard>
          <returning-leaderboard load="eager" board="top"></returning-leaderboard>
          <returning-leaderboard load="eager" board="top" community-id=${bridge.communityId}></returning-leaderboard>
        </div>
      `);
      const widgets = [...page.querySelectorAll('returning-leaderboard')];
      await Promise.all(widgets.map(({ ready }) => ready));
      configure({ communityId: other.communityId });
      const titles = (): string => widgets.map((widget) => part(widget, 'title').textContent).join();
      await until(() => titles() === 'Other,Other,Top members');
    } finally {
      configure({ apiUrl: undefined, communityId: undefined });
      await other.end();
    }
  });

  it('falls back to its default where it is junk', async () => {
    const element = await mountReadyBoard(bridge);
    for (const [name, property, fallback] of [
      ['theme', 'theme', 'auto'],
      ['live', 'live', 'on'],
      ['load', 'load', 'visible'],
      ['heading-level', 'headingLevel', 3],
      ['limit', 'limit', 10],
    ] as const) {
      for (const junk of ['', 'junk', '-1', '<b>']) {
        element.setAttribute(name, junk);
        expect(element[property], `${name}="${junk}"`).to.equal(fallback);
        element.removeAttribute(name);
        expect(element[property], `no ${name}`).to.equal(fallback);
      }
    }
    await element.updateComplete;
    expect(element.status).to.equal('ready');
  });

  describe('and the console', () => {
    const { warn, debug } = console;
    let warned: string[];
    let debugged: unknown[][];

    beforeEach(() => {
      warned = [];
      debugged = [];
      console.warn = (message: string) => void warned.push(message);
      console.debug = (...values: unknown[]) => void debugged.push(values);
    });

    afterEach(() => {
      console.warn = warn;
      console.debug = debug;
    });

    it('is told of wrong use once, with where to read more', async () => {
      await fixture(html`
        <div>
          <returning-leaderboard api-url="/x" board="never-told"></returning-leaderboard>
          <returning-leaderboard api-url="/x" board="never-told"></returning-leaderboard>
          <returning-leaderboard theme="neon"></returning-leaderboard>
        </div>
      `);
      const told = warned.filter((message) => message.includes('has no community-id.'));
      expect(told.length).to.equal(1);
      expect(told[0]).to.match(/^returning-widgets: <returning-leaderboard> has no community-id\. See https:\/\/\S+$/);
      expect(warned.filter((message) => message.includes('"neon" is none of: auto, light, dark.')).length).to.equal(1);
    });

    it('is told what happens with debug, and nothing without', async () => {
      const element = await mountReadyBoard(bridge);
      expect(debugged).to.deep.equal([]);
      element.debug = true;
      await element.refresh();
      await element.updateComplete;
      expect(debugged.map(([who, what]) => [who, what])).to.deep.include(['<returning-leaderboard>', 'returning-data']);
    });
  });
});
