import type * as z from 'zod/mini';
import type {
  returningChannels,
  returningMessages,
  returningUserInfo,
  returningUsersPage,
} from '../../schemas/returning-api.ts';
import type { Log } from '../log.ts';
import { displayNameOf, messageTextOf, usernameOf } from '../ingest/clean-text.ts';
import type { UserScore } from './users-page.ts';

/** A message, as far as the platform tells it: without its author's name and avatar. */
export interface ReturningMessage {
  readonly externalId: string;
  readonly authorId: string;
  readonly channelId: string;
  readonly channelName: string | undefined;
  readonly text: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface ReturningUser {
  readonly externalId: string;
  readonly username: string | undefined;
  readonly name: string | undefined;
  readonly xp: number;
  readonly coins: number;
  /** Days in a row, today or yesterday the last. */
  readonly loginStreak: number;
}

export interface ReturningChannel {
  readonly externalId: string;
  readonly name: string | undefined;
  readonly kind: string | undefined;
}

/** The rows that could be read; those that could not are told to the log, so that none is lost in silence. */
export function readable<Item>(list: { rows: Item[]; unreadable: number }, request: string, log: Log): Item[] {
  if (list.unreadable > 0) log.warn('upstream-rows-unreadable', { request, rows: list.unreadable });
  return list.rows;
}

type Row<Schema extends { readonly rows: readonly unknown[] }> = Schema['rows'][number];

export function messageOf(row: Row<z.infer<typeof returningMessages>['data']['messages']>): ReturningMessage {
  const { id, message, user, channel, timestamp } = row;
  return {
    externalId: id,
    authorId: user.user_id,
    channelId: channel.channel_id,
    channelName: displayNameOf(channel.channel_name ?? channel.name),
    text: messageTextOf(message),
    at: timestamp,
  };
}

export function userOf(data: z.infer<typeof returningUserInfo>['data']): ReturningUser {
  const { userId, username, firstName = '', lastName = '', xp, coins, loginStreak } = data;
  const name = displayNameOf(`${firstName} ${lastName}`) ?? displayNameOf(username);
  return { externalId: userId, username: usernameOf(username), name, xp, coins, loginStreak };
}

export function listedUserOf(row: Row<z.infer<typeof returningUsersPage>['users']>): UserScore {
  const { id, xp, coins, first_name: firstName = '', last_name: lastName = '' } = row;
  const name = displayNameOf(`${firstName} ${lastName}`);
  return { externalId: id, xp, coins, ...(name !== undefined && { name }) };
}

export function channelOf(row: Row<z.infer<typeof returningChannels>['data']>): ReturningChannel {
  return { externalId: row._id, name: displayNameOf(row.topic), kind: displayNameOf(row.channelType) };
}
