/** A live stream that somebody reads by token. */
export interface TokenStream {
  /** The access key the token was made with. */
  readonly accessId: string;
  /** Epoch ms; the stream is to end then, which is its own matter. */
  readonly expiresAt: number;
  /** Tells the reader to fetch another token. */
  warn(expiresInMs: number): void;
  /** Ends the stream at once, whatever is still unsent. */
  cut(): void;
}

/** How long before its end a token's reader is told. */
const WARN_BEFORE_MS = 60_000;

/** The open streams of tokens: each is told before its token ends, and ends when its key is revoked. */
export class TokenStreams {
  readonly #open = new Set<TokenStream>();
  readonly #unwarned = new Set<TokenStream>();
  readonly #revoked = new Set<string>();

  add(stream: TokenStream): void {
    this.#open.add(stream);
    // Its token was proved a moment ago; the key may have been revoked since.
    if (this.#revoked.has(stream.accessId)) stream.cut();
  }

  /** The stream has said hello, and may say more. */
  goLive(stream: TokenStream): void {
    if (this.#open.has(stream)) this.#unwarned.add(stream);
  }

  remove(stream: TokenStream): void {
    this.#open.delete(stream);
    this.#unwarned.delete(stream);
  }

  beat(now: number): void {
    for (const stream of this.#unwarned) {
      const expiresInMs = stream.expiresAt - now;
      if (expiresInMs > WARN_BEFORE_MS) continue;
      this.#unwarned.delete(stream);
      stream.warn(Math.max(0, expiresInMs));
    }
  }

  revoke(accessId: string): void {
    this.#revoked.add(accessId);
    for (const stream of this.#open) {
      if (stream.accessId === accessId) stream.cut();
    }
  }
}
