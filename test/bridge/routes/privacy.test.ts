import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BridgeServer, HOOK_SECRET, SLACK_SIGNING_SECRET } from '../../support/bridge-server.ts';
import {
  fixture,
  messageHook,
  returningFixtures,
  slackFixtures,
  slackMessage,
  type JsonObject,
} from '../ingest/fixtures.ts';

/** Stands wherever a body can hold an address; nobody gets to see it. */
const ADDRESS = 'Marker.Address+tag@mail.example.com';
const TEXT = 'Words of a message';

function withAddress(body: JsonObject): JsonObject {
  const person = { ...(body['user'] as JsonObject), email: ADDRESS, displayname: ADDRESS, nicename: ADDRESS };
  return { ...body, owner: { email: ADDRESS }, user: { ...person, avatar: `https://example.com/${ADDRESS}` } };
}

describe('e-mail addresses, secrets and bodies', () => {
  it('stay inside: they stand in no log line, no answer and no stream', async (context) => {
    const bridge = await BridgeServer.start(context);
    const stream = await bridge.openStream('topics=board/top,board/messages,channel/general');
    await stream.event(0);
    const channel = { channel_id: '65f1c0a2b3d4e5f60718293a', name: ADDRESS };
    const told = [
      ...returningFixtures.map((name) => withAddress(fixture(name))),
      withAddress(messageHook({ message: TEXT, messageId: 'm1', channel })),
      { ...withAddress(fixture('user-joins-server.json')), date: ADDRESS },
      { ...withAddress(fixture('user-joins-server.json')), event: { name: `Bought by ${ADDRESS}` } },
      { ...withAddress(fixture('user-joins-server.json')), server: { id: 'another', name: ADDRESS } },
    ];
    const responses = [];
    for (const body of told) responses.push(await bridge.postReturning(body));
    responses.push(await bridge.postReturning(`{"email":"${ADDRESS}"`));
    responses.push(await bridge.postReturning({ email: ADDRESS }, {}, `wrong-${ADDRESS}`));
    for (const name of slackFixtures) responses.push(await bridge.postSlack(fixture(name)));
    responses.push(await bridge.postSlack(slackMessage({ text: TEXT, user: ADDRESS })));
    responses.push(await bridge.postUnsignedSlack(slackMessage({ text: TEXT })));
    await stream.named('message.posted');
    for (const path of [
      'leaderboards/top',
      'leaderboards/messages',
      'channels/general/messages',
      `leaderboards/${ADDRESS}`,
    ]) {
      responses.push(await bridge.get(path));
    }
    responses.push(await fetch(`${bridge.url}/healthz`));

    const shown = await Promise.all(
      responses.map(async (response) => [...response.headers, await response.text()].join()),
    );
    for (const text of [...shown, stream.raw, ...bridge.log]) assert.doesNotMatch(text, /@|%40|marker|johndoe/i);
    for (const secret of [HOOK_SECRET, SLACK_SIGNING_SECRET, TEXT]) {
      assert.ok(!bridge.log.join('').includes(secret), `the log says "${secret}"`);
    }
    assert.ok(bridge.log.length >= told.length);
  });

  it('make each log line one JSON object with its level, time and event', async (context) => {
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
