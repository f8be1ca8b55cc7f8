import { expect } from '@open-wc/testing';
import type { ReturningLeaderboard } from '../../src/elements/leaderboard/leaderboard.ts';
import { framePage } from '../support/browser-frame.ts';
import { until } from '../support/browser-page.ts';

const { origin } = location;
const define = new URL('../../src/elements/leaderboard/define.ts', import.meta.url).href;

async function errorAt(apiUrl: string, connectSrc: string): Promise<ReturningLeaderboard['error']> {
  const { document } = await framePage(
    `<returning-leaderboard api-url="${apiUrl}" community-id="c1" board="top" load="eager"></returning-leaderboard>
     <script type="module" src="${define}"></script>`,
    `script-src ${origin}; connect-src ${connectSrc}`,
  );
  const element = document.querySelector('returning-leaderboard');
  await until(() => element?.error !== undefined);
  return element?.error;
}

describe('a page whose policy forbids the connection', () => {
  for (const apiUrl of ['https://bridge.example', `${origin}/bridge/`, '/bridge']) {
    it(`is told so, and what to add, for ${apiUrl.replace(origin, 'its own origin')}`, async () => {
      const error = await errorAt(apiUrl, "'none'");
      expect([error?.code, error?.retryable]).to.deep.equal(['csp-blocked', false]);
      expect(error?.message).to.contain(`blocks ${new URL(apiUrl, origin).origin}: add it to connect-src`);
    });
  }

  it('is told something else when it is not the policy', async () => {
    expect((await errorAt('http://localhost:1', 'http://localhost:1'))?.code).to.equal('server');
  });
});
