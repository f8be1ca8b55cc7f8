import { decode } from '../../schemas/decode.ts';
import { slackReaction, slackReactionTarget } from '../../schemas/slack-webhook.ts';
import { isBot } from './slack-author.ts';
import { ignored, slackFact, slackMessageId, slackOrigin, type SlackEventReader } from './slack-reading.ts';

/** Of the kinds of channel, only direct messages show by their id what they are; a reaction says nothing else of it. */
const directChannel = /^D/;

/** Reads `reaction_added` (`isSet`) and `reaction_removed`. */
export function readSlackReaction(isSet: boolean): SlackEventReader {
  return (body, envelope, nowMs) => {
    const target = decode(slackReactionTarget, body, 'the delivery').event.item;
    if (target.type !== 'message') return ignored('not-a-message');
    const { user, reaction, item, event_ts: eventTs } = decode(slackReaction, body, 'the delivery').event;
    if (isBot(user, envelope)) return ignored('bot');
    if (directChannel.test(item.channel)) return ignored('direct-message');
    return slackFact(envelope, {
      kind: 'message.reacted',
      ...slackOrigin(envelope, eventTs, nowMs),
      person: { externalId: user },
      channel: { externalId: item.channel },
      message: { externalId: slackMessageId(item.channel, item.ts) },
      emoji: reaction,
      isSet,
    });
  };
}
