import * as z from 'zod/mini';
import { displayName, httpsUrl, identifier, slug } from './primitives.ts';
import { MAX_TEXT_LENGTH } from './rich-text.ts';

/** The platforms whose hooks the bridge takes. */
export const sources = ['returning', 'slack'] as const;
export const source = z.enum(sources);

/** A person as a platform names them. No e-mail address: it is left at the door. */
export const person = z.object({
  externalId: identifier,
  username: z.optional(identifier),
  name: z.optional(displayName),
  avatar: z.optional(httpsUrl),
});

/** Who brought a person in: Returning.AI names the username, Slack the id. */
export const referrer = z.union([z.object({ username: identifier }), z.object({ externalId: identifier })]);

/** Milliseconds since 1970 (UTC). */
const epochMs = z.int().check(z.minimum(0), z.maximum(8_640_000_000_000_000));

const commonWithoutPerson = {
  /** The platform that told it. */
  source,
  /** When it happened, by the platform's clock; never more than 5 minutes ahead of ours. */
  at: epochMs,
  /** The claim of this delivery: the same text for a repeat of the same delivery. */
  delivery: z.string().check(z.minLength(1), z.maxLength(300)),
};

const common = { ...commonWithoutPerson, person };

export const memberJoined = z.object({ kind: z.literal('member.joined'), ...common, referrer: z.optional(referrer) });

export const memberVisited = z.object({ kind: z.literal('member.visited'), ...common });

/** Which message a fact is about. */
const messageRef = { channel: z.object({ externalId: identifier, name: z.optional(displayName) }) };

const messageText = {
  text: z.string().check(z.maxLength(MAX_TEXT_LENGTH)),
  /** How the text is marked up, so that a better reader can read the kept fact again. */
  format: z.enum(['slack-mrkdwn', 'returning-text']),
};

export const messagePostedFact = z.object({
  kind: z.literal('message.posted'),
  ...common,
  ...messageRef,
  message: z.object({
    externalId: identifier,
    ...messageText,
    /** The external id of the message this one answers. */
    replyTo: z.optional(identifier),
  }),
});

/** A message's text was replaced. `at`: when; of two edits the later one stands, whichever comes last. */
export const messageEdited = z.object({
  kind: z.literal('message.edited'),
  ...common,
  ...messageRef,
  message: z.object({ externalId: identifier, ...messageText }),
});

/** A message was taken back, for good. `person` is its author where the platform says who that is. */
export const messageDeleted = z.object({
  kind: z.literal('message.deleted'),
  ...commonWithoutPerson,
  person: z.optional(person),
  ...messageRef,
  message: z.object({ externalId: identifier }),
});

/** Someone set or took back a reaction. Of the same person, message and emoji the later one counts. */
export const messageReacted = z.object({
  kind: z.literal('message.reacted'),
  ...common,
  ...messageRef,
  message: z.object({ externalId: identifier }),
  /** The emoji's name without colons, as the platform names it, for instance `thumbsup`. */
  emoji: identifier,
  isSet: z.boolean(),
});

/** Someone bought something in the community's store. */
export const itemPurchased = z.object({
  kind: z.literal('item.purchased'),
  ...common,
  order: z.object({ externalId: identifier, item: z.optional(displayName) }),
});

/**
 * Points that someone brought along to one board: an import says so, and no platform. They count on the day of `at`; what
 * a later import says of the same person, board and moment takes their place.
 */
export const scoreImported = z.object({
  kind: z.literal('score.imported'),
  ...common,
  board: slug,
  score: z.int(),
});

/** What happened in a community, whichever platform told it: the bridge's own word for a webhook. Facts are kept. */
export const fact = z.discriminatedUnion('kind', [
  memberJoined,
  memberVisited,
  messagePostedFact,
  messageEdited,
  messageDeleted,
  messageReacted,
  itemPurchased,
  scoreImported,
]);

export type Source = z.infer<typeof source>;
export type Person = z.infer<typeof person>;
export type Referrer = z.infer<typeof referrer>;
export type Fact = z.infer<typeof fact>;
export type FactKind = Fact['kind'];
export type ScoreImportedFact = z.infer<typeof scoreImported>;
export type MessagePostedFact = z.infer<typeof messagePostedFact>;
export type MessageEditedFact = z.infer<typeof messageEdited>;
export type MessageDeletedFact = z.infer<typeof messageDeleted>;
export type MessageReactedFact = z.infer<typeof messageReacted>;
