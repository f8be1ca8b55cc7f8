import { decode } from '../../schemas/decode.ts';
import type { Fact } from '../../schemas/fact.ts';
import {
  slackChallenge,
  slackDelivery,
  slackEnvelope,
  slackMemberJoined,
  slackMessage,
  slackMessageKind,
  type SlackEnvelope,
} from '../../schemas/slack-webhook.ts';
import { messageTextOf } from './clean-text.ts';
import { slackClaim } from './delivery-claim.ts';
import { clampAhead, slackTimeMs } from './event-time.ts';
import { orUnreadable, unknownEvent, type UnknownEvent, type Unreadable } from './reading.ts';

export type SlackReading = SlackChallenge | SlackFact | SlackIgnored | UnknownEvent | Unreadable;

export interface SlackChallenge {
  readonly type: 'challenge';
  /** Goes back to Slack as it came. */
  readonly challenge: string;
}

export interface SlackFact {
  readonly type: 'fact';
  /** The workspace, by which the community is found. */
  readonly teamId: string;
  readonly fact: Fact;
}

/** Understood, and nothing a board or a feed counts. */
export interface SlackIgnored {
  readonly type: 'ignored';
  readonly reason: 'bot' | 'direct-message' | 'not-a-post' | 'rate-limited';
}

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

function readEvent(body: unknown, nowMs: number): SlackFact | SlackIgnored | UnknownEvent {
  const envelope = decode(slackEnvelope, body, 'the delivery');
  switch (envelope.event.type) {
    case 'member_joined_channel':
      return readJoin(body, envelope, nowMs);
    case 'message':
      return readMessage(body, envelope, nowMs);
    default:
      return unknownEvent(envelope.event.type);
  }
}

function readJoin(body: unknown, envelope: SlackEnvelope, nowMs: number): SlackFact | SlackIgnored {
  const { user, inviter, event_ts: eventTimestamp } = decode(slackMemberJoined, body, 'the delivery').event;
  if (isBot(user, envelope)) return ignored('bot');
  const fact: Fact = {
    kind: 'member.joined',
    source: 'slack',
    at: clampAhead(slackTimeMs(eventTimestamp), nowMs),
    delivery: slackClaim(envelope.event_id),
    person: { externalId: user },
    ...(inviter !== undefined && { referrer: { externalId: inviter } }),
  };
  return { type: 'fact', teamId: envelope.team_id, fact };
}

function readMessage(body: unknown, envelope: SlackEnvelope, nowMs: number): SlackFact | SlackIgnored {
  const reason = reasonToIgnore(body, envelope);
  if (reason !== undefined) return ignored(reason);
  const { channel, user, text, ts, thread_ts: threadTs } = decode(slackMessage, body, 'the delivery').event;
  const isReply = threadTs !== undefined && threadTs !== ts;
  const fact: Fact = {
    kind: 'message.posted',
    source: 'slack',
    at: clampAhead(slackTimeMs(ts), nowMs),
    delivery: slackClaim(envelope.event_id),
    person: { externalId: user },
    channel: { externalId: channel },
    message: {
      externalId: messageIdOf(channel, ts),
      text: messageTextOf(text ?? ''),
      format: 'slack-mrkdwn',
      ...(isReply && { replyTo: messageIdOf(channel, threadTs) }),
    },
  };
  return { type: 'fact', teamId: envelope.team_id, fact };
}

/** No subtype, and those that still are a person's post. */
const postSubtypes: readonly string[] = ['', 'file_share', 'me_message', 'thread_broadcast'];

/** Talk between two or a few, and with the app itself: no community's business. */
const directChannelTypes: readonly string[] = ['im', 'mpim', 'app_home'];

function reasonToIgnore(body: unknown, envelope: SlackEnvelope): SlackIgnored['reason'] | undefined {
  const kind = decode(slackMessageKind, body, 'the delivery').event;
  if (kind.bot_id !== undefined || kind.subtype === 'bot_message') return 'bot';
  if (isBot(kind.user, envelope)) return 'bot';
  if (directChannelTypes.includes(kind.channel_type ?? '')) return 'direct-message';
  return postSubtypes.includes(kind.subtype ?? '') ? undefined : 'not-a-post';
}

/** Slackbot, or this app's own bot. Slack does not mark other bots where they join. */
function isBot(user: string | undefined, { authorizations = [] }: SlackEnvelope): boolean {
  return user === 'USLACKBOT' || authorizations.some((one) => one.is_bot && one.user_id === user);
}

/** A `ts` is unique only within its channel. */
function messageIdOf(channel: string, timestamp: string): string {
  return `${channel}:${timestamp}`;
}

function ignored(reason: SlackIgnored['reason']): SlackIgnored {
  return { type: 'ignored', reason };
}
