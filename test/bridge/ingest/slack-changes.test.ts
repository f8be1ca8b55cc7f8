import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../../../src/schemas/fact.ts';
import { readSlack } from '../../../src/bridge/ingest/slack.ts';
import { fixture, NOW, slackEvent, type JsonObject } from './fixtures.ts';

const edit = 'slack-message-changed.json';
const deletion = 'slack-message-deleted.json';
const author = 'U123ABC456';

const eventOf = (name: string) => fixture(name)['event'] as JsonObject;
const editOf = (message: JsonObject, keys: JsonObject = {}) =>
  slackEvent(edit, { message: { ...(eventOf(edit)['message'] as JsonObject), ...message }, ...keys });

function factOf(body: unknown): Fact {
  const reading = readSlack(body, NOW);
  return reading.type === 'fact' ? reading.fact : assert.fail(JSON.stringify(reading));
}

function ignoredFor(body: unknown): string {
  const reading = readSlack(body, NOW);
  return reading.type === 'ignored' ? reading.reason : assert.fail(JSON.stringify(reading));
}

function pathsOf(body: unknown): string[] {
  const reading = readSlack(body, NOW);
  return reading.type === 'unreadable' ? reading.mistakes.map(({ path }) => path) : assert.fail(reading.type);
}

describe('an edited message', () => {
  it('is told with its new text, by its author, at the time of the edit', () => {
    assert.deepEqual(readSlack(fixture(edit), NOW), {
      type: 'fact',
      teamId: 'T123ABC456',
      fact: {
        kind: 'message.edited',
        source: 'slack',
        at: 1_358_878_755_000,
        delivery: 'slack:Ev123ABC462',
        person: { externalId: author },
        channel: { externalId: 'C123ABC456' },
        message: { externalId: 'C123ABC456:1355517523.000005', text: 'Hello, world!', format: 'slack-mrkdwn' },
      },
    });
  });

  it('has the id of the post', () => {
    const [posted, edited] = [factOf(fixture('slack-message.json')), factOf(fixture(edit))];
    assert.ok(posted.kind === 'message.posted' && edited.kind === 'message.edited');
    assert.equal(edited.message.externalId, posted.message.externalId);
  });

  it('is told without the text it had, and without a time of the event, which Slack leaves out at times', () => {
    const bare = slackEvent(edit, { previous_message: undefined, event_ts: undefined });
    assert.deepEqual(factOf(bare), factOf(fixture(edit)));
  });

  it('is dated by the event where the edit has no date', () => {
    assert.equal(factOf(editOf({ edited: undefined }, { event_ts: '1358878800.250000' })).at, 1_358_878_800_250);
    assert.equal(factOf(editOf({ edited: null }, { event_ts: undefined })).at, 1_358_878_755_000);
  });

  it('is told in a thread as outside of one', () => {
    const reply = editOf({ thread_ts: '1355517000.000100', parent_user_id: 'U9' });
    assert.deepEqual(factOf(reply), factOf(fixture(edit)));
  });

  for (const subtype of ['thread_broadcast', 'file_share', 'me_message', null]) {
    it(`is told of the subtype ${subtype}`, () => assert.equal(factOf(editOf({ subtype })).kind, 'message.edited'));
  }

  it('may have lost all of its text', () => {
    const fact = factOf(editOf({ text: undefined }));
    assert.ok(fact.kind === 'message.edited');
    assert.equal(fact.message.text, '');
  });

  it('has one claim, whichever retry tells it', () => {
    assert.equal(factOf(fixture(edit)).delivery, factOf(structuredClone(fixture(edit))).delivery);
    assert.notEqual(factOf(fixture(edit)).delivery, factOf({ ...fixture(edit), event_id: 'Ev9' }).delivery);
  });

  const ignored: Record<string, readonly [unknown, string]> = {
    'of which only a link was previewed': [fixture('slack-message-changed.unfurled.json'), 'text-unchanged'],
    'of which a link was previewed after an edit': [editOf({ text: 'Hello world' }), 'text-unchanged'],
    'that nobody marked as edited, its former text unknown': [
      editOf({ edited: undefined }, { previous_message: undefined }),
      'text-unchanged',
    ],
    'of a bot': [editOf({ bot_id: 'B1' }), 'bot'],
    'of an integration': [editOf({ subtype: 'bot_message', user: undefined }), 'bot'],
    'of our own bot': [editOf({ user: 'W987654321' }), 'bot'],
    'of Slackbot': [editOf({ user: 'USLACKBOT' }), 'bot'],
    'that is a notice': [editOf({ subtype: 'channel_topic' }), 'not-a-post'],
    'between two': [slackEvent(edit, { channel_type: 'im' }), 'direct-message'],
  };
  for (const [title, [body, reason]] of Object.entries(ignored)) {
    it(`is ignored when it is one ${title}`, () => assert.equal(ignoredFor(body), reason));
  }

  const unreadable: Record<string, readonly [unknown, readonly string[]]> = {
    'without a message': [slackEvent(edit, { message: undefined }), ['event.message']],
    'of nobody': [editOf({ user: undefined }), ['event.message.user']],
    'without a time': [editOf({ ts: undefined }, { ts: 5 }), ['event.ts', 'event.message.ts']],
    'whose text is none': [editOf({ text: ['a'] }), ['event.message.text']],
    nowhere: [slackEvent(edit, { channel: null }), ['event.channel']],
  };
  for (const [title, [body, paths]] of Object.entries(unreadable)) {
    it(`is unreadable ${title}`, () => assert.deepEqual(pathsOf(body), paths));
  }
});

