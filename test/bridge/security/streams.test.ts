import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { controlEvents } from '../../../src/schemas/control-events.ts';
import { dataEvents } from '../../../src/schemas/live-event.ts';
import { bearer, fetchToken, makeKey, startWithAccess } from '../../support/bridge-access.ts';
import { sendRaw } from '../../support/bridge-raw-http.ts';
import { BridgeServer, COMMUNITY } from '../../support/bridge-server.ts';
import { fixture, messageHook, slackMessage, type JsonObject } from '../ingest/fixtures.ts';

const lineEnds = ['\n', '\r', '\r\n', '\n\n', '\r\r', '\u2028', '\u2029', '\u0085', '\v', '\f', '\0'];
/** Would be events and fields of their own, if a stream took a line end from them. */
const forgeries = lineEnds.map((end) => `a${end}event: forged${end}data: {}${end}id: forged.1${end}retry: 1${end}${end}`); // prettier-ignore

const eventNames = [...Object.keys(dataEvents), ...Object.keys(controlEvents)].map((name) => name.replace('.', '\\.'));
/** All that a line of a stream can be. */
const honestLine = new RegExp(`^(?:|event: (?:${eventNames.join('|')})|id: [\\w-]{1,40}\\.\\d+|data: \\{[^\r\n]*\\})$`);

function assertHonest(raw: string): void {
  for (const line of raw.split(/\r\n|\r|\n/)) assert.match(line, honestLine);
}

const channel = { channel_id: '65f1c0a2b3d4e5f60718293a', name: 'general' };

function joinOf(index: number, text: string): JsonObject {
  const join = fixture('user-joins-server.json');
  const user = {
    ...(join['user'] as JsonObject),
    id: `u${index}`,
    nicename: text,
    displayname: text,
    referredBy: text,
  };
  return { ...join, user };
}

describe('a stream', () => {
  it(`holds no line that a hook forged, in names, ids or texts (${forgeries.length} line ends)`, async (context) => {
    const bridge = await BridgeServer.start(context);
    const stream = await bridge.openStream('topics=board/top,board/messages,channel/general');
    await stream.event(0);
    for (const [index, text] of forgeries.entries()) {
      await bridge.postReturning(joinOf(index, text));
      await bridge.postReturning(messageHook({ message: text, messageId: `m${index}`, channel }));
      await bridge.postReturning(messageHook({ message: 'x', messageId: text, channel: { ...channel, name: text } }));
      await bridge.postSlack({ ...slackMessage({ text, ts: `135551752${index}.000005` }), event_id: `Ev${index}` });
      await bridge.postSlack({ ...slackMessage({ text, user: text }), event_id: text });
    }
    await bridge.postSlack({ ...slackMessage({ text: 'the last', ts: '1355517999.000005' }), event_id: 'EvLAST' });
    const replay = await bridge.openStream('topics=board/top,channel/general&cursor=nothing.0');
    await replay.event(0);
    for (let index = 0; !stream.raw.includes('the last'); index += 1) await stream.named('message.posted', index);
    for (const { raw } of [stream, replay]) assertHonest(raw);
    assert.ok(stream.raw.includes('event: forged'), 'the texts came, as texts');
  });

  it('holds no line that its reader forged, by topics, cursors or headers', async (context) => {
    const bridge = await BridgeServer.start(context);
    for (const text of forgeries.map((each) => each.slice(0, 90))) {
      const stream = await bridge.openStream(`topics=board/top,${encodeURIComponent(text)}`);
      await stream.event(0);
      assertHonest(stream.raw);
      stream.leave();
      assert.equal((await bridge.get(`events?topics=board/top&cursor=${encodeURIComponent(text)}`)).status, 400);
    }
    const stream = await bridge.openStream('topics=board/top', { 'last-event-id': 'event: forged' });
    assert.equal((await stream.event(0)).data['resumed'], 'gap');
    assertHonest(stream.raw);
  });

  it('takes no header of its answer from a line end in a request', async (context) => {
    const { port } = await BridgeServer.start(context);
    const split = encodeURIComponent('x\r\nset-cookie: forged=1\r\n\r\n<script>');
    for (const path of [
      `/v1/communities/${split}/events`,
      `/v1/communities/${COMMUNITY}/leaderboards/${split}`,
      `/${split}`,
    ]) {
      // prettier-ignore
      const { head } = await sendRaw(port, `GET ${path} HTTP/1.1\r\nHost: x\r\nOrigin: ${split}\r\nConnection: close\r\n\r\n`); // prettier-ignore
      assert.doesNotMatch(head, /set-cookie|script/i);
    }
  });

  it('names no member by what a token’s identifiers say', async (context) => {
    const bridge = await startWithAccess(context);
    const key = await makeKey(bridge);
    for (const text of forgeries.map((each) => each.slice(0, 100))) {
      const token = await fetchToken(bridge, key, { 'data-user-id': text });
      const stream = await bridge.openStream('topics=member/me', bearer(token));
      assert.match(String((await stream.event(0)).data['granted']), /^member\/[\w-]{1,64}$/);
      assertHonest(stream.raw);
      stream.leave();
    }
  });
});
