import '../support/browser-console.ts';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { configure } from '../../src/client/settings.ts';
import type { GetToken } from '../../src/client/token-session.ts';
import type { ReturningChannel } from '../../src/elements/channel/channel.ts';
import type { ScriptedBridge } from '../support/browser-bridge.ts';
import {
  ChannelStage,
  frameOf,
  mountChannel,
  mountPage,
  mountStore,
  nameStore,
  ready,
} from '../support/browser-channel.ts';
import type { HeldTimers } from '../support/browser-held-timers.ts';
import { hasState, part, until } from '../support/browser-page.ts';
import type { Puppets } from '../support/browser-puppet.ts';

const request = { type: 'RETURNINGAI_WIDGET_REQUEST_TOKEN' };
const height = (px: unknown) => ({ type: 'WIDGET_HEIGHT_UPDATE', payload: { height: px } });
const tokenMessage = (token: string, type = 'RETURNINGAI_WIDGET_TOKEN') => ({
  type,
  value: token,
  token,
  widgetId: 'abc',
});

describe('<returning-channel> and what its page tells', () => {
  let bridge: ScriptedBridge;
  let puppets: Puppets;

  let silence: HeldTimers;
  let stage: ChannelStage;

  beforeEach(async () => {
    stage = await ChannelStage.set();
    ({ bridge, puppets, silence } = stage);
  });

  afterEach(() => stage.strike());

  async function mountTold(getFrameToken: GetToken | null = null): Promise<[ReturningChannel, HTMLIFrameElement]> {
    await nameStore(bridge, puppets.url());
    const element = await mountStore(bridge, getFrameToken);
    const frame = await frameOf(element);
    await puppets.arrival(frame);
    return [element, frame];
  }

  function heightOf(element: ReturningChannel): number | undefined {
    return element.shadowRoot?.querySelector('.body')?.getBoundingClientRect().height;
  }

  describe('who is believed', () => {
    for (const message of [ready, 'WIDGET_READY', { ...ready, payload: { anything: 1 } }]) {
      it(`believes its page: ${JSON.stringify(message)}`, async () => {
        const [element, frame] = await mountTold();
        await puppets.say(frame, message);
        await element.ready;
      });
    }

    for (const message of [
      null,
      7,
      '',
      'ready',
      'WIDGET_HEIGHT_UPDATE',
      {},
      { type: 'widget_ready' },
      { type: ['WIDGET_READY'] },
      { type: { type: 'WIDGET_READY' } },
      [ready],
      JSON.stringify(ready),
    ]) {
      it(`takes no notice of ${JSON.stringify(message)}`, async () => {
        const [element, frame] = await mountTold();
        await puppets.say(frame, message);
        expect(element.status).to.equal('loading');
      });
    }

    it('takes no notice of another frame of the same origin', async () => {
      const [element, frame] = await mountTold();
      const other = await fixture<HTMLIFrameElement>(html`<iframe src=${puppets.url()}></iframe>`);
      await puppets.arrival(other);
      await puppets.say(other, ready);
      await puppets.say(other, request);
      expect(element.status).to.equal('loading');
      expect(puppets.heard(other)).to.deep.equal([]);
      await puppets.say(frame, ready);
      await element.ready;
    });

    it('takes no notice of its own page, and of nobody', async () => {
      const [element] = await mountTold();
      const heard = oneEvent<MessageEvent>(window, 'message');
      postMessage(ready, location.origin);
      await heard;
      dispatchEvent(new MessageEvent('message', { data: ready, origin: puppets.origin }));
      expect(element.status).to.equal('loading');
    });

    it('takes no notice of a frame that has gone to another origin, and gives it no token', async () => {
      let asked = 0;
      const stranger = puppets.url([request, ready, height(900)], puppets.otherOrigin);
      await nameStore(bridge, puppets.leadingTo(stranger));
      const element = await mountStore(bridge, () => `token-${(asked += 1)}`);
      const frame = await frameOf(element);
      await puppets.arrival(frame);
      expect(puppets.visits(frame)).to.deep.equal([stranger]);
      await puppets.say(frame, request);
      expect([element.status, heightOf(element), asked]).to.deep.equal(['loading', 480, 0]);
      expect(puppets.heard(frame)).to.deep.equal([]);
    });

    it('sends a token to the origin that is named, and to no page that came in between', async () => {
      const token = Promise.withResolvers<string>();
      const [, frame] = await mountTold(() => token.promise);
      await puppets.say(frame, request);
      frame.contentWindow?.location.replace(puppets.url([], puppets.otherOrigin));
      await puppets.arrival(frame, 2);
      // The browser itself complains of the message that it does not deliver.
      const { error } = console;
      console.error = () => {};
      token.resolve('secret');
      await puppets.say(frame, 'after the token');
      console.error = error;
      expect(puppets.heard(frame)).to.deep.equal([]);
    });
  });

  describe('height', () => {
    it('follows its page, within limits', async () => {
      const [element, frame] = await mountTold();
      for (const [asked, got] of [
        [640.5, 640.5],
        [1e9, 5000],
        [-300, 100],
        [0, 100],
        [222, 222],
      ]) {
        await puppets.say(frame, height(asked));
        await until(() => heightOf(element) === got);
      }
    });

    for (const junk of ['600', null, undefined, Number.NaN, Number.POSITIVE_INFINITY, {}]) {
      it(`takes no notice of a height of ${String(junk)}`, async () => {
        const [element, frame] = await mountTold();
        // NaN, Infinity and undefined are the same in JSON, by which the puppet is recognised: a word after it.
        frame.contentWindow?.postMessage({ puppetOrder: height(junk) }, '*');
        await puppets.say(frame, 'after the height');
        await element.updateComplete;
        expect(heightOf(element)).to.equal(480);
      });
    }

    it('ends a flood of heights at the last one, with one rendering a frame at most', async () => {
      const [element, frame] = await mountTold();
      let renderings = 0;
      const observer = new MutationObserver(() => (renderings += 1));
      observer.observe(part(element, 'base'), { attributes: true });
      let frames = 0;
      let isOver = false;
      const count = (): void => {
        frames += 1;
        if (!isOver) requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
      for (let round = 0; round < 1000; round += 1)
        frame.contentWindow?.postMessage({ puppetOrder: height(300 + (round % 2) * 400) }, '*');
      await puppets.say(frame, height(612));
      await until(() => heightOf(element) === 612);
      isOver = true;
      observer.disconnect();
      expect(renderings).to.be.at.most(frames + 1);
    });

    it('moves nothing of what is around it when its page says nothing', async () => {
      const [element, frame] = await mountTold();
      const before = element.getBoundingClientRect().height;
      await puppets.say(frame, ready);
      await element.ready;
      expect(element.getBoundingClientRect().height).to.equal(before);
    });
  });

  describe('tokens', () => {
    it('answers its page with the platform’s token, in both forms', async () => {
      const [element, frame] = await mountTold(() => 'platform-token');
      await puppets.say(frame, 'RETURNINGAI_WIDGET_REQUEST_TOKEN');
      await until(() => puppets.heard(frame).length > 0);
      expect(puppets.heard(frame)).to.deep.equal([tokenMessage('platform-token')]);
      expect(element.error).to.equal(undefined);
    });

    it('tells the page of a channel, too, if the bridge names it', async () => {
      const url = puppets.url();
      await bridge.answer('channels/lounge', { id: 'lounge', name: 'Lounge', kind: 'frame', frame: { url } });
      configure({ getFrameToken: () => ({ embedToken: 'lounge-token', expiresIn: 900 }) });
      try {
        const frame = await frameOf(await mountChannel(bridge, 'lounge'));
        await puppets.arrival(frame);
        await puppets.say(frame, request);
        await until(() => puppets.heard(frame).length > 0);
        const type = 'RETURNINGAI_WIDGET_TOKEN';
        expect(puppets.heard(frame)).to.deep.equal([{ type, value: 'lounge-token', token: 'lounge-token' }]);
      } finally {
        configure({ getFrameToken: undefined });
      }
    });

    it('never answers a page that the markup names', async () => {
      let asked = 0;
      configure({ getFrameToken: () => `token-${(asked += 1)}` });
      try {
        const element = await mountPage(puppets.url([request]));
        const frame = await frameOf(element);
        await puppets.arrival(frame);
        await puppets.say(frame, request);
        await puppets.say(frame, request.type);
        await element.ready;
        expect([asked, puppets.heard(frame).length]).to.deep.equal([0, 0]);
      } finally {
        configure({ getFrameToken: undefined });
      }
    });

    it('never gives the bridge’s token to a frame', async () => {
      const getToken = () => 'bridge-token';
      await nameStore(bridge, puppets.url());
      const element = await mountStore(bridge, getToken);
      element.getToken = getToken;
      await element.updateComplete;
      const frame = await frameOf(element);
      await puppets.arrival(frame);
      await puppets.say(frame, request);
      await puppets.say(frame, ready);
      await element.ready;
      expect(puppets.heard(frame)).to.deep.equal([]);
    });

    it('answers a page that asks without pause by asking once', async () => {
      const token = Promise.withResolvers<string>();
      let asked = 0;
      const [, frame] = await mountTold(() => {
        asked += 1;
        return token.promise;
      });
      for (let round = 0; round < 20; round += 1) await puppets.say(frame, request);
      token.resolve('late');
      await until(() => puppets.heard(frame).length > 0);
      expect([asked, puppets.heard(frame)]).to.deep.equal([1, [tokenMessage('late')]]);
    });

    it('gives the next token in time, without a reload', async () => {
      // Of a token this short, the first half is used.
      let count = 0;
      const [, frame] = await mountTold(() => ({ embedToken: `token-${(count += 1)}`, expiresIn: 1 }));
      await puppets.say(frame, request);
      await until(() => puppets.heard(frame).length > 1);
      expect(puppets.heard(frame).slice(0, 2)).to.deep.equal([
        tokenMessage('token-1'),
        tokenMessage('token-2', 'RETURNINGAI_WIDGET_REFRESH'),
      ]);
      expect(puppets.visits(frame).length).to.equal(1);
    });

    it('tells its page of another visitor’s token, without a reload', async () => {
      const [element, frame] = await mountTold(() => 'ada');
      await puppets.say(frame, request);
      await until(() => puppets.heard(frame).length > 0);
      element.getFrameToken = () => 'bob';
      await until(() => puppets.heard(frame).length > 1);
      expect(puppets.heard(frame)[1]).to.deep.equal(tokenMessage('bob', 'RETURNINGAI_WIDGET_REFRESH'));
      expect(await frameOf(element)).to.equal(frame);
      expect(puppets.visits(frame).length).to.equal(1);
    });

    it('keeps its page when somebody signs in at the bridge', async () => {
      const [element, frame] = await mountTold();
      await puppets.say(frame, ready);
      await element.ready;
      element.getToken = () => 'bridge-token';
      await element.updateComplete;
      await until(() => !hasState(element, 'refreshing'));
      expect((await bridge.requests()).length).to.equal(2);
      expect(await frameOf(element)).to.equal(frame);
      expect(puppets.visits(frame).length).to.equal(1);
    });

    it('asks to sign in when its page wants a token and nobody is signed in, and goes on when somebody is', async () => {
      let token: string | null = null;
      const [element, frame] = await mountTold(() => token);
      await puppets.say(frame, request);
      await until(() => element.status === 'signed-out');
      expect(element.error?.code).to.equal('token-required');
      token = 'ada';
      await nameStore(bridge, puppets.url([request, ready]));
      part(element, 'retry').click();
      await element.ready;
      const again = await frameOf(element);
      await until(() => puppets.heard(again).length > 0);
      expect(puppets.heard(again)).to.deep.equal([tokenMessage('ada')]);
    });

    it('goes on calling a page silent that takes a token and says nothing', async () => {
      await nameStore(bridge, puppets.url());
      const element = await mountStore(bridge, () => 'ada');
      const frame = await frameOf(element);
      await puppets.arrival(frame);
      silence.fire();
      await until(() => element.status === 'error');
      await puppets.say(frame, request);
      await until(() => puppets.heard(frame).length > 0);
      await element.updateComplete;
      expect([element.status, element.error?.code]).to.deep.equal(['error', 'frame-silent']);
    });

    it('gets tokens from the site’s server by POST', async () => {
      const path = `/bridge-control/${bridge.communityId}/requests`;
      await nameStore(bridge, puppets.url());
      const element = await mountStore(bridge);
      element.setAttribute('frame-token-url', path);
      const frame = await frameOf(element);
      await puppets.arrival(frame);
      await puppets.say(frame, request);
      // The page answers 200 with something else: that is told.
      await until(() => element.error !== undefined);
      expect(element.error?.code).to.equal('malformed');
      expect(element.error?.message).to.contain(path);
    });
  });
});
