import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Backoff } from '../client/backoff.ts';
import { systemClock, type Clock } from '../client/clock.ts';
import { WidgetError } from '../client/errors.ts';

export interface ResourceOptions<Value> {
  /** Takes each loaded value. False: it is too old to be used, and must be asked for again. */
  readonly receive: (value: Value) => boolean;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export type Load<Value> = (signal: AbortSignal) => Promise<Value>;

/**
 * Loads one thing, again and again: a newer load aborts the older, so that only the newest writes, and what may succeed
 * later is tried again with growing delays. Values go to `receive` as they come; meanwhile the last one stands.
 * Disconnecting stops everything, connecting goes on with what was stopped.
 */
export class ResourceController<Value> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #receive: (value: Value) => boolean;
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #pending: Load<Value> | undefined;
  #attempt: AbortController | undefined;
  #cancelRetry: (() => void) | undefined;
  #isConnected = false;
  #error: WidgetError | undefined;

  constructor(host: ReactiveControllerHost, options: ResourceOptions<Value>) {
    const { receive, clock = systemClock, random = Math.random } = options;
    this.#host = host;
    this.#receive = receive;
    this.#clock = clock;
    this.#backoff = new Backoff({ random });
    host.addController(this);
  }

  get isLoading(): boolean {
    return this.#attempt !== undefined;
  }

  /** Whether a load is under way or waits for its next try. */
  get isPending(): boolean {
    return this.#pending !== undefined;
  }

  /** Why the last try failed; undefined again once one succeeded. */
  get error(): WidgetError | undefined {
    return this.#error;
  }

  hostConnected(): void {
    this.#isConnected = true;
    if (this.#pending) void this.#try(this.#pending);
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop();
  }

  /** Starts a load in place of any other. Resolves when its first try has ended, also in an error. */
  async run(load: Load<Value>): Promise<void> {
    this.#stop();
    this.#backoff.reset();
    this.#pending = load;
    if (this.#isConnected) await this.#try(load);
  }

  /** Stops what is under way and forgets the last error. */
  clear(): void {
    this.#stop();
    this.#pending = undefined;
    this.#error = undefined;
    this.#host.requestUpdate();
  }

  async #try(load: Load<Value>): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#host.requestUpdate();
    let value: Value;
    try {
      value = await load(attempt.signal);
    } catch (cause) {
      if (!attempt.signal.aborted) this.#fail(load, asWidgetError(cause));
      return;
    }
    if (!attempt.signal.aborted) this.#finish(load, value);
  }

  #finish(load: Load<Value>, value: Value): void {
    this.#attempt = undefined;
    this.#pending = undefined;
    this.#host.requestUpdate();
    if (this.#receive(value)) this.#error = undefined;
    else this.#retryLater(load, 0);
  }

  #fail(load: Load<Value>, error: WidgetError): void {
    this.#attempt = undefined;
    this.#pending = undefined;
    this.#error = error;
    this.#host.requestUpdate();
    if (error.retryable) this.#retryLater(load, error.retryAfterMs ?? 0);
  }

  #retryLater(load: Load<Value>, atLeastMs: number): void {
    this.#pending = load;
    this.#cancelRetry = this.#clock.after(atLeastMs + this.#backoff.nextDelayMs(), () => void this.#try(load));
  }

  #stop(): void {
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
  }
}

function asWidgetError(cause: unknown): WidgetError {
  if (cause instanceof WidgetError) return cause;
  return new WidgetError('server', `Loading failed: ${String(cause)}`, { cause });
}
