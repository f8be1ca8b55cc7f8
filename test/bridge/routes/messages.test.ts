import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decode } from '../../../src/schemas/decode.ts';
import { messagePage, positionAfter, type MessagePage } from '../../../src/schemas/messages.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer } from '../../support/bridge-server.ts';
import { slackMessage } from '../ingest/fixtures.ts';

async function readPage(bridge: BridgeServer, query = ''): Promise<MessagePage> {
  return decode(messagePage, await bridge.getJson(`channels/general/messages${query}`), 'the page');
}

/** Messages a second apart, each given number of them in the same millisecond. */
async function post(bridge: BridgeServer, count: number, atOnce = 1): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const ts = `${1_756_000_000 + Math.floor(index / atOnce)}.${String(index % atOnce).padStart(6, '0')}`;
    await bridge.postSlack({ ...slackMessage({ text: `No. ${index}`, ts, event_ts: ts }), event_id: `Ev${index}` });
  }
}

function textsOf({ messages }: MessagePage): string[] {
  return messages.map(({ body }) => body.map((node) => ('text' in node ? node.text : '\n')).join(''));
}

describe('GET …/channels/{id}/messages', () => {
  it('answers an empty channel before anything was posted', async (context) => {
    const page = await readPage(await BridgeServer.start(context));
    assert.deepEqual(page.channel, { id: 'general', name: 'general' });
    assert.deepEqual([page.messages, page.nextBefore], [[], null]);
  });

  it('lists the newest first, 20 at a time', async (context) => {
    const bridge = await BridgeServer.start(context);
    await post(bridge, 21);
    const page = await readPage(bridge);
    assert.deepEqual([page.messages.length, textsOf(page)[0], textsOf(page)[19]], [20, 'No. 20', 'No. 1']);
    assert.notEqual(page.nextBefore, null);
  });

  it('has no next page when the last one is just full', async (context) => {
    const bridge = await BridgeServer.start(context);
    await post(bridge, 20);
    assert.equal((await readPage(bridge)).nextBefore, null);
  });

  for (const [how, atOnce] of [
    ['one after another', 1],
    ['three in the same millisecond', 3],
    ['all in the same millisecond', 12],
  ] as const) {
    it(`pages through all of them, each once, when they were posted ${how}`, async (context) => {
      const bridge = await BridgeServer.start(context);
      await post(bridge, 12, atOnce);
      const seen: string[] = [];
      for (let before: string | null = ''; before !== null;) {
        const page = await readPage(bridge, `?limit=5${before === '' ? '' : `&before=${encodeURIComponent(before)}`}`);
        seen.push(...textsOf(page));
        before = page.nextBefore;
      }
      assert.equal(seen.length, 12);
      assert.deepEqual(new Set(seen), new Set(Array.from({ length: 12 }, (_, index) => `No. ${index}`)));
    });
  }

  it('goes on after any message, by its id and time alone', async (context) => {
    const bridge = await BridgeServer.start(context);
    await post(bridge, 6, 2);
    const all = await readPage(bridge);
    for (const [index, { id, sentAt }] of all.messages.entries()) {
      const before = encodeURIComponent(positionAfter(id, Date.parse(sentAt)));
      const { messages } = await readPage(bridge, `?before=${before}`);
      assert.deepEqual(messages, all.messages.slice(index + 1));
    }
  });

  it('keeps the place of a reader who pages on while new messages come', async (context) => {
    const bridge = await BridgeServer.start(context);
    await post(bridge, 6);
    const first = await readPage(bridge, '?limit=3');
    const newer = slackMessage({ text: 'New', ts: '1756001000.000000' });
    await bridge.postSlack({ ...newer, event_id: 'EvNew' });
    const second = await readPage(bridge, `?limit=3&before=${first.nextBefore}`);
    assert.deepEqual(textsOf(second), ['No. 2', 'No. 1', 'No. 0']);
  });

  it('names the message that one answers', async (context) => {
    const bridge = await BridgeServer.start(context);
    const root = '1756000000.000000';
    await bridge.postSlack({ ...slackMessage({ ts: root }), event_id: 'EvRoot' });
    await bridge.postSlack({ ...slackMessage({ ts: '1756000009.000000', thread_ts: root }), event_id: 'EvReply' });
    const { messages } = await readPage(bridge);
    assert.equal(messages[0]?.replyTo, messages[1]?.id);
    assert.equal(messages[1]?.replyTo, null);
  });

  it('answers 304 to a reader who has it', async (context) => {
    const bridge = await BridgeServer.start(context);
    await post(bridge, 1);
    const etag = (await bridge.get('channels/general/messages')).headers.get('etag') ?? '';
    assert.equal((await bridge.get('channels/general/messages', { 'if-none-match': etag })).status, 304);
  });

  const refused: readonly (readonly [path: string, status: number, code: string, names?: RegExp])[] = [
    ['channels/nope/messages', 404, 'unknown-channel'],
    ['channels/C123ABC456/messages', 404, 'unknown-channel'],
    ['channels/general/messages?limit=0', 400, 'malformed-request', /limit: /],
    ['channels/general/messages?limit=101', 400, 'malformed-request', /limit: /],
    ['channels/general/messages?limit=1e1', 400, 'malformed-request', /limit: /],
    ['channels/general/messages?before=', 400, 'malformed-request', /before: /],
    ['channels/general/messages?before=yesterday', 400, 'malformed-request', /before: /],
    ['channels/general/messages?before=1.a%27%20OR%201', 400, 'malformed-request', /before: /],
    [`channels/general/messages?before=${'1'.repeat(201)}`, 400, 'malformed-request', /before: /],
    ['channels/general/messages?since=1', 400, 'malformed-request', /since: /],
  ];
  for (const [path, status, code, names] of refused) {
    it(`answers ${status} ${code} to ${path.slice(0, 60)}`, async (context) => {
      const bridge = await BridgeServer.start(context);
      const { detail = '' } = await assertProblem(await bridge.get(path), status, code);
      if (names !== undefined) assert.match(detail, names);
    });
  }

  it('answers nothing older to a place before all messages, and all to one after them', async (context) => {
    const bridge = await BridgeServer.start(context);
    await post(bridge, 2);
    assert.deepEqual((await readPage(bridge, '?before=0.a')).messages, []);
    assert.equal((await readPage(bridge, '?before=9007199254740991.a')).messages.length, 2);
  });
});
