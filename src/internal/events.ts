import type { ErrorCode, WidgetError } from '../client/errors.ts';
import type { LiveState } from '../client/live-connection.ts';
import type { Badge } from '../schemas/badges.ts';
import type { LeaderboardEntry } from '../schemas/leaderboard.ts';
import type { Member } from '../schemas/member.ts';
import type { Message } from '../schemas/messages.ts';

const travelling: EventInit = { bubbles: true, composed: true };

/** What can be chosen in a widget. */
export type SelectedItem =
  | { readonly kind: 'entry'; readonly entry: LeaderboardEntry }
  | { readonly kind: 'badge'; readonly badge: Badge }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'member'; readonly member: Member };

/** The first data is on the screen. Fires once in an element's life. */
export class ReturningReadyEvent extends Event {
  constructor() {
    super('returning-ready', travelling);
  }
}

/** What is shown changed: `data` is the whole of it, newly loaded or folded from live events. */
export class ReturningDataEvent<Data = unknown> extends Event {
  readonly data: Data;

  constructor(data: Data) {
    super('returning-data', travelling);
    this.data = data;
  }
}

/** Something went wrong; `code` is stable and meant to be acted on, `message` is for developers and in English. */
export class ReturningErrorEvent extends Event {
  readonly code: ErrorCode;
  /** Whether the same request may succeed later; the element then tries again by itself. */
  readonly retryable: boolean;
  readonly message: string;

  constructor({ code, retryable, message }: WidgetError) {
    super('returning-error', travelling);
    this.code = code;
    this.retryable = retryable;
    this.message = message;
  }
}

/** The state of the live stream changed. */
export class ReturningLiveEvent extends Event {
  readonly state: LiveState;

  constructor(state: LiveState) {
    super('returning-live', travelling);
    this.state = state;
  }
}

/** The embed token ended, and another could not be had: whoever was signed in is so no more. */
export class ReturningTokenExpiredEvent extends Event {
  constructor() {
    super('returning-token-expired', travelling);
  }
}

/**
 * Something was chosen: a link of the widget, or anything in one that is `selectable`. Cancelling it keeps a link from
 * being followed. Each element says what its items are.
 */
export class ReturningSelectEvent<Item extends SelectedItem = SelectedItem> extends Event {
  readonly item: Item;

  constructor(item: Item) {
    super('returning-select', { ...travelling, cancelable: true });
    this.item = item;
  }
}

declare global {
  interface HTMLElementEventMap {
    'returning-ready': ReturningReadyEvent;
    'returning-data': ReturningDataEvent;
    'returning-error': ReturningErrorEvent;
    'returning-live': ReturningLiveEvent;
    'returning-token-expired': ReturningTokenExpiredEvent;
    'returning-select': ReturningSelectEvent;
  }
}
