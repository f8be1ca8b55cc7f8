import type { SlackEnvelope, SlackMessageKind } from '../../schemas/slack-webhook.ts';
import type { SlackIgnored } from './slack-reading.ts';

/** No subtype, and those that still are a person's post. */
const postSubtypes: readonly string[] = ['', 'file_share', 'me_message', 'thread_broadcast'];

/** Why a message is nobody's post; undefined for a person's. */
export function reasonNoPost(message: SlackMessageKind, envelope: SlackEnvelope): SlackIgnored['reason'] | undefined {
  if (isBotMessage(message, envelope)) return 'bot';
  return postSubtypes.includes(message.subtype ?? '') ? undefined : 'not-a-post';
}

function isBotMessage(message: SlackMessageKind, envelope: SlackEnvelope): boolean {
  return message.bot_id !== undefined || message.subtype === 'bot_message' || isBot(message.user, envelope);
}

/** Slackbot, or this app's own bot. Slack does not mark other bots where they join or react. */
export function isBot(user: string | undefined, { authorizations = [] }: SlackEnvelope): boolean {
  return user === 'USLACKBOT' || authorizations.some((one) => one.is_bot && one.user_id === user);
}