describe('a deleted message', () => {
  const gone = { kind: 'message.deleted', message: { externalId: 'C123ABC456:1358878749.000002' } };

  it('is told at the time of its deletion, without an author where Slack names none', () => {
    assert.deepEqual(factOf(fixture(deletion)), {
      ...gone,
      source: 'slack',
      at: 1_358_878_765_000,
      delivery: 'slack:Ev123ABC464',
      channel: { externalId: 'C123ABC456' },
    });
  });

  it('names its author where Slack does', () => {
    const fact = factOf(slackEvent(deletion, { previous_message: { type: 'message', user: author, text: 'Hello' } }));
    assert.deepEqual({ kind: fact.kind, person: fact.person }, { kind: gone.kind, person: { externalId: author } });
  });

  it('is told also where all that is known of it does not fit', () => {
    assert.equal('person' in factOf(slackEvent(deletion, { previous_message: { text: 5 } })), false);
  });

  it('is told where Slack left a tombstone, because there were replies', () => {
    const tombstone = editOf({ subtype: 'tombstone', user: 'USLACKBOT', text: 'This message was deleted.' });
    const fact = factOf(
      slackEvent(edit, { ...(tombstone['event'] as JsonObject), previous_message: { user: author } }),
    );
    assert.ok(fact.kind === 'message.deleted');
    assert.deepEqual(fact.person, { externalId: author });
    assert.equal(fact.message.externalId, 'C123ABC456:1355517523.000005');
    assert.equal(fact.at, 1_358_878_755_000);
  });

  const ignored: Record<string, readonly [JsonObject, string]> = {
    'of a bot': [{ previous_message: { bot_id: 'B1', user: author } }, 'bot'],
    'that was a notice': [{ previous_message: { subtype: 'channel_join', user: author } }, 'not-a-post'],
    'between a few': [{ channel_type: 'mpim' }, 'direct-message'],
  };
  for (const [title, [keys, reason]] of Object.entries(ignored)) {
    it(`is ignored when it is one ${title}`, () => assert.equal(ignoredFor(slackEvent(deletion, keys)), reason));
  }

  it('is unreadable without the time that names it', () => {
    assert.deepEqual(pathsOf(slackEvent(deletion, { deleted_ts: undefined })), ['event.deleted_ts']);
  });
});
