import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSlack } from '../../../src/bridge/ingest/slack.ts';
import { fixture, NOW, slackEvent, type JsonObject } from './fixtures.ts';

const added = 'slack-reaction-added.json';
const withItem = (keys: JsonObject) => slackEvent(added, { item: { ...item, ...keys } });
const item = (fixture(added)['event'] as JsonObject)['item'] as JsonObject;

function factOf(body: unknown) {
  const reading = readSlack(body, NOW);
  assert.ok(reading.type === 'fact' && reading.fact.kind === 'message.reacted', JSON.stringify(reading));
  return reading.fact;
}

describe('a reaction', () => {
  it('is told of who set it, on which message', () => {
    assert.deepEqual(factOf(fixture(added)), {
      kind: 'message.reacted',
      source: 'slack',
      at: 1_360_782_804_083,
      delivery: 'slack:Ev123ABC465',
      person: { externalId: 'U123456789' },
      channel: { externalId: 'C123ABC456' },
      message: { externalId: 'C123ABC456:1355517523.000005' },
      emoji: 'thumbsup',
      isSet: true,
    });
  });

  it('is told when it is taken back', () => {
    const { isSet, emoji } = factOf(fixture('slack-reaction-removed.json'));
    assert.deepEqual({ isSet, emoji }, { isSet: false, emoji: 'thumbsup' });
  });

  for (const reaction of ['wave::skin-tone-3', '+1', 'e-mail', 'ピザ']) {
    it(`keeps the name ${reaction}`, () => assert.equal(factOf(slackEvent(added, { reaction })).emoji, reaction));
  }

  const ignored: Record<string, readonly [unknown, string]> = {
    'on a file': [slackEvent(added, { item: { type: 'file', file: 'F1' } }), 'not-a-message'],
    'of Slackbot': [slackEvent(added, { user: 'USLACKBOT' }), 'bot'],
    'of our own bot': [slackEvent(added, { user: 'W987654321' }), 'bot'],
    'between two': [withItem({ channel: 'D123ABC456' }), 'direct-message'],
  };
  for (const [title, [body, reason]] of Object.entries(ignored)) {
    it(`is ignored when it is one ${title}`, () => assert.deepEqual(readSlack(body, NOW), { type: 'ignored', reason }));
  }

  const unreadable: Record<string, readonly [unknown, string]> = {
    'without a target': [slackEvent(added, { item: null }), 'event.item'],
    'on no message': [withItem({ ts: undefined }), 'event.item.ts'],
    'of nobody': [slackEvent(added, { user: {} }), 'event.user'],
    'without a name': [slackEvent(added, { reaction: '' }), 'event.reaction'],
    'named by two lines': [slackEvent(added, { reaction: 'a\nb' }), 'event.reaction'],
    'named by an e-mail address': [slackEvent(added, { reaction: 'jane@example.com' }), 'event.reaction'],
    'with a name that never ends': [slackEvent(added, { reaction: 'a'.repeat(129) }), 'event.reaction'],
    'without a time': [slackEvent(added, { event_ts: undefined }), 'event.event_ts'],
  };
  for (const [title, [body, path]] of Object.entries(unreadable)) {
    it(`is unreadable ${title}`, () => {
      const reading = readSlack(body, NOW);
      assert.ok(reading.type === 'unreadable');
      assert.deepEqual(
        reading.mistakes.map((mistake) => mistake.path),
        [path],
      );
    });
  }
});
