import * as z from 'zod/mini';
import { httpsUrl, identifier } from '../../schemas/primitives.ts';
import { richText } from '../../schemas/rich-text.ts';
import type { View } from '../store/store.ts';

/** The collections the domain keeps, by what one document of each is. */
export const collections = {
  /** key: member id */
  members: 'members',
  /** key: see `identityKey` */
  identities: 'identities',
  /** key: message id */
  messages: 'messages',
  /** key: time, then identity; so that a scan goes through history in order */
  facts: 'facts',
  /** key: see `usernameKey`; referrals whose referrer nobody knows yet */
  waitingReferrals: 'waiting_referrals',
  /** key: delivery claim; what passed the door but could not be read */
  deadLetters: 'dead_letters',
} as const;

/** A member; `nameAt` and `avatarAt` (epoch ms) say how new each is, so that an older fact never overwrites a newer one. */
export const memberDocument = z.object({
  id: identifier,
  name: z.string(),
  nameAt: z.int(),
  avatar: z.nullable(httpsUrl),
  avatarAt: z.int(),
});

/** Which member a platform's id or username belongs to. */
export const identityDocument = z.object({ member: identifier });

/** A message as it is shown; times in epoch ms. */
export const messageDocument = z.object({
  id: identifier,
  author: identifier,
  sentAt: z.int(),
  editedAt: z.nullable(z.int()),
  replyTo: z.nullable(identifier),
  body: richText,
});

/** When the people came who were brought by someone not known yet (epoch ms each). */
export const waitingReferralsDocument = z.object({ joinedAt: z.array(z.int()) });

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
