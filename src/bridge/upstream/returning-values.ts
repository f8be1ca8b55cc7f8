import type * as z from 'zod/mini';
import {
  unreadable,
  type returningChannels,
  type returningMessages,
  type returningUserInfo,
  type returningUsersPage,
} from '../../schemas/returning-api.ts';
import type { Log } from '../log.ts';
import { displayNameOf, messageTextOf, usernameOf } from '../ingest/clean-text.ts';
import type { UserScore, UsersPage } from './users-page.ts';

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

/** Someone on the platform. Numbers are whole, and undefined where they are not told or can't be read. */
export interface ReturningUser {
  readonly externalId: string;
  readonly username: string | undefined;
  readonly name: string | undefined;
  readonly xp: number | undefined;
  readonly coins: number | undefined;
  /** Days in a row, today or yesterday the last. */
  readonly loginStreak: number | undefined;
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

/** Numbers that are told and can't be read are named to the log. */
export function userOf(data: z.infer<typeof returningUserInfo>['data'], request: string, log: Log): ReturningUser {
  const { userId, username, firstName = '', lastName = '', xp, coins, loginStreak } = data;
  const numbers = { xp, coins, loginStreak };
  const values = Object.entries(numbers).flatMap(([name, value]) => (value === unreadable ? [name] : []));
  if (values.length > 0) log.warn('upstream-values-unreadable', { request, values });
  const name = displayNameOf(`${firstName} ${lastName}`) ?? displayNameOf(username);
  return {
    externalId: userId,
    username: usernameOf(username),
    name,
    xp: numberOf(xp),
    coins: numberOf(coins),
    loginStreak: numberOf(loginStreak),
  };
}

function numberOf(amount: number | undefined | typeof unreadable): number | undefined {
  return amount === unreadable ? undefined : amount;
}

type UsersList = z.infer<typeof returningUsersPage>['users'];

/** Who could be read as a whole. Of the others nothing is taken, so that their scores stay. */
export function listedUsersOf({ rows, unreadable: withoutId }: UsersList): Pick<UsersPage, 'users' | 'unreadable'> {
  const users = rows.flatMap((row) => listedUserOf(row) ?? []);
  return { users, unreadable: withoutId + rows.length - users.length };
}

function listedUserOf(row: Row<UsersList>): UserScore | undefined {
  const { id, xp, coins, first_name: firstName = '', last_name: lastName = '' } = row;
  if (xp === unreadable || coins === unreadable) return undefined;
  const name = displayNameOf(`${firstName} ${lastName}`);
  return {
    externalId: id,
    ...(xp !== undefined && { xp }),
    ...(coins !== undefined && { coins }),
    ...(name !== undefined && { name }),
  };
}

export function channelOf(row: Row<z.infer<typeof returningChannels>['data']>): ReturningChannel {
  return { externalId: row._id, name: displayNameOf(row.topic), kind: displayNameOf(row.channelType) };
}
