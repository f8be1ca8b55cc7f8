import type * as z from 'zod/mini';
import {
  returningAcknowledgement,
  returningChannels,
  returningMessages,
  returningUserInfo,
  returningUsersPage,
} from '../../schemas/returning-api.ts';
import type { Log } from '../log.ts';
import { nextMark, type UsersPage, type UsersPageQuery } from './users-page.ts';
import {
  channelOf,
  listedUsersOf,
  messageOf,
  readable,
  userOf,
  type ReturningChannel,
  type ReturningMessage,
  type ReturningUser,
} from './returning-values.ts';
import { refused, undefinedWhenNotFound } from './upstream-error.ts';
import type { UpstreamClient, UpstreamRequest } from './upstream-client.ts';

export interface ReturningApiOptions {
  readonly client: UpstreamClient;
  readonly apiKey: string;
  readonly log: Log;
  /** Where messages are read; and where users, channels and sending live. Without a slash at the end. */
  readonly baseUrls: { readonly messages: string; readonly integration: string };
  /** Where users are listed, below `baseUrls.integration`; it begins with a slash. */
  readonly usersPath: string;
  /** What the list calls a user's id. */
  readonly userIdField: string;
}

export interface MessagesQuery {
  readonly channelId?: string;
  readonly userId?: string;
  readonly count?: number;
}

const actions = { send: 'send a message', reply: 'reply to a message', react: 'react to a message' } as const;

/** Only "success" is documented; these would say that it was none. */
const failedStatuses = ['error', 'fail', 'failed', 'failure', 'false'];

/**
 * Returning.AI's REST API, but for badges. What it answers holds no e-mail address.
 * Every method throws {UpstreamError}, or the reason of the signal.
 */
export class ReturningApi {
  readonly #options: ReturningApiOptions;

  constructor(options: ReturningApiOptions) {
    this.#options = options;
  }

  /** Newest first. */
  async messages({ channelId, userId, count }: MessagesQuery, signal?: AbortSignal): Promise<ReturningMessage[]> {
    const url = new URL(`${this.#options.baseUrls.messages}/messages`);
    const query = { channel_id: channelId, user_id: userId, count: count?.toString() };
    for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value);
    const { data } = await this.#call(url, { what: 'get messages', answer: returningMessages, signal });
    return readable(data.messages, 'get messages', this.#options.log).map(messageOf);
  }

  /** @returns undefined for nobody */
  async user(userId: string, signal?: AbortSignal): Promise<ReturningUser | undefined> {
    const what = 'get a user';
    const body = { idOrEmail: userId };
    const call = this.#call(this.#at('/users/info'), { what, answer: returningUserInfo, body, signal });
    const answer = await call.catch(undefinedWhenNotFound);
    return answer && userOf(answer.data, what, this.#options.log);
  }

  /** A page of everyone's `xp` and `coins`, in no order. */
  async usersPage({ mark, withNames = false }: UsersPageQuery = {}, signal?: AbortSignal): Promise<UsersPage> {
    const { usersPath, userIdField } = this.#options;
    const fields = [userIdField, 'xp', 'coins', ...(withNames ? ['first_name', 'last_name'] : [])];
    const body = { fields, filter: {}, ...mark };
    const answer = await this.#call(this.#at(usersPath), {
      what: 'get users',
      answer: returningUsersPage,
      body,
      signal,
    });
    return { ...listedUsersOf(answer.users), next: nextMark(answer, mark) };
  }

  async channels(signal?: AbortSignal): Promise<ReturningChannel[]> {
    const { data } = await this.#call(this.#at('/channels'), {
      what: 'get channels',
      answer: returningChannels,
      signal,
    });
    return readable(data, 'get channels', this.#options.log).map(channelOf);
  }

  /**
   * Posts a message. What may have been carried out is not sent again: an error with `wasNotCarriedOut` can be tried anew.
   * @param message.channelId the platform's own id
   * @param message.sender who it is from: a username, or an e-mail address
   * @param message.forumTopicId of a forum: the topic
   */
  async sendMessage(message: {
    channelId: string;
    message: string;
    sender: string;
    forumTopicId?: string;
  }): Promise<void> {
    await this.#write('send', message);
  }

  /** Answers a message. @param reply.messageId the platform's own id, the `externalId` of `messages` @param reply.sender as above */
  async reply(reply: { messageId: string; message: string; sender: string }): Promise<void> {
    await this.#write('reply', reply);
  }

  /** Sets an emoji on a message. @param reaction.emoji the character itself, for instance 🎉 */
  async react(reaction: { messageId: string; emoji: string; sender: string }): Promise<void> {
    await this.#write('react', reaction);
  }

  async #write(action: keyof typeof actions, body: object): Promise<void> {
    const what = actions[action];
    const refusal = ({ status = '' }: { status?: string | undefined }) =>
      failedStatuses.includes(status.toLowerCase()) ? refused('Returning.AI', what) : undefined;
    const call = { what, answer: returningAcknowledgement, body, isRepeatable: false, refusal };
    await this.#call(this.#at(`/messages/${action}`), call);
  }

  #at(path: string): URL {
    return new URL(this.#options.baseUrls.integration + path);
  }

  #call<Schema extends z.ZodMiniType>(
    url: URL,
    call: Omit<UpstreamRequest<Schema>, 'url' | 'method' | 'headers' | 'isRepeatable'> & { isRepeatable?: boolean },
  ): Promise<z.output<Schema>> {
    const { client, apiKey } = this.#options;
    // What is posted here is a question as a rule.
    const method = call.body === undefined ? 'GET' : 'POST';
    return client.call({ isRepeatable: true, ...call, url, method, headers: { authorization: `Bearer ${apiKey}` } });
  }
}
