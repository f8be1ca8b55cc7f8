import type { ErrorCode, WidgetError } from '../client/errors.ts';
import type { LiveState } from '../client/live-connection.ts';

const travelling: EventInit = { bubbles: true, composed: true };

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

declare global {
  interface HTMLElementEventMap {
    'returning-ready': ReturningReadyEvent;
    'returning-data': ReturningDataEvent;
    'returning-error': ReturningErrorEvent;
    'returning-live': ReturningLiveEvent;
  }
}
