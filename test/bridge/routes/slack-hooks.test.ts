import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { decode } from '../../../src/schemas/decode.ts';
import { leaderboard } from '../../../src/schemas/leaderboard.ts';
import { messagePage } from '../../../src/schemas/messages.ts';
import { hookCounts } from '../../support/bridge-metrics.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer, COMMUNITY, demoConfig } from '../../support/bridge-server.ts';
import { fixture, fixtureBytes, slackFixtures, slackMessage } from '../ingest/fixtures.ts';

const challenge = {
  token: 'x',
  challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
  type: 'url_verification',
};

describe('POST /hooks/slack', () => {
  for (const name of slackFixtures) {
    it(`accepts ${name}`, async (context) => {
      const bridge = await BridgeServer.start(context);
      const response = await bridge.postSlack(fixtureBytes(name));
      assert.equal(response.status, 200);
      const board = decode(leaderboard, await bridge.getJson('leaderboards/top'), 'the board');
      assert.ok(board.entries.some(({ member, score }) => member.name === 'W123ABC456' && score === 10));
    });
  }

  it('credits who invited', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postSlack(fixtureBytes('slack-member-joined-channel.json'));
    const board = decode(leaderboard, await bridge.getJson('leaderboards/top'), 'the board');
    assert.deepEqual(
      board.entries.map(({ member, score }) => [member.name, score]),
      [
        ['U123456789', 20],
        ['W123ABC456', 10],
      ],
    );
  });

  it('takes a repeat with its retry header, and changes things once', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postSlack(slackMessage());
    const response = await bridge.postSlack(slackMessage());
    assert.deepEqual(await response.json(), { status: 'duplicate' });
    const board = decode(leaderboard, await bridge.getJson('leaderboards/messages'), 'the board');
    assert.equal(board.entries[0]?.score, 1);
  });

  it('answers a signed challenge with what was asked', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await bridge.postSlack(challenge);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    assert.equal(await response.text(), challenge.challenge);
  });

  it('answers no challenge that is not signed', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await bridge.postUnsignedSlack(challenge);
    await assertProblem(response, 401, 'unauthorized');
  });

  it('takes a signature by any of the active secrets', async (context) => {
    const config = await demoConfig({ slackSigningSecrets: ['the new one', 'the old one'] });
    const bridge = await BridgeServer.start(context, { config });
    for (const secret of config.slackSigningSecrets) {
      assert.equal((await bridge.postSlack(challenge, { secret })).status, 200);
    }
    assert.equal((await bridge.postSlack(challenge)).status, 401);
  });

  it('shows a message in the channel it was posted to, with Slack’s entities resolved', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postSlack(slackMessage({ text: '1 &lt; 2 &amp;amp; so on' }));
    const page = decode(messagePage, await bridge.getJson('channels/general/messages'), 'the page');
    assert.deepEqual(page.messages[0]?.body, [{ type: 'text', text: '1 < 2 &amp; so on' }]);
    assert.equal(page.messages[0]?.sentAt, '2012-12-14T20:38:43.000Z');
  });

  const leftAside: readonly [string, object, string][] = [
    ['an event it does not know', { ...fixture(slackFixtures[0]), event: { type: 'team_rename' } }, 'unknown-event'],
    ['a delivery it does not know', { type: 'something_new' }, 'unknown-event'],
    ['a rate limit', { type: 'app_rate_limited', team_id: 'T123ABC456' }, 'event-ignored'],
    ['a bot’s message', slackMessage({ bot_id: 'B1' }), 'event-ignored'],
    ['a preview of a link', fixture('slack-message-changed.unfurled.json'), 'event-ignored'],
    ['a direct message', slackMessage({ channel_type: 'im' }), 'event-ignored'],
    ['a team that is not configured', { ...slackMessage(), team_id: 'T999' }, 'event-ignored'],
    ['an unreadable event of such a team', { ...slackMessage({ ts: 'now' }), team_id: 'T999' }, 'event-ignored'],
  ];
  for (const [what, body, code] of leftAside) {
    it(`answers 202 to ${what}, counts it and changes nothing`, async (context) => {
      const bridge = await BridgeServer.start(context);
      const { head } = await bridge.store.readLog(COMMUNITY, { after: 0, limit: 1 });
      const response = await bridge.postSlack(body);
      await assertProblem(response, 202, code);
      assert.deepEqual(await hookCounts(bridge), { slack: { [code]: 1 } });
      assert.equal((await bridge.store.readLog(COMMUNITY, { after: 0, limit: 1 })).head, head);
    });
  }

  it('puts an event that does not fit aside for the team’s community', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await bridge.postSlack(slackMessage({ ts: 'now' }));
    await assertProblem(response, 202, 'dead-letter');
    assert.equal((await bridge.store.scan(COMMUNITY, collections.deadLetters, { limit: 10 })).length, 1);
  });

  it('tells other methods that it takes POST', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await fetch(`${bridge.url}/hooks/slack`);
    assert.equal(response.headers.get('allow'), 'POST');
    await assertProblem(response, 405, 'method-not-allowed');
  });
});
