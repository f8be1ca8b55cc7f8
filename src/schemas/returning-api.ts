import * as z from 'zod/mini';
import { hookId, hookInstant } from './returning-webhook.ts';
import { spare, wireBoolean, wireNumber, wireRows, wireText } from './wire-values.ts';

/**
 * The answers of Returning.AI's REST API, as far as the bridge reads them. E-mail addresses, custom fields and whatever
 * else they hold are not named here, and so never get past decoding.
 */

const MAX_ROWS = 10_000;

const wholeNumber = z.pipe(
  wireNumber,
  z.pipe(
    z.transform((value: number) => Math.round(value)),
    z.int(),
  ),
);

/** Stands for a number that is told in a way that can't be read. */
export const unreadable = 'unreadable';

/** Whole, as boards count. Undefined where none is told: missing, null, or an empty text. */
const amount = z.optional(z.pipe(z.unknown(), z.transform(readAmount)));

function readAmount(value: unknown): number | undefined | typeof unreadable {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return undefined;
  const read = wholeNumber.safeParse(value);
  // Never a number that nobody told: a member would fall to it.
  return read.success ? read.data : unreadable;
}

const message = z.object({
  id: hookId,
  message: z.string().check(z.maxLength(100_000)),
  user: z.object({ user_id: hookId }),
  channel: z.object({ channel_id: hookId, name: wireText, channel_name: wireText }),
  timestamp: hookInstant,
});

/** GET `/messages`: newest first. */
export const returningMessages = z.object({
  data: z.object({ total: spare(wireNumber), messages: wireRows(message, MAX_ROWS) }),
});

/** POST `/users/info`. */
export const returningUserInfo = z.object({
  data: z.object({
    userId: hookId,
    username: wireText,
    firstName: wireText,
    lastName: wireText,
    xp: amount,
    coins: amount,
    loginStreak: amount,
  }),
});

/** GET `/channels`. */
export const returningChannels = z.object({
  data: wireRows(z.object({ _id: hookId, topic: wireText, channelType: wireText }), MAX_ROWS),
});

/** POST `/badges/{id}/award` and `/remove`. */
export const returningBadgeChange = z.object({ meta: z.object({ success: wireBoolean }) });

/** POST `/messages/send`, `/reply`, `/react`. */
export const returningAcknowledgement = z.object({ status: wireText });

const listedUser = z.object({ id: hookId, xp: amount, coins: amount, first_name: wireText, last_name: wireText });

/**
 * POST users by filter. Its answer is not documented beyond `next_cursor`, `total_pages`, `current_page` and the fields
 * asked for: where they stand is ASSUMED, and looked for in the answer, in its `data` and in the usual envelopes.
 */
export const returningUsersPage = z.pipe(
  z.transform(flatUsersPage),
  z.object({
    users: wireRows(z.pipe(z.transform(withUserId), listedUser), MAX_ROWS),
    nextCursor: spare(z.string().check(z.minLength(1), z.maxLength(2000))),
    currentPage: spare(wireNumber),
    totalPages: spare(wireNumber),
  }),
);

type JsonObject = Readonly<Record<string, unknown>>;

function flatUsersPage(answer: unknown): JsonObject {
  const root = objectOf(answer);
  const data = objectOf(root['data']);
  const layers = [root, data, ...['pagination', 'meta'].flatMap((key) => [objectOf(root[key]), objectOf(data[key])])];
  const find = (key: string): unknown => layers.map((layer) => layer[key]).find((value) => value !== undefined);
  return {
    users: [root['data'], root['users'], data['users'], data['data']].find(Array.isArray),
    nextCursor: find('next_cursor'),
    currentPage: find('current_page'),
    totalPages: find('total_pages'),
  };
}

/** The user with its id under `id`, by whichever name it came. */
function withUserId(user: unknown): JsonObject {
  const fields = objectOf(user);
  const name = ['user_id', 'userId', 'id', '_id'].find((candidate) => hookId.safeParse(fields[candidate]).success);
  return { ...fields, id: name === undefined ? undefined : fields[name] };
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
