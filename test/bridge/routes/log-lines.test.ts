import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BridgeServer, HOOK_SECRET, SLACK_SIGNING_SECRET } from '../../support/bridge-server.ts';
import { fixture, messageHook, slackMessage } from '../ingest/fixtures.ts';

/** What `test/bridge/security/email-addresses.test.ts` says of addresses, the log says of secrets and bodies, too. */
describe('the log of a bridge', () => {
  it('holds no secret, and nothing of what people wrote', async (context) => {
    const bridge = await BridgeServer.start(context);
    const text = 'Words of a message';
    const channel = { channel_id: '65f1c0a2b3d4e5f60718293a', name: 'general' };
    await bridge.postReturning(messageHook({ message: text, messageId: 'm1', channel }));
    await bridge.postReturning(`{"message":"${text}"`);
    await bridge.postReturning({ ...fixture('user-joins-server.json'), date: text });
    await bridge.postReturning({ message: text }, {}, `wrong-${HOOK_SECRET}`);
    await bridge.postSlack(slackMessage({ text }));
    await bridge.postUnsignedSlack(slackMessage({ text }));
    assert.ok(bridge.log.length >= 6);
    for (const unsaid of [HOOK_SECRET, SLACK_SIGNING_SECRET, text]) {
      assert.ok(!bridge.log.join('').includes(unsaid), `the log says "${unsaid}"`);
    }
  });

  it('is one JSON object a line, with its level, time and event', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postReturning(fixture('user-joins-server.json'));
    await bridge.postReturning({ ...fixture('user-joins-server.json'), event: { name: 'two\nlines\u2028"}' } });
    for (const line of bridge.log) {
      assert.equal(line.indexOf('\n'), line.length - 1);
      const { level, time, event } = JSON.parse(line) as Record<string, string>;
      assert.match(level ?? '', /^(info|warn|error)$/);
      assert.ok(!Number.isNaN(Date.parse(time ?? '')) && event !== '', line);
    }
  });
});
