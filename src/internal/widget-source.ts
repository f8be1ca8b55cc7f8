import type { WidgetError } from '../client/errors.ts';
import type { LiveState } from '../client/live-connection.ts';

/** Where a widget's data comes from, as its base sees it. */
export interface WidgetSource<Data> {
  /** What is known now: the last snapshot with all live events since. */
  readonly data: Data | undefined;
  /** Why the last load or the stream failed; undefined again once it succeeded. */
  readonly error: WidgetError | undefined;
  readonly isLoading: boolean;
  readonly liveState: LiveState;
  /** Loads anew, past every cache; resolves when that has ended, also in an error. */
  refresh(): Promise<void>;
}

/** What a widget shows. Exactly one at a time; `refreshing`, `live`, `stale` and `offline` come on top. */
export type WidgetStatus = 'not-configured' | 'loading' | 'empty' | 'error' | 'signed-out' | 'ready';
