import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { BridgeClient } from '../../src/client/bridge-client.ts';
import { openEvents } from '../../src/client/open-events.ts';
import { leaderboardAt } from '../../src/client/read-leaderboard.ts';
import { TokenSession, type GetToken } from '../../src/client/token-session.ts';
import { EventServer } from '../support/client-event-server.ts';
import { boardRow, leaderboardOf } from '../support/client-samples.ts';

const json = { 'content-type': 'application/json' };
const top = leaderboardAt({ board: 'top' });
const board = leaderboardOf([boardRow('ann', 3)]);

async function start(test: TestContext, getToken: GetToken) {
  const server = await EventServer.start();
  test.after(() => server.stop());
  const session = new TokenSession(getToken);
  return { server, client: new BridgeClient({ apiUrl: server.apiUrl, communityId: 'c1', session }) };
}

function counting(): GetToken {
  let asked = 0;
  return () => `token-${(asked += 1)}`;
}

function refusal(code: string): string {
  return JSON.stringify({ type: 'about:blank', title: 'No', status: 401, code });
}

describe('BridgeClient with tokens', () => {
  it('sends them in the header and never in the address', async (test) => {
    const { server, client } = await start(test, counting());
    const answer = client.read(top, { since: 'a.7' });
    const request = await server.next();
    assert.equal(request.authorization, 'Bearer token-1');
    assert.equal(request.url, '/v1/communities/c1/leaderboards/top?since=a.7');
    request.answer(200, json, JSON.stringify(board));
    assert.deepEqual(await answer, board);
    void openEvents(client, { topics: ['member/me'], signal: AbortSignal.timeout(30_000) }).catch(() => undefined);
    const stream = await server.next();
    assert.deepEqual(
      [stream.authorization, stream.url],
      ['Bearer token-1', '/v1/communities/c1/events?topics=member%2Fme'],
    );
    stream.begin();
  });

  it('sends none while nobody is signed in', async (test) => {
    const { server, client } = await start(test, () => null);
    const answer = client.read(top);
    const request = await server.next();
    assert.equal(request.authorization, undefined);
    request.answer(401, json, refusal('token-required'));
    await assert.rejects(answer, { code: 'token-required', retryable: false });
    assert.equal(server.untaken, 0);
  });

  for (const code of ['token-expired', 'token-invalid']) {
    it(`asks once more with another token when it is told ${code}`, async (test) => {
      const { server, client } = await start(test, counting());
      const answer = client.read(top);
      (await server.next()).answer(401, json, refusal(code));
      const second = await server.next();
      assert.equal(second.authorization, 'Bearer token-2');
      second.answer(200, json, JSON.stringify(board));
      assert.deepEqual(await answer, board);
    });

    it(`tells ${code} when the other token is refused as well`, async (test) => {
      const { server, client } = await start(test, counting());
      const answer = client.read(top);
      (await server.next()).answer(401, json, refusal(code));
      (await server.next()).answer(401, json, refusal(code));
      await assert.rejects(answer, { code, retryable: false });
      assert.equal(server.untaken, 0);
    });
  }

  it('asks nothing of the bridge when no token could be had', async (test) => {
    const { server, client } = await start(test, () => Promise.reject(new Error('no route')));
    await assert.rejects(client.read(top), { code: 'server', message: /getToken failed/ });
    assert.equal(server.untaken, 0);
  });

  it('ends with the reason of a caller who left while the token was on its way', async (test) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { server, client } = await start(test, () => promise);
    const caller = new AbortController();
    const answer = client.read(top, { signal: caller.signal });
    const reason = new Error('moved on');
    caller.abort(reason);
    resolve('token');
    await assert.rejects(answer, reason);
    assert.equal(server.untaken, 0);
  });
});
