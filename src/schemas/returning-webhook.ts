import * as z from 'zod/mini';
import { identifier } from './primitives.ts';

/**
 * The bodies of Returning.AI's webhooks. *User Joins Server* and *User Visits Server* are documented by the platform.
 * The two *New Message Posted* bodies and *Purchased Store Item* are not: what `messagePlaces`, `purchasePlaces` and the
 * schemas they name accept are ASSUMPTIONS, taken from the nearest shapes that are documented (the envelope of the other
 * hooks, the answer of "Get Messages").
 *
 * What a fact cannot do without is refused when it does not fit. What it can do without is left out.
 */

const LATEST_MS = 8_640_000_000_000_000;

/** Seconds reach this number in the year 5138; milliseconds passed it in 1973. */
const LEAST_MILLISECONDS = 100_000_000_000;

/** What looks like an e-mail address, also percent-encoded. E-mail is left at the door, whichever key it comes under. */
export const emailAddress = /[\p{L}\p{N}._%+'-](?:@|%40)[\p{L}\p{N}.-]*\.\p{L}{2}/iu;

/** Ids are texts by the documentation, and numbers where a tool in between made them so. */
export const hookId = z.pipe(
  z.pipe(
    z.union([z.string(), z.int()], { error: 'must be an id: a text or a whole number' }),
    z.transform((id) => String(id).trim()),
  ),
  z.string().check(
    z.refine((id) => identifier.safeParse(id).success, 'must be 1–128 characters, none of them a control character'),
    z.refine((id) => !/\p{Surrogate}/u.test(id), 'must be well-formed Unicode'),
    z.refine((id) => !emailAddress.test(id), 'must not be an e-mail address'),
  ),
);

/** ISO 8601 with its offset, or milliseconds or seconds since 1970. Read as milliseconds. */
export const hookInstant = z.pipe(
  z.pipe(
    z.union([z.iso.datetime({ offset: true }), z.number()], { error: 'must be an ISO 8601 date with its offset' }),
    z.transform(epochMsOf),
  ),
  z
    .number()
    .check(z.refine((ms) => ms >= 0 && ms <= LATEST_MS, 'must lie in 1970 or later, and within what a date can hold')),
);

/** Text that a fact can do without: whatever is not text, or is absurdly long, counts as missing. */
const spareText = z.catch(
  z.optional(z.pipe(z.union([z.string().check(z.maxLength(10_000)), z.number()]), z.transform(String))),
  undefined,
);

/** The envelope of every hook: which event, in which community ("server"). */
export const returningEnvelope = z.object(
  {
    event: z.object(
      { name: z.string('must be a text').check(z.maxLength(1000, 'must be at most 1,000 characters')) },
      'must be {name}',
    ),
    server: z.object({ id: hookId }, 'must be {id}'),
  },
  'must be an object',
);

export const returningUser = z.object(
  {
    id: hookId,
    displayname: spareText,
    name: spareText,
    firstName: spareText,
    lastName: spareText,
    /** The username. */
    nicename: spareText,
    avatar: spareText,
    /** The username of who brought them in; empty or missing for nobody. */
    referredBy: spareText,
  },
  'must be {id, …}',
);

/** The e-mail address in a hook. Read only for a community that links people by it, and then hashed at the door. */
export const returningEmail = z.object({ user: z.object({ id: hookId, email: spareText }) });

/** *User Joins Server*, *User Visits Server*. */
export const returningMemberHook = z.object({ user: returningUser, date: hookInstant });

/**
 * Where a message hook's parts may stand (assumed). Looked for in the message itself, then in `data`, then in the body.
 * The message itself is `message` or `data.message` when that is an object, else the one item of `messages`,
 * `data.messages` or `data`. The author is looked for the other way round: the envelope's `user` says most.
 */
export const messagePlaces = {
  id: ['messageId', 'message_id', 'id', '_id'],
  text: ['message', 'text', 'content', 'body'],
  channel: ['channel', 'channelId', 'channel_id'],
  author: ['user', 'author', 'userId', 'user_id'],
  date: ['timestamp', 'date', 'createdAt', 'created_at'],
} as const;

/**
 * Where the parts of *Purchased Store Item* may stand (assumed). Looked for in the order itself, then in `data`, then in
 * the body. The order itself is the first of `holder` that is an object, in `data` or in the body. The buyer is looked for
 * the other way round, as the author of a message is. An order without an id is told by its buyer, date and item.
 */
export const purchasePlaces = {
  holder: ['order', 'redemption', 'purchase', 'transaction'],
  id: [
    'order',
    'orderId',
    'order_id',
    'redemptionId',
    'redemption_id',
    'purchaseId',
    'purchase_id',
    'transactionId',
    'transaction_id',
    'id',
    '_id',
  ],
  item: ['item', 'items', 'storeItem', 'store_item', 'product', 'reward', 'itemName', 'item_name', 'productName'],
  buyer: ['user', 'buyer', 'customer', 'userId', 'user_id'],
  date: ['purchasedAt', 'purchased_at', 'redeemedAt', 'timestamp', 'date', 'createdAt', 'created_at'],
} as const;

/** What was bought (assumed): a name, or `{name | title | itemName | item_name}`, or a list with that one item. */
export const purchasedItem = z.pipe(
  z.transform((value: unknown) => nameOf(Array.isArray(value) && value.length === 1 ? value[0] : value)),
  z.string().check(z.minLength(1), z.maxLength(10_000)),
);

/** A channel (assumed): an id, or `{channel_id | channelId | id | _id, name}`. */
export const postedChannel = z.pipe(
  z.transform((value: unknown) => withId(value, ['channel_id', 'channelId', 'id', '_id'])),
  z.object({ id: hookId, name: spareText }),
);

/** An author or a buyer (assumed): an id, or the envelope's user with its id under `id | user_id | userId | _id`. */
export const postedAuthor = z.pipe(
  z.transform((value: unknown) => withId(value, ['id', 'user_id', 'userId', '_id'])),
  returningUser,
);

export type ReturningUser = z.infer<typeof returningUser>;

function epochMsOf(date: string | number): number {
  if (typeof date === 'string') return Date.parse(date);
  return Math.floor(date < LEAST_MILLISECONDS ? date * 1000 : date);
}

/** The value as an object whose id stands under `id`. */
function withId(value: unknown, names: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return { id: value };
  const fields = new Map<string, unknown>(Object.entries(value));
  const name = names.find((candidate) => hookId.safeParse(fields.get(candidate)).success);
  return { ...value, id: name === undefined ? undefined : fields.get(name) };
}

function nameOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const fields = new Map<string, unknown>(Object.entries(value));
  return ['name', 'title', 'itemName', 'item_name'].map((key) => fields.get(key)).find((name) => name !== undefined);
}
