import '../support/browser-console.ts';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { ReturningChannel } from '../../src/elements/channel/channel.ts';
import type { ScriptedBridge } from '../support/browser-bridge.ts';
import {
  ChannelStage,
  frameOf,
  isVisible,
  mountChannel,
  mountPage,
  mountReady,
  mountSilent,
  mountStore,
  nameStore,
  ready,
} from '../support/browser-channel.ts';
import { framePage } from '../support/browser-frame.ts';
import type { HeldTimers } from '../support/browser-held-timers.ts';
import { Ledger } from '../support/browser-ledger.ts';
import { onlyWhere } from '../support/browser-only-where.ts';
import { hasState, part, parts, until } from '../support/browser-page.ts';
import type { Puppets } from '../support/browser-puppet.ts';

function markupOf(attributes: string): string {
  const script = '<script type="module" src="/src/elements/channel/define.ts"></script>';
  return `${script}<returning-channel ${attributes} load="eager"></returning-channel>`;
}

describe('<returning-channel>, from state to state', () => {
  let stage: ChannelStage;
  let bridge: ScriptedBridge;
  let puppets: Puppets;
  let silence: HeldTimers;

  beforeEach(async () => {
    stage = await ChannelStage.set();
    ({ bridge, puppets, silence } = stage);
  });

  afterEach(() => stage.strike());

  describe('states', () => {
    it('explains silence after 5 s, shows what there is, and recovers when the page speaks late', async () => {
      const element = await mountSilent(stage);
      expect([element.error?.code, hasState(element, 'error')]).to.deep.equal(['frame-silent', true]);
      expect(part(element, 'error').textContent).to.contain('The embedded page does not answer.');
      const link = element.shadowRoot?.querySelector('a');
      const frame = await frameOf(element);
      expect([link?.href, link?.target, link?.rel]).to.deep.equal([puppets.url(), '_blank', 'noopener noreferrer']);
      expect(link?.textContent).to.equal('Open in a new tab');
      expect(isVisible(frame)).to.equal(true);

      await puppets.say(frame, 'WIDGET_READY');
      await element.ready;
      expect([element.status, element.error]).to.deep.equal(['ready', undefined]);
      expect(await frameOf(element)).to.equal(frame);
      expect(puppets.visits(frame).length).to.equal(1);
      expect(element.shadowRoot?.querySelector('a')).to.equal(null);
    });

    it('takes a page that does not end for silent, too', async () => {
      const element = await mountPage(puppets.endless);
      await frameOf(element);
      await until(() => silence.waiting > 0);
      silence.fire();
      await until(() => element.status === 'error');
      expect(element.error?.code).to.equal('frame-silent');
    });

    it('tells of an error that the page tells of, and loads it again by its button', async () => {
      await nameStore(bridge, puppets.url([{ type: 'WIDGET_ERROR' }]));
      const element = await mountStore(bridge);
      await until(() => element.status === 'error');
      expect(element.error?.code).to.equal('frame-failed');
      await nameStore(bridge, puppets.url([ready]));
      part(element, 'retry').click();
      await element.ready;
      expect(element.status).to.equal('ready');
    });

    it('does not take the end of loading for an answer to an error that the page told of', async () => {
      const element = await mountPage(puppets.url([{ type: 'WIDGET_ERROR' }]));
      const frame = await frameOf(element);
      await oneEvent(frame, 'load');
      await puppets.arrival(frame);
      // Engines differ in which of the two they tell first.
      expect(element.error?.code).to.equal('frame-failed');
    });

    it('keeps what is shown when the page tells of an error later', async () => {
      const element = await mountReady(stage);
      const frame = await frameOf(element);
      await puppets.say(frame, { type: 'WIDGET_ERROR', payload: { reason: 'x' } });
      await until(() => element.error !== undefined);
      expect([element.status, element.error?.code, isVisible(frame)]).to.deep.equal(['ready', 'frame-failed', true]);
      // Nobody knows what of it failed: that is no word on how old it is.
      expect([hasState(element, 'stale'), parts(element, 'status').length]).to.deep.equal([false, 0]);
      await puppets.say(frame, ready);
      await until(() => element.error === undefined);
    });

    it('asks to sign in where the channel is for members', async () => {
      await bridge.refuse('channels/staff', 'token-required');
      const element = await mountChannel(bridge, 'staff');
      await until(() => element.status === 'signed-out');
      expect(hasState(element, 'signed-out')).to.equal(true);
    });

    it('takes its sentences by slots', async () => {
      const element = await mountSilent(stage);
      element.append(Object.assign(document.createElement('p'), { slot: 'error', textContent: 'Nobody home' }));
      const slot = element.shadowRoot?.querySelector<HTMLSlotElement>('slot[name="error"]');
      expect(slot?.assignedElements().map(({ textContent }) => textContent)).to.deep.equal(['Nobody home']);
    });

    it('says that the policy of the page around it forbids the frame', async () => {
      const src = puppets.url();
      const { document: strict } = await framePage(markupOf(`src="${src}"`), "frame-src 'none'");
      const element = strict.querySelector('returning-channel') as ReturningChannel;
      await until(() => element.error !== undefined);
      expect([element.status, element.error?.code]).to.deep.equal(['error', 'csp-blocked']);
      expect(element.error?.message).to.contain(`blocks ${puppets.origin}: add it to frame-src`);
      expect(element.shadowRoot?.querySelector('a')?.href).to.equal(src);
    });

    it('needs nothing that a strict policy forbids', async () => {
      const policy = `default-src 'none'; script-src ${location.origin}; require-trusted-types-for 'script'; trusted-types lit-html`;
      const { document: strict, violations } = await framePage(markupOf('demo'), policy);
      const element = strict.querySelector('returning-channel') as ReturningChannel;
      await until(() => element.status === 'ready');
      expect(violations).to.deep.equal([]);
    });

    it('sends nothing live', async () => {
      const element = await mountReady(stage);
      expect(parts(element, 'status').length).to.equal(0);
      expect((await bridge.requests()).some((path) => path.startsWith('events'))).to.equal(false);
    });
  });

  describe('lifecycle', () => {
    it('loads its page anew when it is moved, as frames do, and is ready again', async () => {
      const element = await mountReady(stage);
      const frame = await frameOf(element);
      (await fixture(html`<div></div>`)).append(element);
      await until(() => element.status === 'loading');
      await until(() => element.status === 'ready');
      expect(await frameOf(element)).to.equal(frame);
      expect(puppets.pages).to.equal(2);
    });

    onlyWhere('moveBefore' in Element.prototype, 'this engine moves no node with its state')(
      'goes on showing its page when it is moved with its state',
      async () => {
        const element = await mountReady(stage);
        const frame = await frameOf(element);
        const place = (await fixture<HTMLElement>(html`<div></div>`)) as HTMLElement & {
          moveBefore(node: Node, child: null): void;
        };
        place.moveBefore(element, null);
        await element.updateComplete;
        expect([element.status, isVisible(frame)]).to.deep.equal(['ready', true]);
        const order = { puppetOrder: { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: 650 } } };
        await until(() => {
          // Firefox loads a frame in a shadow root anew all the same: so again, until somebody is there.
          frame.contentWindow?.postMessage(order, '*');
          return frame.getBoundingClientRect().height === 650;
        });
      },
    );

    it('works when it is cloned, and when it gets its properties before it is defined', async () => {
      const original = await mountPage(puppets.url());
      const clone = original.cloneNode(true) as ReturningChannel;
      original.after(clone);
      await clone.ready;
      expect((await frameOf(clone)).src).to.equal(puppets.url());
    });

    it('stops listening when it is removed', async () => {
      const element = await mountReady(stage);
      const frame = await frameOf(element);
      await puppets.say(frame, { type: 'WIDGET_HEIGHT_UPDATE', payload: { height: 700 } });
      element.remove();
      silence.fire();
      expect([element.status, element.error]).to.deep.equal(['loading', undefined]);
    });

    it('leaves no listener, timer and observer behind after 100 rounds', async () => {
      silence.restore();
      const place = await fixture<HTMLElement>(html`<div></div>`);
      await nameStore(bridge, puppets.url());
      const { apiUrl, communityId } = bridge;
      const ledger = new Ledger();
      const element = document.createElement('returning-channel');
      Object.assign(element, { apiUrl, communityId, widget: 'store', widgetId: 'abc' });
      place.append(element);
      await frameOf(element);
      for (let round = 0; round < 100; round += 1) {
        element.remove();
        place.append(element);
        if (round % 10 === 0) await element.updateComplete;
      }
      element.remove();
      await until(() => ledger.entries.length === 0);
      ledger.close();
    });
  });
});
