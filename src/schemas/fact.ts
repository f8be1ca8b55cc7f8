import * as z from 'zod/mini';
import { displayName, httpsUrl, identifier } from './primitives.ts';
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

const common = {
  /** The platform that told it. */
  source,
  /** When it happened, by the platform's clock; never more than 5 minutes ahead of ours. */
  at: epochMs,
  /** The claim of this delivery: the same text for a repeat of the same delivery. */
  delivery: z.string().check(z.minLength(1), z.maxLength(300)),
  person,
};

export const memberJoined = z.object({ kind: z.literal('member.joined'), ...common, referrer: z.optional(referrer) });

export const memberVisited = z.object({ kind: z.literal('member.visited'), ...common });

export const messagePostedFact = z.object({
  kind: z.literal('message.posted'),
  ...common,
  channel: z.object({ externalId: identifier, name: z.optional(displayName) }),
  message: z.object({
    externalId: identifier,
    text: z.string().check(z.maxLength(MAX_TEXT_LENGTH)),
    /** How the text is marked up, so that a better reader can read the kept fact again. */
    format: z.enum(['slack-mrkdwn', 'returning-text']),
    /** The external id of the message this one answers. */
    replyTo: z.optional(identifier),
  }),
});

/** What happened in a community, whichever platform told it: the bridge's own word for a webhook. Facts are kept. */
export const fact = z.discriminatedUnion('kind', [memberJoined, memberVisited, messagePostedFact]);

export type Source = z.infer<typeof source>;
export type Person = z.infer<typeof person>;
export type Referrer = z.infer<typeof referrer>;
export type Fact = z.infer<typeof fact>;
export type FactKind = Fact['kind'];
export type MessagePostedFact = z.infer<typeof messagePostedFact>;
