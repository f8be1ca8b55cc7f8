import { isAboutToken, type WidgetError } from '../client/errors.ts';
import type { LiveState } from '../client/live-connection.ts';
import {
  ReturningDataEvent,
  ReturningErrorEvent,
  ReturningLiveEvent,
  ReturningReadyEvent,
  ReturningTokenExpiredEvent,
} from './events.ts';
import { warnOnce } from './warn-once.ts';
import type { WidgetSource } from './widget-source.ts';

type Told<Data> = Pick<WidgetSource<Data>, 'data' | 'error' | 'liveState'>;
type DebuggableElement = HTMLElement & { readonly debug: boolean };

/** Tells the page what changed in a widget's source since it was last told. */
export class SourceEvents<Data> {
  /** Resolves with the first data. */
  readonly ready: Promise<void>;

  readonly #target: DebuggableElement;
  #resolveReady: (() => void) | undefined;
  #data: Data | undefined;
  #error: WidgetError | undefined;
  #liveState: LiveState = 'off';

  constructor(target: DebuggableElement) {
    this.#target = target;
    this.ready = new Promise((resolve) => (this.#resolveReady = resolve));
  }

  /** Called after each render, so that a listener finds on the screen what its event tells. */
  tell({ data, error, liveState }: Told<Data>): void {
    const isNewData = data !== undefined && data !== this.#data;
    const isNewError = error !== undefined && error !== this.#error;
    const isNewState = liveState !== this.#liveState;
    this.#data = data;
    this.#error = error;
    this.#liveState = liveState;
    if (isNewData) this.#tellData(data);
    if (isNewError) this.#tellError(error);
    if (isNewState) this.#dispatch(new ReturningLiveEvent(liveState));
  }

  #tellData(data: Data): void {
    this.#dispatch(new ReturningDataEvent(data));
    if (!this.#resolveReady) return;
    this.#resolveReady();
    this.#resolveReady = undefined;
    this.#dispatch(new ReturningReadyEvent());
  }

  #tellError(error: WidgetError): void {
    this.#dispatch(new ReturningErrorEvent(error));
    // Only whoever builds the page, or runs the bridge, can mend it.
    if (!error.retryable && !isAboutToken(error)) warnOnce(error.message.replace(/\.?$/, '.'));
    // Who was shown something and is asked for a token has one no more.
    const hadToken = error.code === 'token-required' && this.#data !== undefined;
    if (error.code === 'token-expired' || hadToken) this.#dispatch(new ReturningTokenExpiredEvent());
  }

  #dispatch(event: Event): void {
    this.#target.dispatchEvent(event);
    // eslint-disable-next-line no-console -- the attribute asks for it
    if (this.#target.debug) console.debug(`<${this.#target.localName}>`, event.type, event);
  }
}
