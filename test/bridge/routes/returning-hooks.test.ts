import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { decode } from '../../../src/schemas/decode.ts';
import { leaderboard } from '../../../src/schemas/leaderboard.ts';
import { messagePage } from '../../../src/schemas/messages.ts';
import { hookCounts } from '../../support/bridge-metrics.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer, COMMUNITY } from '../../support/bridge-server.ts';
import { fixture, fixtureBytes, messageHook, returningFixtures } from '../ingest/fixtures.ts';

/** The demo's channel "general", as Returning.AI names it. */
const GENERAL = '65f1c0a2b3d4e5f60718293a';

async function counts(bridge: BridgeServer): Promise<unknown> {
  return (await hookCounts(bridge))['returning'];
}

describe('POST /hooks/returning/{secret}', () => {
  for (const name of returningFixtures) {
    it(`accepts ${name}`, async (context) => {
      const bridge = await BridgeServer.start(context);
      const response = await bridge.postReturning(fixtureBytes(name));
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), { status: 'accepted' });
      const board = decode(leaderboard, await bridge.getJson('leaderboards/top'), 'the board');
      assert.deepEqual(
        board.entries.map(({ member }) => member.name),
        ['Jane Doe'],
      );
    });
  }

  it('takes the same body twice and changes things once', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postReturning(fixtureBytes('user-joins-server.json'));
    const before = await bridge.getJson('leaderboards/top');
    const response = await bridge.postReturning(fixtureBytes('user-joins-server.json'));
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { status: 'duplicate' });
    assert.deepEqual(await bridge.getJson('leaderboards/top'), before);
    assert.deepEqual(await counts(bridge), { accepted: 1, duplicate: 1 });
  });

  it('takes one fact once when the same body comes many times at once', async (context) => {
    const bridge = await BridgeServer.start(context);
    const body = fixtureBytes('user-visits-server.json');
    await Promise.all(Array.from({ length: 20 }, () => bridge.postReturning(body)));
    assert.deepEqual(await counts(bridge), { accepted: 1, duplicate: 19 });
  });

  it('takes any content type, since what the platform sends is not documented', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await bridge.postReturning(fixtureBytes('user-joins-server.json'), {
      'content-type': 'text/plain',
    });
    assert.equal(response.status, 200);
  });

  it('tells of hooks without a usable date once an hour a kind, and nothing of what is in them', async (context) => {
    const bridge = await BridgeServer.start(context);
    const message = (id: string): object => messageHook({ message: { id, text: 'Psst', channelId: GENERAL, timestamp: 'lately' }, date: undefined }); // prettier-ignore
    const told = (): unknown[] => bridge.logEntries.filter(({ event }) => event === 'undated-hook');
    await bridge.postReturning(message('m1'));
    await bridge.postReturning(message('m2'));
    assert.deepEqual(told(), [
      { ...(told()[0] as object), level: 'warn', community: COMMUNITY, kind: 'message.posted' },
    ]);
    assert.doesNotMatch(JSON.stringify(told()), /Psst|lately|m1/);
    const purchase = { order: { id: 'o1' }, date: undefined };
    await bridge.postReturning({ ...fixture('assumed-purchased-store-item.json'), ...purchase });
    assert.equal(told().length, 2);
    bridge.now += 60 * 60_000;
    await bridge.postReturning(message('m3'));
    assert.equal(told().length, 3);
    await bridge.postReturning(fixture('user-joins-server.json'));
    assert.equal(told().length, 3);
  });

  for (const name of ['user-joins-server.as-printed.txt', 'user-visits-server.as-printed.txt']) {
    it(`refuses ${name}, and says where it stops being JSON`, async (context) => {
      const bridge = await BridgeServer.start(context);
      const response = await bridge.postReturning(fixtureBytes(name));
      const { detail = '' } = await assertProblem(response, 400, 'malformed-json');
      assert.match(detail, /at line \d+, column \d+/);
      assert.doesNotMatch(detail, /Jane|John/i);
    });
  }

  it('answers 202 to an event it does not know, and counts it', async (context) => {
    const bridge = await BridgeServer.start(context);
    const body = { ...fixture('user-joins-server.json'), event: { name: 'User Leaves Server' } };
    const response = await bridge.postReturning(body);
    await assertProblem(response, 202, 'unknown-event');
    assert.deepEqual(await counts(bridge), { 'unknown-event': 1 });
    assert.deepEqual(bridge.logEntries.at(-1)?.['name'], 'User Leaves Server');
  });

  it('puts a known event that does not fit aside as it came, once', async (context) => {
    const bridge = await BridgeServer.start(context);
    const body = { ...fixture('user-joins-server.json'), date: 'yesterday' };
    for (let delivery = 0; delivery < 2; delivery += 1) {
      const response = await bridge.postReturning(body);
      await assertProblem(response, 202, 'dead-letter');
    }
    const letters = await bridge.store.scan(COMMUNITY, collections.deadLetters, { limit: 10 });
    assert.deepEqual(
      letters.map(({ value }) => (value as { body: unknown }).body),
      [body],
    );
    assert.deepEqual(await counts(bridge), { 'dead-letter': 2 });
  });

  it('refuses an event of another community', async (context) => {
    const bridge = await BridgeServer.start(context);
    const response = await bridge.postReturning({ ...fixture('user-joins-server.json'), server: { id: 'another' } });
    await assertProblem(response, 403, 'community-mismatch');
  });

  it('shows a message in the channel it was posted to', async (context) => {
    const bridge = await BridgeServer.start(context);
    const body = messageHook({ messageId: 'm1', message: 'Hello\nall of **you**', channel: { channel_id: GENERAL } });
    assert.equal((await bridge.postReturning(body)).status, 200);
    const page = decode(messagePage, await bridge.getJson('channels/general/messages'), 'the page');
    assert.deepEqual(page.messages[0]?.body, [
      { type: 'text', text: 'Hello' },
      { type: 'break' },
      { type: 'text', text: 'all of ' },
      { type: 'strong', children: [{ type: 'text', text: 'you' }] },
    ]);
    assert.equal(page.messages[0]?.author.name, 'Jane Doe');
  });

  it('counts a message of a channel that is not configured, and shows it nowhere', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postReturning(messageHook({ messageId: 'm1', message: 'Hidden', channel: 'elsewhere' }));
    const board = decode(leaderboard, await bridge.getJson('leaderboards/messages'), 'the board');
    assert.equal(board.entries[0]?.score, 1);
    const page = decode(messagePage, await bridge.getJson('channels/general/messages'), 'the page');
    assert.deepEqual(page.messages, []);
  });

  it('tells other methods that it takes POST', async (context) => {
    const bridge = await BridgeServer.start(context);
    for (const secret of ['demo-hook-secret', 'wrong']) {
      const response = await fetch(`${bridge.url}/hooks/returning/${secret}`);
      assert.equal(response.headers.get('allow'), 'POST');
      await assertProblem(response, 405, 'method-not-allowed');
    }
  });
});
