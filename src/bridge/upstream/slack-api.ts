import type * as z from 'zod/mini';
import { slackConversationInfo, slackUserInfo, type SlackFailure } from '../../schemas/slack-api.ts';
import { avatarOf } from '../ingest/avatar.ts';
import { displayNameOf } from '../ingest/clean-text.ts';
import type { EmailHash } from '../ingest/email-hash.ts';
import type { UpstreamClient } from './upstream-client.ts';
import { undefinedWhenNotFound, UpstreamError, type UpstreamErrorCode } from './upstream-error.ts';

export interface SlackApiOptions {
  readonly client: UpstreamClient;
  /** Needs the scopes `users:read`, `channels:read` and, for private channels, `groups:read`. */
  readonly botToken: string;
  /** Of a community that links people by their e-mail addresses, which the scope `users:read.email` opens. */
  readonly emailHash?: EmailHash | undefined;
  /** Without a slash at the end. */
  readonly baseUrl: string;
}

export interface SlackUser {
  readonly externalId: string;
  readonly name: string | undefined;
  readonly avatar: string | undefined;
  readonly isBot: boolean;
  /** Undefined where nobody links by it, and where Slack does not tell the address. */
  readonly emailHash: string | undefined;
}

export interface SlackChannel {
  readonly externalId: string;
  readonly name: string | undefined;
}

/** Slack's Web API. What it answers holds no e-mail address. Every method throws {UpstreamError}, or the reason of the signal. */
export class SlackApi {
  readonly #options: SlackApiOptions;

  constructor(options: SlackApiOptions) {
    this.#options = options;
  }

  /** @returns undefined for nobody, and for someone the bot may not see */
  async user(userId: string, signal?: AbortSignal): Promise<SlackUser | undefined> {
    const call = this.#ask('users.info', slackUserInfo, { user: userId }, signal);
    const answer = await call.catch(undefinedWhenNotFound);
    if (answer?.ok !== true) return undefined;
    const { id, is_bot: isBot, profile } = answer.user;
    return {
      externalId: id,
      name: displayNameOf(profile.display_name) ?? displayNameOf(profile.real_name),
      avatar: avatarOf(profile.image_72),
      isBot: isBot || id === 'USLACKBOT',
      emailHash: this.#options.emailHash?.(profile.email),
    };
  }

  /** @returns undefined for none, and for one the bot may not see */
  async channel(channelId: string, signal?: AbortSignal): Promise<SlackChannel | undefined> {
    const call = this.#ask('conversations.info', slackConversationInfo, { channel: channelId }, signal);
    const answer = await call.catch(undefinedWhenNotFound);
    if (answer?.ok !== true) return undefined;
    const { id, name } = answer.channel;
    return { externalId: id, name: displayNameOf(name) };
  }

  #ask<Schema extends z.ZodMiniType<{ ok: true } | SlackFailure>>(
    method: string,
    answer: Schema,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<z.output<Schema>> {
    const { client, botToken, baseUrl } = this.#options;
    return client.call({
      what: method,
      method: 'GET',
      url: new URL(`${baseUrl}/${method}?${new URLSearchParams(query).toString()}`),
      headers: { authorization: `Bearer ${botToken}` },
      answer,
      isRepeatable: true,
      refusal: (told) => (told.ok ? undefined : failureOf(told, method)),
      signal,
    });
  }
}

/** Slack's own error words, https://docs.slack.dev/reference/methods/users.info and …/conversations.info. */
const codesByWord: ReadonlyMap<string, UpstreamErrorCode> = new Map([
  ...words('upstream-not-found', 'user_not_found users_not_found user_not_visible channel_not_found'),
  ...words('upstream-rate-limited', 'ratelimited rate_limited'),
  ...words('upstream-unavailable', 'internal_error fatal_error service_unavailable request_timeout'),
  ...words(
    'upstream-unauthorised',
    'not_authed invalid_auth account_inactive token_revoked token_expired access_denied',
  ),
  ...words('upstream-unauthorised', 'missing_scope no_permission not_allowed_token_type team_access_not_granted'),
]);

function words(code: UpstreamErrorCode, all: string): (readonly [string, UpstreamErrorCode])[] {
  return all.split(' ').map((word) => [word, code] as const);
}

function failureOf({ error }: SlackFailure, what: string): UpstreamError {
  const code = codesByWord.get(error) ?? 'upstream-refused';
  return new UpstreamError(code, `Slack answered "${what}" with the error ${error}.`);
}
