import { badgeEvents } from './badge-events.ts';
import { boardEvents } from './board-events.ts';
import type { Named } from './event-place.ts';
import { memberEvents, standingEvents } from './member-events.ts';
import { messageEvents } from './message-events.ts';

/**
 * Server-sent events, one schema an event name. On the wire: `event:` the name, `id:` the stream's watermark as a
 * cursor (nothing of this stream's topics at or below it is still unsent), `data:` the JSON described by the schema.
 * A reader ignores names it does not know.
 */

/** Events that change a topic's state. */
export const dataEvents = {
  ...boardEvents,
  ...messageEvents,
  ...badgeEvents,
  ...memberEvents,
  ...standingEvents,
} as const;

export type DataEventName = keyof typeof dataEvents;
export type DataEvent = Named<typeof dataEvents>;
