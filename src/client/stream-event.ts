import type { EventSourceMessage } from 'eventsource-parser';
import { controlEvents, dataEvents, decode, type Bye, type DataEvent, type Gap, type Hello } from '../schemas/index.ts';

/** What a stream can say: a topic's change, or something about the stream itself. */
export type StreamEvent =
  | DataEvent
  | ({ readonly name: 'hello' } & Hello)
  | ({ readonly name: 'gap' } & Gap)
  | ({ readonly name: 'bye' } & Bye)
  | { readonly name: 'heartbeat' };

/**
 * @returns undefined for a name this version does not know
 * @throws {DecodeError | SyntaxError} when a known event does not fit its schema
 */
export function decodeStreamEvent({ event: name, data }: EventSourceMessage): StreamEvent | undefined {
  const schemas = { ...dataEvents, ...controlEvents };
  if (name === undefined || !Object.hasOwn(schemas, name)) return undefined;
  const known = name as keyof typeof schemas;
  const value = decode(schemas[known], JSON.parse(data), `the live event ${name}`);
  // The schema belongs to the name, which the type system can't follow through the table.
  return { name: known, ...value } as StreamEvent;
}
