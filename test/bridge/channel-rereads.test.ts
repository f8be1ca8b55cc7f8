import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { PlatformRecords, type RestMessage } from '../../demo/platform/rest/records.ts';
import { ChannelMessages } from '../../src/bridge/channel-messages.ts';
import { ChannelRereads } from '../../src/bridge/channel-rereads.ts';
import { derivedMessageId } from '../../src/bridge/ingest/returning-message.ts';
import { eraseMember } from '../../src/bridge/tasks/erase-member.ts';
import type { MessagePostedFact } from '../../src/schemas/fact.ts';
import { community, keepFact, memoryStore, readMessages } from '../support/community.ts';
import { NOW, standIn } from './upstream/stand-in-platform.ts';

const CHANNEL = 'general-there';
const EVERY_MS = 5000;
const MINUTE_MS = 60_000;

/** A message as the platform's REST answers spell it. */
function listed(id: string, { at = NOW, user = '7', channel = CHANNEL } = {}): RestMessage {
  const place = { channel_id: channel, channel_name: 'general' };
  const author = { user_id: user, email: 'someone@example.com' };
  return { id, message: `text ${id}`, user: author, channel: place, timestamp: new Date(at).toISOString() };
}

/** The same as its hook tells it. */
function hooked(id: string, { at = NOW, user = '7', channel = CHANNEL } = {}): MessagePostedFact {
  return {
    kind: 'message.posted',
    source: 'returning',
    at,
    delivery: `hook ${id}`,
    person: { externalId: user },
    channel: { externalId: channel },
    message: { externalId: id, text: `text ${id}`, format: 'returning-text' },
  };
}

async function reading(context: TestContext, newestFirst: readonly RestMessage[]) {
  const records = new PlatformRecords();
  records.messages.push(...newestFirst);
  const platform = await standIn(context, { records });
  const store = memoryStore();
  const { clock, upstream, logged } = platform;
  const kept: string[] = [];
  const messages = new ChannelMessages({
    community,
    returning: upstream.returning!,
    store,
    clock: () => clock.now(),
    onKept: ({ person }) => void kept.push(person?.externalId ?? ''),
  });
  const note = (event: string, fields?: object): void => void logged.push({ event, ...fields });
  const log = { info: note, warn: note, error: note };
  const rereads = new ChannelRereads({ messages, community, store, log, everyMs: EVERY_MS, clock });
  context.after(async () => {
    rereads.close();
    await rereads.settled();
    await store.close();
  });
  /** A hook comes, and the channel is read again. */
  const hint = async (fact: MessagePostedFact): Promise<void> => {
    await keepFact(store, fact, NOW);
    rereads.follow(fact);
    await clock.timerDueIn(EVERY_MS);
    clock.advance(EVERY_MS);
    await rereads.settled();
  };
  const texts = async (): Promise<string[]> =>
    (await readMessages(store)).messages.map(({ body }) => JSON.stringify(body).match(/text \w+/)?.[0] ?? '');
  return { ...platform, store, rereads, messages, hint, texts, kept };
}

describe('a message hook', () => {
  it('has the messages kept that no hook told of, each once, and their authors asked for', async (context) => {
    const { hint, texts, kept, logged } = await reading(context, [
      listed('c'),
      listed('b', { at: NOW - MINUTE_MS, user: '8' }),
      listed('a', { at: NOW - 2 * MINUTE_MS }),
    ]);
    await hint(hooked('a', { at: NOW - 2 * MINUTE_MS }));
    assert.deepEqual(
      [await texts(), kept],
      [
        ['text c', 'text b', 'text a'],
        ['8', '7'],
      ],
    );
    await hint(hooked('c'));
    assert.equal((await texts()).length, 3);
    assert.deepEqual(logged, [{ event: 'missed-messages-kept', community: community.id, messages: 2 }]);
  });

  it('is a hint for its channel once, however many come meanwhile', async (context) => {
    const { server, rereads, clock } = await reading(context, [listed('a')]);
    for (const id of ['a', 'b', 'c']) rereads.follow(hooked(id));
    await clock.timerDueIn(EVERY_MS);
    clock.advance(EVERY_MS);
    await rereads.settled();
    assert.deepEqual(server.requests, ['GET /v1/messages']);
  });

  it('brings nothing back that is older than a quarter of an hour', async (context) => {
    const old = listed('old', { at: NOW - 16 * MINUTE_MS });
    const { hint, texts } = await reading(context, [listed('a'), old]);
    await hint(hooked('a'));
    assert.deepEqual(await texts(), ['text a']);
  });

  it('brings nothing back of someone who was erased', async (context) => {
    const { hint, texts, store } = await reading(context, [
      listed('b', { at: NOW + 2 }),
      listed('a', { at: NOW, user: '8' }),
    ]);
    await keepFact(store, hooked('a', { user: '8' }), NOW);
    const [author] = (await readMessages(store)).messages.map((message) => message.author.id);
    await eraseMember(store, community, author ?? '', NOW + 1);
    await hint(hooked('b', { at: NOW + 2 }));
    assert.deepEqual(await texts(), ['text b']);
  });

  it('changes nothing where hooks and the messages API name messages differently, and it is logged', async (context) => {
    const { hint, texts, logged } = await reading(context, [listed('rest-a'), listed('rest-b')]);
    await hint(hooked('hook-a'));
    assert.deepEqual([await texts(), logged[0]?.event], [['text hook'], 'channel-without-hinted-message']); // prettier-ignore
  });

  it('is no hint without the message’s id, and none for a channel that is not shown', async (context) => {
    const { rereads, clock } = await reading(context, [listed('a')]);
    rereads.follow(hooked('derived-abc'));
    rereads.follow(hooked('a', { channel: 'elsewhere' }));
    rereads.follow({ ...hooked('a'), source: 'slack', channel: { externalId: 'C1' } });
    await rereads.settled();
    assert.equal(clock.waiting, 0);
  });

  it('is followed by another one where the platform failed', async (context) => {
    const { hint, texts, server, logged } = await reading(context, [listed('b'), listed('a', { at: NOW - 1 })]);
    server.faults.next({ kind: 'status', status: 403 });
    await hint(hooked('a', { at: NOW - 1 }));
    assert.deepEqual([await texts(), logged[0]?.event], [['text a'], 'channel-not-read']);
    await hint(hooked('a', { at: NOW - 1 }));
    assert.deepEqual(await texts(), ['text b', 'text a']);
  });

  it('starts nothing after the bridge was closed, and what waits is left', async (context) => {
    const { rereads, clock, server } = await reading(context, [listed('a')]);
    rereads.follow(hooked('a'));
    await clock.timerDueIn(EVERY_MS);
    rereads.close();
    await rereads.settled();
    rereads.follow(hooked('b'));
    assert.deepEqual([clock.waiting, server.requests], [0, []]);
  });
});

describe('messages that are read', () => {
  it('are known where a hook without their id told of them', async (context) => {
    const { messages } = await reading(context, [listed('a')]);
    const [read] = await messages.read(CHANNEL, 10);
    assert.deepEqual(await messages.unknown([read!]), [read]);
    const derived = derivedMessageId({ channelId: CHANNEL, authorId: '7', dateMs: NOW, text: 'text a' });
    assert.equal(await messages.keep([{ ...read!, message: { ...read!.message, externalId: derived } }]), 1);
    assert.deepEqual(await messages.unknown([read!]), []);
    assert.equal(await messages.keep([read!]), 0);
  });
});
