import '../support/browser-console.ts';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { configure } from '../../src/client/settings.ts';
import type { GetToken } from '../../src/client/token-session.ts';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import '../../src/elements/leaderboard/define.ts';
import { ScriptedBridge } from '../support/browser-bridge.ts';
import { topThree } from '../support/browser-leaderboard.ts';
import { hasState, part, until } from '../support/browser-page.ts';
import { board } from '../support/browser-samples.ts';

const path = 'leaderboards/top';

describe('a widget and who looks at it', () => {
  let bridge: ScriptedBridge;
  /** Who is signed in on the site. */
  let token: string | null;
  let asked: number;

  beforeEach(async () => {
    bridge = new ScriptedBridge();
    token = 'a-token';
    asked = 0;
    await bridge.answer(path, board(topThree));
  });

  afterEach(() => bridge.end());

  const getToken: GetToken = () => {
    asked += 1;
    return token;
  };

  function mount(
    fields: Partial<ReturningLeaderboard> = { getToken: () => getToken() },
  ): Promise<ReturningLeaderboard> {
    return fixture(html`
      <returning-leaderboard
        api-url=${bridge.apiUrl}
        community-id=${bridge.communityId}
        board="top"
        .getToken=${fields.getToken ?? null}
        token-url=${fields.tokenUrl ?? ''}
      ></returning-leaderboard>
    `);
  }

  it('sends its token to the bridge, never in an address, never in the markup', async () => {
    const element = await mount();
    await until(() => hasState(element, 'live'));
    expect(asked).to.equal(1);
    expect((await bridge.requests()).join()).not.to.contain('a-token');
    expect(element.outerHTML + (element.shadowRoot?.innerHTML ?? '')).not.to.contain('a-token');
    expect(new Set(await bridge.authorizations())).to.deep.equal(new Set(['Bearer a-token']));
  });

  it('asks the site’s own server by token-url, and shows what is for members', async () => {
    await bridge.answer('token', { data: { embedToken: 'from-site', expiresIn: 900 } });
    const element = await mount({ tokenUrl: `bridge/v1/communities/${bridge.communityId}/token` });
    await element.ready;
    expect(await bridge.authorizations()).to.include('Bearer from-site');
  });

  it('is signed out where nobody is signed in, and shows the content once somebody is', async () => {
    token = null;
    await bridge.refuse(path, 'token-required');
    const element = await mount();
    await until(() => hasState(element, 'signed-out'));
    expect(part(element, 'error').textContent).to.contain('Please sign in to see this.');
    token = 'a-token';
    await bridge.answer(path, board(topThree));
    part(element, 'retry').click();
    await element.ready;
    expect([element.status, asked]).to.deep.equal(['ready', 2]);
    expect((await bridge.authorizations()).at(-1)).to.equal('Bearer a-token');
  });

  it('tells when the token ended and another could not be had', async () => {
    await bridge.refuse(path, 'token-expired');
    void mount();
    const { target } = await oneEvent(document.body, 'returning-token-expired');
    expect((target as ReturningLeaderboard).status).to.equal('signed-out');
    expect(asked).to.equal(2);
  });

  it('tells when whoever was signed in no longer is, and keeps what it shows', async () => {
    const element = await mount();
    await element.ready;
    token = null;
    await bridge.refuse(path, 'token-required');
    void element.refresh();
    await oneEvent(element, 'returning-token-expired');
    expect([element.status, hasState(element, 'stale')]).to.deep.equal(['ready', true]);
  });

  it('asks for a token anew when it is refreshed after one was refused', async () => {
    const element = await mount();
    await element.ready;
    token = null;
    await bridge.refuse(path, 'token-expired');
    await element.refresh();
    token = 'another';
    await bridge.answer(path, board(topThree));
    await element.refresh();
    expect((await bridge.authorizations()).at(-1)).to.equal('Bearer another');
  });

  it('tells that token-url is no address, and goes on', async () => {
    const element = await mount({ tokenUrl: 'https://' });
    await until(() => element.status === 'error');
    expect(element.error?.code).to.equal('server');
    element.tokenUrl = null;
    await element.ready;
  });

  it('shares one question among the widgets of a page, and follows its settings', async () => {
    configure({ apiUrl: bridge.apiUrl, communityId: bridge.communityId, getToken });
    try {
      const page = await fixture(html`
        <div>
          <returning-leaderboard load="eager" board="top"></returning-leaderboard>
          <returning-leaderboard load="eager" board="top"></returning-leaderboard>
        </div>
      `);
      const widgets = [...page.querySelectorAll('returning-leaderboard')];
      await until(() => widgets.every((widget) => hasState(widget, 'live')));
      expect(asked).to.equal(1);
      expect((await bridge.requests()).filter((each) => each.startsWith('events')).length).to.equal(1);
      configure({ getToken: undefined });
      await until(() => widgets.every((widget) => hasState(widget, 'live')) && widgets[0]?.status === 'ready');
      await widgets[0]?.refresh();
      expect((await bridge.authorizations()).at(-1)).to.equal(null);
    } finally {
      configure({ apiUrl: undefined, communityId: undefined, getToken: undefined });
    }
  });
});
