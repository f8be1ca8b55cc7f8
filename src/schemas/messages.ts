import * as z from 'zod/mini';
import { cursorText } from './cursor-text.ts';
import { member } from './member.ts';
import { atMost, displayName, identifier, instant, slug, wholeNumber } from './primitives.ts';
import { richText } from './rich-text.ts';

/** The most messages one page holds. */
export const MAX_PAGE_SIZE = 100;

export const channel = z.object({ id: slug, name: displayName });

/** The most different emoji a message shows. */
export const MAX_REACTIONS = 50;

/** How many people set an emoji on a message; `emoji` is its name without colons, or the character itself. */
export const reaction = z.object({ emoji: identifier, count: wholeNumber(1) });

export const message = z.object({
  id: identifier,
  author: member,
  sentAt: instant,
  /** Null while the message stands as it was sent. */
  editedAt: z.nullable(instant),
  /** The message this one answers. */
  replyTo: z.nullable(identifier),
  body: richText,
  /** In the order in which each emoji was first set. */
  reactions: z.array(reaction).check(atMost(MAX_REACTIONS)),
});

/** Where the next older page begins: what `positionAfter` makes, and opaque to whoever else calls. */
export const pagePosition = z.string().check(atMost(200));

/** Where the messages begin that are older than this one: of one instant, those with a greater id. @param sentAt epoch ms */
export function positionAfter(id: string, sentAt: number): string {
  return `${sentAt}.${id}`;
}

/** Whether a message is one of those. */
export function standsAfter(position: string, { id, sentAt }: Pick<Message, 'id' | 'sentAt'>): boolean {
  const [instant, lastId = ''] = position.split('.');
  const newerBy = Date.parse(sentAt) - Number(instant);
  return newerBy < 0 || (newerBy === 0 && id > lastId);
}

/** `GET …/channels/{id}/messages`: newest first, true at `cursor`. */
export const messagePage = z.object({
  channel,
  messages: z.array(message).check(atMost(MAX_PAGE_SIZE)),
  /** Null when there is nothing older. */
  nextBefore: z.nullable(pagePosition),
  cursor: cursorText,
});

export type Channel = z.infer<typeof channel>;
export type Reaction = z.infer<typeof reaction>;
export type Message = z.infer<typeof message>;
export type MessagePage = z.infer<typeof messagePage>;
