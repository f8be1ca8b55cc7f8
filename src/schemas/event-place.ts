import * as z from 'zod/mini';
import { identifier, wholeNumber } from './primitives.ts';

/** Where a data event stands: in which topic, and up to which log entry it tells that topic's whole story. */
export const eventPlace = { topic: identifier, seq: wholeNumber(1) };

/** What every data event says, whatever it tells: all that a stream has to know of it. */
export const topicEvent = z.object(eventPlace);

/** A data event of any kind with its name; what else it holds is its topic's business. */
export type TopicEvent = { readonly name: string; readonly [field: string]: unknown } & z.infer<typeof topicEvent>;

/** A table's events with their names, as readers hand them on. */
export type Named<Table extends Readonly<Record<string, z.ZodMiniType>>> = {
  [Name in keyof Table]: { readonly name: Name } & z.infer<Table[Name]>;
}[keyof Table];
