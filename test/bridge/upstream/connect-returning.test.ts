import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import { restKeys } from '../../../demo/platform/rest/rest-app.ts';
import { RestServer } from '../../../demo/platform/rest/rest-server.ts';
import { connectReturning, UpstreamError, type ConnectOptions } from '../../../src/bridge/bridge.ts';
import { DecodeError } from '../../../src/schemas/decode.ts';

async function connected(context: TestContext, options: Partial<ConnectOptions> = {}) {
  const server = new RestServer({ records: new PlatformRecords() });
  await server.start();
  const { slack: _other, ...baseUrls } = server.baseUrls;
  const logged: string[] = [];
  const note = (event: string): void => void logged.push(event);
  const log = { info: note, warn: note, error: note };
  const connection = connectReturning({ apiKey: restKeys.apiKey, baseUrls, log, ...options });
  context.after(async () => {
    connection.close();
    await server.stop();
  });
  return { ...connection, server, logged };
}

const message = { channelId: 'c', message: 'Hello', sender: 'community' };

describe('connectReturning', () => {
  it('sends, replies and reacts', async (context) => {
    const { returning, server } = await connected(context);
    await returning.sendMessage(message);
    await returning.reply({ messageId: 'm', message: 'Yes', sender: 'community' });
    await returning.react({ messageId: 'm', emoji: '🎉', sender: 'community' });
    assert.deepEqual(
      server.records.sent.map((each) => ('action' in each ? each.action : undefined)),
      ['send', 'reply', 'react'],
    );
  });

  it('tells a log of its own what is tried again, and never sends twice what may have been carried out', async (context) => {
    const { returning, server, logged } = await connected(context);
    server.faults.next({ kind: 'status', status: 429, retryAfter: '0' });
    await returning.sendMessage(message);
    assert.deepEqual([logged, server.records.sent.length], [['upstream-retry'], 1]);
    server.faults.next({ kind: 'cut' });
    await assert.rejects(returning.sendMessage(message), (error) => {
      return error instanceof UpstreamError && error.code === 'upstream-unreachable' && !error.wasNotCarriedOut;
    });
    assert.equal(server.requests.length, 3);
  });

  it('refuses what is asked after it was closed', async (context) => {
    const { returning, close } = await connected(context);
    close();
    await assert.rejects(returning.sendMessage(message), { code: 'upstream-closed' });
  });

  const keyAdvice = /apiKey: must be a key as the platform shows it/;
  const mistakes: [string, object, RegExp][] = [
    ['no key', { apiKey: undefined }, keyAdvice],
    ['an empty key', { apiKey: '' }, keyAdvice],
    ['a key that can’t stand in a header', { apiKey: 'two words' }, keyAdvice],
    ['a misspelt option', { timeout: 5 }, /timeout/],
    ['a place that is no https address', { baseUrls: { messages: 'http://example.com' } }, /baseUrls\.messages/],
  ];
  for (const [what, options, expected] of mistakes) {
    it(`refuses ${what}, and quotes no key`, () => {
      const connect = (): unknown => connectReturning({ apiKey: 'a-secret', ...options });
      assert.throws(connect, (error) => {
        return error instanceof DecodeError && expected.test(error.message) && !error.message.includes('a-secret');
      });
    });
  }
});
