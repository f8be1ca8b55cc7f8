import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MessagePostedFact } from '../../../src/schemas/fact.ts';
import { readReturning } from '../../../src/bridge/ingest/returning.ts';
import { fixture, messageHook, NOW, type JsonObject } from './fixtures.ts';

function factOf(body: unknown): MessagePostedFact {
  const reading = readReturning(body, NOW);
  assert.ok(reading.type === 'fact' && reading.fact.kind === 'message.posted', JSON.stringify(reading));
  return reading.fact;
}

const timestamp = '2025-09-01T00:00:00.000Z';
const listed = { id: 'm1', message: 'Hello', channel: { channel_id: 'c1', name: 'General' }, timestamp };
const get = { status: 'success', message: 'Messages fetched', data: { total: 1, messages: [listed] } };

describe('a New Message hook of Returning.AI', () => {
  const shapes: Record<string, JsonObject> = {
    'text beside its ids': { message: 'Hello', messageId: 'm1', channel: 'c1', timestamp },
    'a message object': { message: listed },
    'a message object with its text under text': { message: { _id: 'm1', text: 'Hello', channelId: 'c1', timestamp } },
    'a message object beside its channel': {
      message: { id: 'm1', content: 'Hello', timestamp },
      channel: { id: 'c1' },
    },
    'a message object with the other ids': {
      message: { ...listed, id: undefined, messageId: 'm1', channel: { _id: 'c1' } },
    },
    'messages, as Get Messages lists them': { messages: [listed] },
    'messages in data': get,
    'the message as data': { data: listed },
    'a message in data': { data: { message: listed } },
    'data as a list': { data: [listed] },
  };
  for (const [title, keys] of Object.entries(shapes)) {
    it(`is read from ${title}`, () => {
      const { person, channel, message, at } = factOf(messageHook(keys));
      assert.deepEqual(message, { externalId: 'm1', text: 'Hello', format: 'returning-text' });
      assert.equal(channel.externalId, 'c1');
      assert.equal(person.name, 'Jane Doe');
      assert.equal(at, Date.parse(timestamp));
    });
  }

  it('names the channel where the hook does', () => {
    assert.deepEqual(factOf(messageHook({ message: listed })).channel, { externalId: 'c1', name: 'General' });
  });

  it("is dated by the hook where the message isn't", () => {
    const { at } = factOf(messageHook({ message: { ...listed, timestamp: undefined } }));
    assert.equal(at, Date.parse('2025-09-02T09:41:04.769Z'));
  });

  it('is dated by the clock where nothing is', () => {
    const { at } = factOf(messageHook({ message: { ...listed, timestamp: 'lately' }, date: undefined }));
    assert.equal(at, NOW);
  });

  it('takes the author from the envelope, which says more than the message', () => {
    const user = { user_id: '1234', email: 'janedoe@example.com' };
    assert.equal(factOf(messageHook({ message: { ...listed, user } })).person.name, 'Jane Doe');
  });

  it('takes the author from the message where the envelope has none, without its e-mail address', () => {
    const user = { user_id: 77, email: 'author@example.com' };
    const fact = factOf(messageHook({ user: undefined, messages: [{ ...listed, user }] }));
    assert.deepEqual(fact.person, { externalId: '77' });
  });

  it('never takes the owner for the author', () => {
    const reading = readReturning(messageHook({ user: undefined, message: listed }), NOW);
    assert.equal(reading.type, 'unreadable');
  });

  it('keeps lines, and drops other control characters', () => {
    const message = { ...listed, message: 'one\r\ntwo\rthree\u0000\u001b[31m\tend' };
    assert.equal(factOf(messageHook({ message })).message.text, 'one\ntwo\nthree[31m\tend');
  });

  it('keeps an empty text, and cuts a long one at 10,000 between graphemes', () => {
    assert.equal(factOf(messageHook({ message: { ...listed, message: '' } })).message.text, '');
    const { text } = factOf(messageHook({ message: { ...listed, message: `a${'👍🏽'.repeat(5000)}` } })).message;
    assert.equal(text, `a${'👍🏽'.repeat(2499)}`);
  });

  it('is one message and two deliveries when both hooks tell of it', () => {
    for (const message of [listed, { ...listed, id: undefined }]) {
      const anywhere = factOf(messageHook({ message }));
      const toChannel = factOf(messageHook({ message }, 'New Message Posted To channel'));
      assert.equal(anywhere.message.externalId, toChannel.message.externalId);
      assert.notEqual(anywhere.delivery, toChannel.delivery);
    }
  });

  it('knows the hook also where it names the channel', () => {
    assert.equal(factOf(messageHook({ message: listed }, 'New Message Posted To General')).kind, 'message.posted');
  });

  it('tells messages without ids apart by author, channel, date and text', () => {
    const bodies = [
      { ...listed },
      { ...listed, message: 'Hello again' },
      { ...listed, channel: 'c2' },
      { ...listed, timestamp: '2025-09-01T00:00:00.001Z' },
    ].map((message) => messageHook({ message: { ...message, id: undefined } }));
    assert.equal(new Set(bodies.map((body) => factOf(body).message.externalId)).size, bodies.length);
    assert.equal(new Set(bodies.map((body) => factOf(body).delivery)).size, bodies.length);
  });

  const unreadable: Record<string, readonly [JsonObject, string]> = {
    'without a channel': [{ message: { ...listed, channel: undefined } }, 'channel'],
    'without a text': [{ message: { ...listed, message: undefined } }, 'text'],
    'with nothing to tell it by': [
      { message: { ...listed, id: undefined, timestamp: undefined }, date: undefined },
      'id or date',
    ],
    'with a channel that is no id': [{ message: { ...listed, channel: { channel_id: {} } } }, 'channel'],
  };
  for (const [title, [keys, part]] of Object.entries(unreadable)) {
    it(`is unreadable ${title}`, () => {
      const mistakes = [{ path: 'message', message: `its ${part} is missing or does not fit` }];
      assert.deepEqual(readReturning(messageHook(keys), NOW), { type: 'unreadable', mistakes });
    });
  }

  it('is unreadable with several messages, of which all but one would be lost', () => {
    const mistakes = [{ path: 'messages', message: 'must hold one message' }];
    const reading = readReturning(messageHook({ messages: [listed, { ...listed, id: 'm2' }] }), NOW);
    assert.deepEqual(reading, { type: 'unreadable', mistakes });
  });

  it('needs the envelope', () => {
    const { server, ...rest } = messageHook({ message: listed });
    assert.ok(server);
    assert.equal(readReturning(rest, NOW).type, 'unreadable');
    assert.equal(
      readReturning({ ...fixture('user-visits-server.json'), event: 'New Message' }, NOW).type,
      'unreadable',
    );
  });
});
