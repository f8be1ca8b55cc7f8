import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { people } from '../../../../demo/platform/people.ts';
import { PlatformRecords } from '../../../../demo/platform/rest/records.ts';
import { restKeys } from '../../../../demo/platform/rest/rest-app.ts';
import { RestServer } from '../../../../demo/platform/rest/rest-server.ts';
import { messagePosted, userJoins, userVisits } from '../../../../demo/platform/webhooks.ts';

const at = new Date('2026-11-02T09:00:00.000Z');
const [amara] = people;
const bearer = { authorization: `Bearer ${restKeys.apiKey}` };

describe('the stand-in platform’s REST API', () => {
  let server: RestServer;

  beforeEach(async () => {
    server = new RestServer({ records: new PlatformRecords() });
    await server.start();
  });

  afterEach(() => server.stop());

  function post(url: string, body: object): Promise<Response> {
    return fetch(url, { method: 'POST', headers: bearer, body: JSON.stringify(body) });
  }

  it('knows those whom its webhooks told of, and what they did', async () => {
    server.records.note(userJoins(amara!, at));
    server.records.note(userVisits(amara!, at));
    server.records.note(messagePosted(amara!, { id: '65f1c0a2b3d4e5f607182940', text: 'Hello' }, at));
    const { baseUrls } = server;
    const user = await (await post(`${baseUrls.integration}/users/info`, { idOrEmail: 'amara@example.com' })).json();
    const { userId, xp, coins, totalMessages, visitCount } = user.data;
    assert.deepEqual([userId, xp, coins, totalMessages, visitCount], [amara!.id, 17, 1, 1, 1]);
    const messages = await (await fetch(`${baseUrls.messages}/messages?count=5`, { headers: bearer })).json();
    assert.deepEqual(messages.data, {
      total: '1',
      messages: [
        {
          id: '65f1c0a2b3d4e5f607182940',
          message: 'Hello',
          user: { user_id: amara!.id, email: 'amara@example.com' },
          channel: { channel_id: '65f1c0a2b3d4e5f60718293a', channel_name: 'general' },
          timestamp: at.toISOString(),
        },
      ],
    });
  });

  it('has numbers written as texts where the platform has', async () => {
    server.records.note(userJoins(amara!, at));
    const { baseUrls } = server;
    const list = await (await post(`${baseUrls.integration}/users/filter`, { fields: ['user_id', 'xp'] })).json();
    assert.deepEqual(list.data, [{ user_id: amara!.id, xp: '10', email: 'amara@example.com' }]);
    const badges = await fetch(`${baseUrls.badges}/badges`, { headers: { 'x-api-key': restKeys.badgesKey } });
    const { quantity, awarded } = (await badges.json()).body[0];
    assert.deepEqual([quantity, awarded], ['3', 'true']);
  });

  it('refuses a cursor and a page together', async () => {
    assert.equal(
      (await post(`${server.baseUrls.integration}/users/filter`, { cursor: 'after-200', page: 2 })).status,
      400,
    );
  });

  it('answers 401 without its key, and Slack’s part an error with status 200', async () => {
    const { messages, integration, badges, slack } = server.baseUrls;
    for (const url of [`${messages}/messages`, `${integration}/channels`, `${badges}/badges`]) {
      assert.equal((await fetch(url)).status, 401);
    }
    const answer = await fetch(`${slack}/users.info?user=W123ABC456`);
    assert.deepEqual([answer.status, await answer.json()], [200, { ok: false, error: 'invalid_auth' }]);
  });

  it('fails as its switches say, in their order', async () => {
    server.faults.next({ kind: 'status', status: 429, retryAfter: '3' }, { kind: 'cut' }, { kind: 'body', body: '{' });
    const ask = () => fetch(`${server.baseUrls.integration}/channels`, { headers: bearer });
    const refused = await ask();
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '3']);
    await assert.rejects(ask());
    assert.equal(await (await ask()).text(), '{');
    assert.equal((await ask()).status, 200);
  });
});
