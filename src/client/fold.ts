import { decode, type Named, type Schema, type TopicEvent } from '../schemas/index.ts';
import { readCursor } from './cursor-order.ts';

/** The state after an event; what it already includes is ignored. `needs-snapshot`: the event does not tell enough. */
export type Fold<State> = (state: State, event: TopicEvent) => State | 'needs-snapshot';

/**
 * The fold of one kind of topic. Events of other names are left aside; one that does not fit its schema tells nothing,
 * so only a snapshot can.
 * @param fold is given events the state does not include yet
 * @param partialEntries how many log entries, of those a state includes, it may include in part only: 1 where an entry can tell
 * several events of a topic. They are folded again, which changes nothing, as they are told as things are now
 */
export function foldOf<State extends { readonly cursor: string }, Table extends Readonly<Record<string, Schema>>>(
  events: Table,
  fold: (state: State, event: Named<Table>) => State | 'needs-snapshot',
  partialEntries: 0 | 1 = 0,
): Fold<State> {
  return (state, event) => {
    const { name, seq } = event;
    const schema = Object.hasOwn(events, name) ? events[name] : undefined;
    if (!schema || seq <= readCursor(state.cursor).sequence - partialEntries) return state;
    const known = readEvent(schema, event);
    // The schema belongs to the name, which the type system can't follow through the table.
    return known ? fold(state, { ...known, name } as Named<Table>) : 'needs-snapshot';
  };
}

function readEvent(schema: Schema, event: TopicEvent): object | undefined {
  try {
    return decode(schema, event, event.name) as object;
  } catch {
    return undefined;
  }
}
