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

/** What tells a person's post from the rest of what Slack calls messages. */
export const slackMessageKind = z.object({
  event: z.object({
    subtype: z.nullish(z.string('must be a text').check(z.maxLength(100, 'must be at most 100 characters'))),
    bot_id: spare(slackId),
    user: spare(slackId),
    channel_type: spare(z.string().check(z.maxLength(100))),
  }),
});

export const slackMessage = z.object({
  event: z.object({
    channel: slackId,
    user: slackId,
    /** Slack's mrkdwn, with `&`, `<` and `>` as entities. Missing on a file without a word. */
    text: z.nullish(z.string('must be a text').check(z.maxLength(300_000, 'must be at most 300,000 characters'))),
    /** When it was posted, and its id within its channel. */
    ts: slackTimestamp,
    /** The `ts` of the message that began the thread. */
    thread_ts: spare(slackTimestamp),
  }),
});

export type SlackEnvelope = z.infer<typeof slackEnvelope>;
