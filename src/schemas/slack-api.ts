import * as z from 'zod/mini';
import { identifier } from './primitives.ts';
import { spare, wireText } from './wire-values.ts';

/** The answers of Slack's Web API, as far as the bridge reads them. Of an e-mail address at most an HMAC gets past `SlackApi`. */

const flag = z._default(z.catch(z.boolean(), false), false);

/** What Slack answers with status 200 when it did not do what it was asked. */
const failure = z.object({
  ok: z.literal(false),
  error: z.catch(z.string().check(z.regex(/^[a-z0-9_]{1,64}$/)), 'unknown_error'),
});

/** `users.info` */
export const slackUserInfo = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    user: z.object({
      id: identifier,
      is_bot: flag,
      profile: z.object({ display_name: wireText, real_name: wireText, image_72: wireText, email: wireText }),
    }),
  }),
  failure,
]);

/** `conversations.info` */
export const slackConversationInfo = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    channel: z.object({ id: identifier, name: spare(z.string().check(z.maxLength(1000))) }),
  }),
  failure,
]);

export type SlackFailure = z.infer<typeof failure>;
