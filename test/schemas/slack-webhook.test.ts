import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slackEnvelope, slackMessageChanged, slackTimestamp } from '../../src/schemas/slack-webhook.ts';

describe('slackTimestamp', () => {
  for (const text of ['1360782804.083113', '1360782804', '0.000001']) {
    it(`takes ${text}`, () => assert.equal(slackTimestamp.parse(text), text));
  }

  for (const text of ['', '.5', '1.', '-1.000000', '1e3', ' 1', '1.0000000', '1234567890123', '1\n', '١']) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(slackTimestamp.safeParse(text).success, false));
  }
});

describe('slackEnvelope', () => {
  const envelope = { team_id: 'T1', event_id: 'Ev1', event: { type: 'message' } };

  it('does without authorizations, also where they do not fit', () => {
    for (const authorizations of [undefined, null, 'none', [{ user_id: null, is_bot: true }]]) {
      assert.equal(slackEnvelope.parse({ ...envelope, authorizations }).authorizations, undefined);
    }
  });
});

describe('slackMessageChanged', () => {
  const change = { channel: 'C1', ts: '2.000000', message: { ts: '1.000000', text: 'new' } };

  it('does without what was, also where it does not fit', () => {
    for (const previous of [undefined, null, 'old', { text: 5 }]) {
      const { event } = slackMessageChanged.parse({ event: { ...change, previous_message: previous } });
      assert.equal(event.previous_message, undefined);
    }
  });
});
