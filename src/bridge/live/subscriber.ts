/** What a stream writes to: `http.ServerResponse` fits. */
export interface StreamSocket {
  readonly writableLength: number;
  readonly destroyed: boolean;
  /** Whether a last event was sent, which a slow client may not have read yet. */
  readonly writableEnded: boolean;
  write(bytes: Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
  once(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

/** A client that reads too slowly is cut off at this many unsent bytes, or after that long; it resumes by its cursor. */
export const MAX_UNSENT_BYTES = 256 * 1024;
export const MAX_UNSENT_MS = 10_000;

interface HeldEvent {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** One open stream. Live events are held back until its replay is through, so that each topic's events stay in order. */
export class Subscriber {
  readonly topics: ReadonlySet<string>;
  readonly boards: ReadonlySet<string>;
  readonly #socket: StreamSocket;
  #held: HeldEvent[] | undefined = [];
  #heldBytes = 0;
  #replayedTo = 0;
  #blockedSince: number | undefined;

  /** @param boards of which its reader may be told how they stand on them */
  constructor(socket: StreamSocket, topics: readonly string[], boards: ReadonlySet<string>) {
    this.#socket = socket;
    this.topics = new Set(topics);
    this.boards = boards;
  }

  get isReplaying(): boolean {
    return this.#held !== undefined;
  }

  get isEnding(): boolean {
    return this.#socket.writableEnded;
  }

  /** A live event that tells its topic up to `seq`. Left out when the replay told it already. */
  deliver(seq: number, bytes: Uint8Array, now: number): void {
    if (this.#held !== undefined) this.#hold(this.#held, { seq, bytes });
    else if (seq > this.#replayedTo) this.send(bytes, now);
  }

  /** Writes at once; cuts the stream off when too much is unsent. */
  send(bytes: Uint8Array, now: number): void {
    if (this.#isOver()) return;
    if (this.#isTooSlow(now)) {
      this.#socket.destroy();
      return;
    }
    if (this.#socket.write(bytes)) this.#blockedSince = undefined;
    else this.#blockedSince ??= now;
  }

  /**
   * Writes and waits until the client has room again; cuts the stream off when it takes nothing for too long.
   * @returns false when the stream is over
   */
  async sendPatiently(bytes: Uint8Array): Promise<boolean> {
    if (!this.#isOver() && !this.#socket.write(bytes)) await this.#drained();
    return !this.#isOver();
  }

  /** Ends the replay: sends what was held, without what the replay told up to that log entry. */
  goLive(replayedTo: number, now: number): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#replayedTo = replayedTo;
    for (const { seq, bytes } of held) this.deliver(seq, bytes, now);
  }

  /** Sends a last event and ends the stream; cuts it off when it was sent before and the client still did not read it. */
  close(farewell: Uint8Array): void {
    if (this.isEnding) this.#socket.destroy();
    if (this.#isOver()) return;
    this.#socket.write(farewell);
    this.#socket.end();
  }

  #hold(held: HeldEvent[], event: HeldEvent): void {
    if (this.#isOver()) return;
    this.#heldBytes += event.bytes.length;
    if (this.#heldBytes > MAX_UNSENT_BYTES) this.#socket.destroy();
    else held.push(event);
  }

  async #drained(): Promise<void> {
    await new Promise<void>((resolve) => {
      const patience = setTimeout(() => this.#socket.destroy(), MAX_UNSENT_MS);
      const done = (): void => {
        clearTimeout(patience);
        this.#socket.off('drain', done);
        this.#socket.off('close', done);
        resolve();
      };
      this.#socket.once('drain', done);
      this.#socket.once('close', done);
    });
  }

  #isOver(): boolean {
    return this.isEnding || this.#socket.destroyed;
  }

  #isTooSlow(now: number): boolean {
    if (this.#socket.writableLength === 0) this.#blockedSince = undefined;
    if (this.#socket.writableLength > MAX_UNSENT_BYTES) return true;
    return this.#blockedSince !== undefined && now - this.#blockedSince > MAX_UNSENT_MS;
  }
}
