import * as z from 'zod/mini';

/** The bodies of Slack's Events API that the bridge reads. Slack sends more keys; they are ignored. */

/** Slack's ids are letters and digits ("opaque"): short enough for `<channel>:<ts>` to be an identifier. */
const slackId = z.string('must be a Slack id').check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a Slack id'));

/** Seconds since 1970 with up to 6 decimals, as text: a number could not hold them. */
export const slackTimestamp = z
  .string('must be <seconds>.<microseconds>')
  .check(z.regex(/^\d{1,12}(?:\.\d{1,6})?$/, 'must be <seconds>.<microseconds>'));

/** A key a fact can do without: one that does not fit counts as missing. */
function spare<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.catch(z.optional(schema), undefined);
}

/** What every delivery has, and every event in one. */
export const slackDelivery = z.object(
  { type: z.string('must be a text').check(z.maxLength(1000, 'must be at most 1,000 characters')) },
  'must be an object with a type',
);

/** Slack asks whether the address is ours: the challenge goes back. Not wrapped in an envelope. */
export const slackChallenge = z.object({
  challenge: z
    .string('must be a text')
    .check(z.regex(/^[\u0020-\u007e]{1,500}$/, 'must be 1–500 printable characters')),
});

export const slackEnvelope = z.object({
  /** The workspace. */
  team_id: slackId,
  /** Globally unique; the same for a repeat. */
  event_id: slackId,
  event: slackDelivery,
  /** For whom the delivery is made; our own bot is among them. */
  authorizations: spare(
    z.array(z.object({ user_id: z.string().check(z.maxLength(64)), is_bot: z.boolean() })).check(z.maxLength(100)),
  ),
});

export const slackMemberJoined = z.object({
  event: z.object({ user: slackId, inviter: spare(slackId), event_ts: slackTimestamp }),
});

/** What a message says of its author and kind. */
const messageKind = {
  subtype: z.nullish(z.string('must be a text').check(z.maxLength(100, 'must be at most 100 characters'))),
  bot_id: spare(slackId),
  user: spare(slackId),
};

/** What tells a person's post from the rest of what Slack calls messages. */
export const slackMessageKind = z.object({
  event: z.object({ ...messageKind, channel_type: spare(z.string().check(z.maxLength(100))) }),
});

/** Slack's mrkdwn, with `&`, `<` and `>` as entities. Missing on a file without a word. */
const slackText = z.nullish(
  z.string('must be a text').check(z.maxLength(300_000, 'must be at most 300,000 characters')),
);

export const slackMessage = z.object({
  event: z.object({
    channel: slackId,
    user: slackId,
    text: slackText,
    /** When it was posted, and its id within its channel. */
    ts: slackTimestamp,
    /** The `ts` of the message that began the thread. */
    thread_ts: spare(slackTimestamp),
  }),
});

/** A message as it was. Slack's documentation shows it at times only. */
const previousMessage = spare(
  z.object({ ...messageKind, text: slackText, edited: spare(z.object({ ts: slackTimestamp })) }),
);

/** When a change of a message was told. `ts` is this time here; the message's own stands within. */
const changeTime = { ts: slackTimestamp, event_ts: spare(slackTimestamp) };

/** Subtype `message_changed`: an edit, and much besides (a preview of a link, a count of replies, a language found out). */
export const slackMessageChanged = z.object({
  event: z.object({
    ...changeTime,
    channel: slackId,
    message: z.object(
      { ...messageKind, text: slackText, ts: slackTimestamp, edited: spare(z.object({ ts: slackTimestamp })) },
      'must be a message',
    ),
    previous_message: previousMessage,
  }),
});

/** Who edited: Slack lets nobody edit another one's message. */
export const slackEditedMessage = z.object({ event: z.object({ message: z.object({ user: slackId }) }) });

/** Subtype `message_deleted`. */
export const slackMessageDeleted = z.object({
  event: z.object({
    ...changeTime,
    channel: slackId,
    /** The `ts` of the message that is gone. */
    deleted_ts: slackTimestamp,
    previous_message: previousMessage,
  }),
});

/** On what a reaction was set: only on messages does anything here count. */
export const slackReactionTarget = z.object({
  event: z.object({
    item: z.object({ type: z.string('must be a text').check(z.maxLength(100)) }, 'must be {type, …}'),
  }),
});

/** `reaction_added` and `reaction_removed`, on a message. */
export const slackReaction = z.object({
  event: z.object({
    user: slackId,
    /** The emoji's name, with its skin tone where one was chosen: `thumbsup`, `wave::skin-tone-3`. */
    reaction: z
      .string("must be an emoji's name")
      .check(z.regex(/^[^\s\p{C}@%]{1,128}$/u, "must be an emoji's name of 1–128 characters")),
    item: z.object({ channel: slackId, ts: slackTimestamp }),
    event_ts: slackTimestamp,
  }),
});

export type SlackEnvelope = z.infer<typeof slackEnvelope>;
export type SlackMessageChange = z.infer<typeof slackMessageChanged>['event'];
export type SlackMessageKind = Pick<z.infer<typeof slackMessageKind>['event'], keyof typeof messageKind>;
