import { DecodeError, type Mistake } from '../../schemas/decode.ts';
import type { Fact } from '../../schemas/fact.ts';
import { eventLabelOf } from './clean-text.ts';

/** What a hook tells. */
export interface DatedFact {
  readonly fact: Fact;
  /** The hook holds no date that can be used: the fact is dated by its arrival. */
  readonly isUndated: boolean;
}

/** An event the bridge does not know; `name` is fit for a log. */
export interface UnknownEvent {
  readonly type: 'unknown-event';
  readonly name: string;
}

/** A body that does not fit; the mistakes quote nothing of it. */
export interface Unreadable {
  readonly type: 'unreadable';
  readonly mistakes: readonly Mistake[];
}

export function unknownEvent(name: string): UnknownEvent {
  return { type: 'unknown-event', name: eventLabelOf(name) };
}

/** What `read` answers, or the mistakes for which it gave up. */
export function orUnreadable<Reading>(read: () => Reading): Reading | Unreadable {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError) return { type: 'unreadable', mistakes: error.mistakes };
    throw error;
  }
}
