import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SlackIgnored } from '../../../src/bridge/ingest/slack-reading.ts';
import { readSlack } from '../../../src/bridge/ingest/slack.ts';
import { fixture, NOW, slackMessage, type JsonObject } from './fixtures.ts';

const joined = fixture('slack-member-joined-channel.json');
const withEvent = (keys: JsonObject) => ({ ...joined, event: { ...(joined['event'] as JsonObject), ...keys } });

function messageOf(body: unknown) {
  const reading = readSlack(body, NOW);
  assert.ok(reading.type === 'fact' && reading.fact.kind === 'message.posted', JSON.stringify(reading));
  return reading.fact;
}

function pathsOf(body: unknown): string[] {
  const reading = readSlack(body, NOW);
  return reading.type === 'unreadable' ? reading.mistakes.map(({ path }) => path) : assert.fail(reading.type);
}

describe('readSlack', () => {
  it('answers a challenge', () => {
    const body = {
      token: 'XXYYZZ',
      challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
      type: 'url_verification',
    };
    assert.deepEqual(readSlack(body, NOW), { type: 'challenge', challenge: body.challenge });
  });

  for (const challenge of [undefined, '', 5, 'a\r\nSet-Cookie: x', 'x'.repeat(501)]) {
    it(`does not send ${JSON.stringify(challenge)?.slice(0, 20)} back`, () => {
      assert.deepEqual(pathsOf({ type: 'url_verification', challenge }), ['challenge']);
    });
  }

  it('reads a join, and who invited', () => {
    assert.deepEqual(readSlack(joined, NOW), {
      type: 'fact',
      teamId: 'T123ABC456',
      fact: {
        kind: 'member.joined',
        source: 'slack',
        at: 1_360_782_804_083,
        delivery: 'slack:Ev123ABC456',
        person: { externalId: 'W123ABC456' },
        referrer: { externalId: 'U123456789' },
      },
    });
  });

  it('reads a join without an inviter, in the older envelope', () => {
    const reading = readSlack(fixture('slack-member-joined-channel.no-inviter.json'), NOW);
    assert.ok(reading.type === 'fact');
    assert.equal('referrer' in reading.fact, false);
    assert.equal(reading.fact.at, 1_360_782_904_000);
  });

  it('reads a message, named by its channel and its time', () => {
    assert.deepEqual(readSlack(slackMessage(), NOW), {
      type: 'fact',
      teamId: 'T123ABC456',
      fact: {
        kind: 'message.posted',
        source: 'slack',
        at: 1_355_517_523_000,
        delivery: 'slack:Ev0MESSAGE',
        person: { externalId: 'U123456789' },
        channel: { externalId: 'C123ABC456' },
        message: { externalId: 'C123ABC456:1355517523.000005', text: 'Hello *world*', format: 'slack-mrkdwn' },
      },
    });
  });

  it('names the message that began the thread, unless it is this one', () => {
    assert.equal(
      messageOf(slackMessage({ thread_ts: '1355517000.000100' })).message.replyTo,
      'C123ABC456:1355517000.000100',
    );
    assert.equal('replyTo' in messageOf(slackMessage({ thread_ts: '1355517523.000005' })).message, false);
  });

  for (const subtype of ['thread_broadcast', 'file_share', 'me_message', null]) {
    it(`counts the subtype ${subtype} as a post`, () => {
      assert.equal(messageOf(slackMessage({ subtype })).message.text, 'Hello *world*');
    });
  }

  it('takes a file without a word for an empty text', () => {
    assert.equal(messageOf(slackMessage({ subtype: 'file_share', text: undefined })).message.text, '');
  });

  it('leaves markup and entities as they came', () => {
    const text = '<@U123> &lt;b&gt; <https://example.com|label> :wave:\nnext';
    assert.equal(messageOf(slackMessage({ text })).message.text, text);
  });

  it('holds a time that is far ahead back to now', () => {
    assert.equal(messageOf(slackMessage({ ts: '999999999999.000000' })).at, NOW);
  });

  const own = { authorizations: [{ user_id: 'U0BOT', is_bot: true }] };
  const ignored: Record<string, readonly [unknown, SlackIgnored['reason']]> = {
    'a bot message': [slackMessage({ subtype: 'bot_message', bot_id: 'B1', user: undefined }), 'bot'],
    'a message of an app with a bot user': [slackMessage({ bot_id: 'B1' }), 'bot'],
    'a message of Slackbot': [slackMessage({ user: 'USLACKBOT' }), 'bot'],
    'a message of our own bot': [{ ...slackMessage({ user: 'U0BOT' }), ...own }, 'bot'],
    'our own bot joining': [{ ...withEvent({ user: 'U0BOT' }), ...own }, 'bot'],
    'a notice of a join': [slackMessage({ subtype: 'channel_join' }), 'not-a-post'],
    'a topic': [slackMessage({ subtype: 'channel_topic' }), 'not-a-post'],
    'a subtype that does not exist yet': [slackMessage({ subtype: 'constructor' }), 'not-a-post'],
    'a direct message': [slackMessage({ channel: 'D1', channel_type: 'im' }), 'direct-message'],
    'a direct message among several': [slackMessage({ channel_type: 'mpim' }), 'direct-message'],
    'a rate limit': [
      { token: 'x', type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1518467820, api_app_id: 'A1' },
      'rate-limited',
    ],
  };
  for (const [title, [body, reason]] of Object.entries(ignored)) {
    it(`ignores ${title}`, () => assert.deepEqual(readSlack(body, NOW), { type: 'ignored', reason }));
  }

  it('tells unknown events apart, inside the envelope and out of it', () => {
    assert.deepEqual(readSlack(withEvent({ type: 'team_rename' }), NOW), {
      type: 'unknown-event',
      name: 'team_rename',
    });
    assert.deepEqual(readSlack({ type: 'block_actions' }, NOW), { type: 'unknown-event', name: 'block_actions' });
  });

  const unreadable: Record<string, readonly [unknown, readonly string[]]> = {
    'no object': [[joined], ['']],
    'no type': [{ team_id: 'T1' }, ['type']],
    'an envelope with nothing in it': [{ type: 'event_callback' }, ['team_id', 'event_id', 'event']],
    'a team that is no id': [{ ...joined, team_id: null }, ['team_id']],
    'an event id with a line feed': [{ ...joined, event_id: 'Ev1\n' }, ['event_id']],
    'a join of nobody': [withEvent({ user: undefined }), ['event.user']],
    'a person that is an e-mail address': [withEvent({ user: 'jane@example.com' }), ['event.user']],
    'a time that is a number': [withEvent({ event_ts: 1360782804.083113 }), ['event.event_ts']],
    'a time in exponents': [withEvent({ event_ts: '1e9' }), ['event.event_ts']],
    'a message without a time': [slackMessage({ ts: undefined }), ['event.ts']],
    'a message of nobody': [slackMessage({ user: undefined }), ['event.user']],
    'a message nowhere': [slackMessage({ channel: 'C'.repeat(65) }), ['event.channel']],
    'a text that is none': [slackMessage({ text: { a: 1 } }), ['event.text']],
    'a subtype that is no text': [slackMessage({ subtype: 5 }), ['event.subtype']],
  };
  for (const [title, [body, paths]] of Object.entries(unreadable)) {
    it(`finds ${title} unreadable`, () => assert.deepEqual(pathsOf(body), paths));
  }

  it('leaves out what a fact can do without', () => {
    const reading = readSlack(withEvent({ inviter: { id: 'U1' } }), NOW);
    assert.ok(reading.type === 'fact' && !('referrer' in reading.fact));
    assert.equal('replyTo' in messageOf(slackMessage({ thread_ts: 'never' })).message, false);
  });
});
