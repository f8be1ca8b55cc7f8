import * as z from 'zod/mini';
import { eventPlace, type Named } from './event-place.ts';
import { MAX_REACTIONS, message, reaction } from './messages.ts';
import { atMost, identifier, slug } from './primitives.ts';

const place = { ...eventPlace, channel: slug };

/** What a topic `channel/…` tells. */
export const messageEvents = {
  'message.posted': z.object({ ...place, message }),
  /** The whole message as it stands now. A reader who does not have it leaves it aside. */
  'message.edited': z.object({ ...place, message }),
  'message.deleted': z.object({ ...place, id: identifier }),
  /** All reactions of a message as they stand now. */
  'message.reacted': z.object({
    ...place,
    id: identifier,
    reactions: z.array(reaction).check(atMost(MAX_REACTIONS)),
  }),
} as const;

export type MessageEvent = Named<typeof messageEvents>;
export type MessagePosted = Extract<MessageEvent, { name: 'message.posted' }>;
export type MessageEdited = Extract<MessageEvent, { name: 'message.edited' }>;
export type MessageDeleted = Extract<MessageEvent, { name: 'message.deleted' }>;
export type MessageReacted = Extract<MessageEvent, { name: 'message.reacted' }>;
