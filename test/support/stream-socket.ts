import { EventEmitter } from 'node:events';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { StreamSocket } from '../../src/bridge/live/subscriber.ts';

/** A stream's socket as the hub sees it, read on the other side as a browser would. A test decides how fast it drains. */
export class ReadSocket extends EventEmitter implements StreamSocket {
  readonly events: EventSourceMessage[] = [];
  writableLength = 0;
  destroyed = false;
  writableEnded = false;
  /** While true, what is written leaves only by `drain`. */
  isStuck = false;
  readonly #parser = createParser({ onEvent: (event) => this.#take(event) });
  readonly #decoder = new TextDecoder();
  #unsent: Uint8Array[] = [];

  write(bytes: Uint8Array): boolean {
    if (this.writableEnded) throw new Error('write after end');
    if (this.destroyed) return false;
    if (this.isStuck) this.#hold(bytes);
    else this.#read(bytes);
    this.emit('write');
    return !this.isStuck;
  }

  /** The reader takes all that is unsent. */
  drain(): void {
    const unsent = this.#unsent;
    this.#unsent = [];
    this.writableLength = 0;
    for (const bytes of unsent) this.#read(bytes);
    this.emit('drain');
  }

  /** As a response does: what is unsent leaves first, and until then it is not destroyed. */
  end(): void {
    this.writableEnded = true;
    if (!this.isStuck) this.destroy();
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('close');
  }

  /** The names of the events so far. */
  get names(): string[] {
    return this.events.map(({ event }) => event ?? 'message');
  }

  /** The last id, as a browser would resume from. */
  get lastId(): string | undefined {
    return this.events.findLast(({ id }) => id !== undefined)?.id;
  }

  /** Resolves once an event of that name has come, counted from the first. */
  async until(name: string, count = 1): Promise<EventSourceMessage> {
    for (;;) {
      const found = this.events.filter(({ event }) => event === name)[count - 1];
      if (found !== undefined) return found;
      await new Promise((resolve) => this.once('event', resolve));
    }
  }

  #hold(bytes: Uint8Array): void {
    this.#unsent.push(bytes);
    this.writableLength += bytes.length;
  }

  #read(bytes: Uint8Array): void {
    this.#parser.feed(this.#decoder.decode(bytes, { stream: true }));
  }

  #take(event: EventSourceMessage): void {
    this.events.push(event);
    this.emit('event');
  }
}
