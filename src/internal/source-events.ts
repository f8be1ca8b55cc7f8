import type { WidgetError } from '../client/errors.ts';
import type { LiveState } from '../client/live-connection.ts';
import { ReturningDataEvent, ReturningErrorEvent, ReturningLiveEvent, ReturningReadyEvent } from './events.ts';
import type { WidgetSource } from './widget-source.ts';

/** Tells the page what changed in a widget's source since it was last told. */
export class SourceEvents<Data> {
  /** Resolves with the first data. */
  readonly ready: Promise<void>;

  readonly #target: EventTarget;
  #resolveReady: (() => void) | undefined;
  #data: Data | undefined;
  #error: WidgetError | undefined;
  #liveState: LiveState = 'off';

  constructor(target: EventTarget) {
    this.#target = target;
    this.ready = new Promise((resolve) => (this.#resolveReady = resolve));
  }

  /** Called after each render, so that a listener finds on the screen what its event tells. */
  tell({ data, error, liveState }: WidgetSource<Data>): void {
    const isNewData = data !== undefined && data !== this.#data;
    const isNewError = error !== undefined && error !== this.#error;
    const isNewState = liveState !== this.#liveState;
    this.#data = data;
    this.#error = error;
    this.#liveState = liveState;
    if (isNewData) this.#tellData(data);
    if (isNewError) this.#target.dispatchEvent(new ReturningErrorEvent(error));
    if (isNewState) this.#target.dispatchEvent(new ReturningLiveEvent(liveState));
  }

  #tellData(data: Data): void {
    this.#target.dispatchEvent(new ReturningDataEvent(data));
    if (!this.#resolveReady) return;
    this.#resolveReady();
    this.#resolveReady = undefined;
    this.#target.dispatchEvent(new ReturningReadyEvent());
  }
}
