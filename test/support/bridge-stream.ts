import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** How long a test waits before it says what it did not get. */
export const PATIENCE_MS = 5000;

export interface StreamEvent {
  readonly name: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

/** A reader of one live stream, that lets a test wait for what is to come. */
export class BridgeStream {
  readonly response: Response;
  readonly events: StreamEvent[] = [];
  /** All that came, as it came. */
  raw = '';
  /** Resolves when the server ended the stream, or cut it off. */
  readonly ended: Promise<void>;
  readonly #leave = new AbortController();
  readonly #arrivals = new EventTarget();
  #hasEnded = false;

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<BridgeStream> {
    const leave = new AbortController();
    const response = await fetch(url, { headers, signal: leave.signal });
    return new BridgeStream(response, leave);
  }

  private constructor(response: Response, leave: AbortController) {
    this.response = response;
    this.#leave = leave;
    this.ended = this.#read();
  }

  /** The `index`-th event of the stream, from 0. */
  async event(index: number): Promise<StreamEvent> {
    return this.#until(() => this.events[index], `event ${index}`);
  }

  /** The `index`-th event with that name, from 0. */
  async named(name: string, index = 0): Promise<StreamEvent> {
    return this.#until(() => this.events.filter((event) => event.name === name)[index], `"${name}" ${index}`);
  }

  leave(): void {
    this.#leave.abort();
  }

  async #until(find: () => StreamEvent | undefined, what: string): Promise<StreamEvent> {
    const giveUp = AbortSignal.timeout(PATIENCE_MS);
    for (let found = find(); ; found = find()) {
      if (found !== undefined) return found;
      if (giveUp.aborted || this.#hasEnded) {
        throw new Error(`${what} did not come; there were: ${this.events.map(({ name }) => name).join(' ')}`);
      }
      await this.#nextArrival(giveUp);
    }
  }

  async #nextArrival(giveUp: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#arrivals.addEventListener('arrival', () => resolve(), { once: true });
      giveUp.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  async #read(): Promise<void> {
    const parser = createParser({ onEvent: (message) => this.#take(message) });
    try {
      const chunks = this.response.body?.pipeThrough(new TextDecoderStream()) ?? [];
      for await (const chunk of chunks) {
        this.raw += chunk;
        parser.feed(chunk);
      }
    } catch {
      // Cut off, by the test or by the server: the end all the same.
    }
    this.#hasEnded = true;
    this.#arrivals.dispatchEvent(new Event('arrival'));
  }

  #take({ event = 'message', id, data }: EventSourceMessage): void {
    this.events.push({ name: event, id, data: JSON.parse(data) as Record<string, unknown> });
    this.#arrivals.dispatchEvent(new Event('arrival'));
  }
}
