import { parseCursor, type Cursor } from '../schemas/index.ts';
import type { BridgeClient } from './bridge-client.ts';
import type { Clock } from './clock.ts';
import type { WidgetError } from './errors.ts';
import { openEvents } from './open-events.ts';
import { readEventStream } from './read-event-stream.ts';
import type { StreamEvent } from './stream-event.ts';

/** Until `hello` says it. */
const DEFAULT_HEARTBEAT_MS = 15_000;
const MISSED_HEARTBEATS = 2.5;

export interface LiveStreamOptions {
  readonly client: BridgeClient;
  readonly clock: Clock;
  readonly topics: readonly string[];
  readonly cursor: string | undefined;
  /** Each event with the watermark it carried, if any. */
  onEvent(event: StreamEvent, watermark: Cursor | undefined): void;
  /** The stream is over, by itself and once. `error` is undefined when it ended cleanly. */
  onEnd(error: WidgetError | undefined): void;
}

/** One stream, from its request to its end. Once closed it tells nothing any more. */
export class LiveStream {
  readonly #options: LiveStreamOptions;
  readonly #abort = new AbortController();
  #silenceMs = DEFAULT_HEARTBEAT_MS * MISSED_HEARTBEATS;
  #isGreeted = false;
  #stopWatchdog: (() => void) | undefined;

  constructor(options: LiveStreamOptions) {
    this.#options = options;
    void this.#run();
  }

  get #isClosed(): boolean {
    return this.#abort.signal.aborted;
  }

  close(): void {
    this.#stopWatchdog?.();
    this.#abort.abort();
  }

  async #run(): Promise<void> {
    try {
      await this.#read();
      this.#end(undefined);
    } catch (error) {
      this.#end(this.#options.client.errorOf(error));
    }
  }

  async #read(): Promise<void> {
    const { client, topics, cursor } = this.#options;
    const { body } = await openEvents(client, { topics, cursor, signal: this.#abort.signal });
    if (this.#isClosed || !body) return;
    this.#watch();
    await readEventStream(body, {
      onBytes: () => this.#watch(),
      onMessage: (message) => {
        // One piece may hold many events, and any of them may make its listener close the stream.
        if (this.#isClosed) return;
        const event = client.decodeEvent(message);
        if (event) this.#tell(event, message.id === undefined ? undefined : parseCursor(message.id));
      },
    });
  }

  #tell(event: StreamEvent, watermark: Cursor | undefined): void {
    if (event.kind === 'hello') {
      this.#isGreeted = true;
      this.#silenceMs = event.heartbeatMs * MISSED_HEARTBEATS;
    }
    if (!this.#isGreeted) throw new SyntaxError(`The stream began with ${event.kind} instead of hello`);
    this.#options.onEvent(event, watermark);
  }

  #end(error: WidgetError | undefined): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onEnd(error);
  }

  #watch(): void {
    this.#stopWatchdog?.();
    if (this.#isClosed) return;
    this.#stopWatchdog = this.#options.clock.after(this.#silenceMs, () => this.#end(undefined));
  }
}
