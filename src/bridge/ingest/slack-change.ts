import { decode } from '../../schemas/decode.ts';
import {
  slackEditedMessage,
  slackMessageChanged,
  slackMessageDeleted,
  type SlackEnvelope,
  type SlackMessageChange,
  type SlackMessageKind,
} from '../../schemas/slack-webhook.ts';
import { messageTextOf } from './clean-text.ts';
import { reasonNoPost } from './slack-author.ts';
import { ignored, slackFact, slackMessageId, slackOrigin, type SlackFact, type SlackIgnored } from './slack-reading.ts';

/** Reads `message_changed`, which Slack sends for edits and for much that leaves the text as it was. */
export function readSlackChange(body: unknown, envelope: SlackEnvelope, nowMs: number): SlackFact | SlackIgnored {
  const change = decode(slackMessageChanged, body, 'the delivery').event;
  const { channel, message, previous_message: previous } = change;
  // What Slack leaves of a message with replies that was deleted.
  if (message.subtype === 'tombstone') {
    return deletion({ channel, messageTs: message.ts, at: timeOf(change), previous }, envelope, nowMs);
  }
  const reason = reasonNoPost(message, envelope);
  if (reason !== undefined) return ignored(reason);
  if (!isEdit(change)) return ignored('text-unchanged');
  const { user } = decode(slackEditedMessage, body, 'the delivery').event.message;
  return slackFact(envelope, {
    kind: 'message.edited',
    ...slackOrigin(envelope, message.edited?.ts ?? timeOf(change), nowMs),
    person: { externalId: user },
    channel: { externalId: channel },
    message: {
      externalId: slackMessageId(channel, message.ts),
      text: messageTextOf(message.text ?? ''),
      format: 'slack-mrkdwn',
    },
  });
}

/** Reads `message_deleted`. */
export function readSlackDeletion(body: unknown, envelope: SlackEnvelope, nowMs: number): SlackFact | SlackIgnored {
  const event = decode(slackMessageDeleted, body, 'the delivery').event;
  const { channel, deleted_ts: messageTs, previous_message: previous } = event;
  return deletion({ channel, messageTs, at: timeOf(event), previous }, envelope, nowMs);
}

interface Deletion {
  readonly channel: string;
  readonly messageTs: string;
  readonly at: string;
  readonly previous: SlackMessageKind | undefined;
}

function deletion(
  { channel, messageTs, at, previous = {} }: Deletion,
  envelope: SlackEnvelope,
  nowMs: number,
): SlackFact | SlackIgnored {
  const reason = reasonNoPost(previous, envelope);
  if (reason !== undefined) return ignored(reason);
  return slackFact(envelope, {
    kind: 'message.deleted',
    ...slackOrigin(envelope, at, nowMs),
    ...(previous.user !== undefined && { person: { externalId: previous.user } }),
    channel: { externalId: channel },
    message: { externalId: slackMessageId(channel, messageTs) },
  });
}

/** By the text that was, where Slack tells it; else by the mark of an edit, which a preview of a link does not set. */
function isEdit({ message, previous_message: previous }: SlackMessageChange): boolean {
  return previous === undefined ? message.edited !== undefined : (previous.text ?? '') !== (message.text ?? '');
}

function timeOf({ event_ts: eventTs, ts }: { readonly event_ts?: string | undefined; readonly ts: string }): string {
  return eventTs ?? ts;
}
