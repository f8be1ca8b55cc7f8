import * as z from 'zod/mini';
import { httpsUrl, identifier } from '../../schemas/primitives.ts';
import type { View } from '../store/store.ts';
import { storedRichText } from './rich-text.ts';

/** The collections the domain keeps, by what one document of each is. */
export const collections = {
  /** key: member id */
  members: 'members',
  /** key: `all`; see `bots.ts` */
  bots: 'bots',
  /** key: see `identityKey` */
  identities: 'identities',
  /** key: message id */
  messages: 'messages',
  /** key: ranking; the ranks at a board's last mark */
  marks: 'marks',
  /** key: time, then identity; so that a scan goes through history in order */
  facts: 'facts',
  /** key: member id; the join of theirs that counts, see `joins.ts` */
  joins: 'joins',
  /** key: member id; see `badges/member-badges.ts` */
  badges: 'badges',
  /** key: board and period; see `badges/settle-ranks.ts` */
  settlements: 'settlements',
  /** key: member id; erasures under way, see `erasure/begin-erasure.ts` */
  erasures: 'erasures',
  /** key: `last`; when somebody was last erased, see `import/last-erasure.ts` */
  erasureTimes: 'erasure_times',
  /** key: id of the member that goes; merges under way, see `linking/merge.ts` */
  merges: 'merges',
  /** key: delivery claim; what passed the door but could not be read */
  deadLetters: 'dead_letters',
  /** key: access id; see `access/keys.ts` */
  accessKeys: 'access_keys',
} as const;

/** A member; `nameAt` and `avatarAt` (epoch ms) say how new each is, so that an older fact never overwrites a newer one. */
export const memberDocument = z.object({
  id: identifier,
  name: z.string(),
  nameAt: z.int(),
  avatar: z.nullable(httpsUrl),
  avatarAt: z.int(),
});

/**
 * Who has a platform's name: the member, by the platform's id under which they have it, and since when that is known (epoch
 * ms). Of somebody who was erased only the time stays.
 */
export const nameHolder = z.object({ member: z.nullable(identifier), externalId: z.string(), since: z.int() });

/** Which member a platform's id or username belongs to. */
export const identityDocument = z.object({
  member: z.nullable(identifier),
  /** Of a username, which may change hands: all who had it, in the order in which they took it; the last one is `member`. */
  holders: z.optional(z.array(nameHolder)),
});

/**
 * Boards were counted again after retention had deleted the fact: what it gave stands on none of them any more, and can't be
 * taken back.
 */
const forgotten = z.exactOptional(z.literal(true));

/**
 * All that is known of a message; times in epoch ms. What was told of it before it was posted is kept, so that the order
 * in which facts come makes no difference. It is shown once it is posted and while it is not deleted.
 */
export const messageDocument = z.object({
  id: identifier,
  posted: z.nullable(z.object({ author: identifier, sentAt: z.int(), replyTo: z.nullable(identifier) })),
  /** The newest text. `by`: who edited it, since of a message from before the bridge only its edits are told. */
  text: z.nullable(
    z.object({ body: storedRichText, at: z.int(), isEdit: z.boolean(), by: z.exactOptional(identifier) }),
  ),
  deletedAt: z.nullable(z.int()),
  /** The newest word of each member on each emoji. */
  reactions: z.array(z.object({ emoji: identifier, member: identifier, at: z.int(), isSet: z.boolean() })),
  isForgotten: forgotten,
});

/** The ranks of a board's top at its last mark, by member. */
export const markDocument = z.object({ ranks: z.record(z.string(), z.int()) });

/** The join of a member that counts: when (epoch ms), and the key under which its referrer may be known, see `referrerKey`. */
export const joinDocument = z.object({ at: z.int(), referrer: z.nullable(z.string()), isForgotten: forgotten });

export type IdentityDocument = z.infer<typeof identityDocument>;
export type NameHolder = z.infer<typeof nameHolder>;
export type JoinDocument = z.infer<typeof joinDocument>;
export type MemberDocument = z.infer<typeof memberDocument>;
export type MessageDocument = z.infer<typeof messageDocument>;

/** A document of the view, decoded; undefined when there is none. */
export function readDocument<Schema extends z.ZodMiniType>(
  view: View,
  schema: Schema,
  collection: string,
  key: string,
): z.output<Schema> | undefined {
  const value = view.document(collection, key);
  return value === undefined ? undefined : schema.parse(value);
}
