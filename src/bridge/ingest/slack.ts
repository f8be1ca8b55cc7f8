import { decode } from '../../schemas/decode.ts';
import {
  slackChallenge,
  slackDelivery,
  slackEnvelope,
  slackMemberJoined,
  type SlackEnvelope,
} from '../../schemas/slack-webhook.ts';
import { orUnreadable, unknownEvent, type UnknownEvent } from './reading.ts';
import { isBot } from './slack-author.ts';
import { readSlackMessage } from './slack-message.ts';
import { readSlackReaction } from './slack-reaction.ts';
import {
  ignored,
  slackFact,
  slackOrigin,
  type SlackEventReader,
  type SlackFact,
  type SlackIgnored,
  type SlackReading,
} from './slack-reading.ts';

/**
 * Reads the body of a Slack Events API delivery. Never throws for what is in it.
 * @param body what `parseJson` answered, of a delivery whose signature was checked
 */
export function readSlack(body: unknown, nowMs: number): SlackReading {
  return orUnreadable(() => {
    const { type } = decode(slackDelivery, body, 'the delivery');
    switch (type) {
      case 'url_verification':
        return { type: 'challenge', challenge: decode(slackChallenge, body, 'the delivery').challenge };
      case 'app_rate_limited':
        return ignored('rate-limited');
      case 'event_callback':
        return readEvent(body, nowMs);
      default:
        return unknownEvent(type);
    }
  });
}

const eventReaders: ReadonlyMap<string, SlackEventReader> = new Map([
  ['member_joined_channel', readJoin],
  ['message', readSlackMessage],
  ['reaction_added', readSlackReaction(true)],
  ['reaction_removed', readSlackReaction(false)],
]);

function readEvent(body: unknown, nowMs: number): SlackFact | SlackIgnored | UnknownEvent {
  const envelope = decode(slackEnvelope, body, 'the delivery');
  const read = eventReaders.get(envelope.event.type);
  return read === undefined ? unknownEvent(envelope.event.type) : read(body, envelope, nowMs);
}

function readJoin(body: unknown, envelope: SlackEnvelope, nowMs: number): SlackFact | SlackIgnored {
  const { user, inviter, event_ts: eventTs } = decode(slackMemberJoined, body, 'the delivery').event;
  if (isBot(user, envelope)) return ignored('bot');
  return slackFact(envelope, {
    kind: 'member.joined',
    ...slackOrigin(envelope, eventTs, nowMs),
    person: { externalId: user },
    ...(inviter !== undefined && { referrer: { externalId: inviter } }),
  });
}
