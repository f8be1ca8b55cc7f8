import { decode } from '../../schemas/decode.ts';
import { slackMessage, slackMessageKind, type SlackEnvelope } from '../../schemas/slack-webhook.ts';
import { messageTextOf } from './clean-text.ts';
import { reasonNoPost } from './slack-author.ts';
import { readSlackChange, readSlackDeletion } from './slack-change.ts';
import { ignored, slackFact, slackMessageId, slackOrigin, type SlackFact, type SlackIgnored } from './slack-reading.ts';

/** Talk between two or a few, and with the app itself: no community's business. */
const directChannelTypes: readonly string[] = ['im', 'mpim', 'app_home'];

/** Reads a `message` event: a post, or by its subtype what became of one. */
export function readSlackMessage(body: unknown, envelope: SlackEnvelope, nowMs: number): SlackFact | SlackIgnored {
  const kind = decode(slackMessageKind, body, 'the delivery').event;
  if (directChannelTypes.includes(kind.channel_type ?? '')) return ignored('direct-message');
  switch (kind.subtype) {
    case 'message_changed':
      return readSlackChange(body, envelope, nowMs);
    case 'message_deleted':
      return readSlackDeletion(body, envelope, nowMs);
    default: {
      const reason = reasonNoPost(kind, envelope);
      return reason === undefined ? readPost(body, envelope, nowMs) : ignored(reason);
    }
  }
}

function readPost(body: unknown, envelope: SlackEnvelope, nowMs: number): SlackFact {
  const { channel, user, text, ts, thread_ts: threadTs } = decode(slackMessage, body, 'the delivery').event;
  const isReply = threadTs !== undefined && threadTs !== ts;
  return slackFact(envelope, {
    kind: 'message.posted',
    ...slackOrigin(envelope, ts, nowMs),
    person: { externalId: user },
    channel: { externalId: channel },
    message: {
      externalId: slackMessageId(channel, ts),
      text: messageTextOf(text ?? ''),
      format: 'slack-mrkdwn',
      ...(isReply && { replyTo: slackMessageId(channel, threadTs) }),
    },
  });
}
