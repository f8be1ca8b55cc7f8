import type { EventSourceMessage } from 'eventsource-parser';
import {
  controlEvents,
  decode,
  topicEvent,
  type Bye,
  type Gap,
  type Hello,
  type TopicEvent,
} from '../schemas/index.ts';

/**
 * What a stream can say: something about itself, or something about a topic, which only the topic's readers understand.
 * So a stream opened by one copy of this package carries the events of any other on the page.
 */
export type StreamEvent =
  | { readonly kind: 'topic'; readonly event: TopicEvent }
  | ({ readonly kind: 'hello' } & Hello)
  | ({ readonly kind: 'gap' } & Gap)
  | ({ readonly kind: 'bye' } & Bye)
  | { readonly kind: 'heartbeat' | 'token-expiring' };

/**
 * @returns undefined for what this version does not know
 * @throws {DecodeError | SyntaxError} when an event about the stream does not fit its schema
 */
export function decodeStreamEvent({ event: name, data }: EventSourceMessage): StreamEvent | undefined {
  if (name === undefined) return undefined;
  const value: unknown = JSON.parse(data);
  if (!Object.hasOwn(controlEvents, name)) return decodeTopicEvent(name, value);
  const kind = name as keyof typeof controlEvents;
  // The schema belongs to the name, which the type system can't follow through the table.
  return { ...decode(controlEvents[kind], value, `the live event ${name}`), kind } as StreamEvent;
}

function decodeTopicEvent(name: string, value: unknown): StreamEvent | undefined {
  const { success, data } = topicEvent.safeParse(value);
  return success ? { kind: 'topic', event: { ...(value as object), ...data, name } } : undefined;
}
