/** What the stand-in's REST API does instead of answering. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: 302 | 400 | 401 | 403 | 404 | 429 | 500 | 503;
      readonly retryAfter?: string;
    }
  /** No answer, until whoever asks goes away. */
  | { readonly kind: 'silence' }
  /** The connection ends without an answer. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'body'; readonly body: string };

/** The switches by which a test makes the stand-in's REST API fail. */
export class Faults {
  #next: (Fault | undefined)[] = [];
  #always: Fault | undefined;

  /** What befalls the next requests, one each; undefined lets one through. */
  next(...faults: (Fault | undefined)[]): void {
    this.#next.push(...faults);
  }

  /** What befalls every other request; undefined ends it. */
  always(fault: Fault | undefined): void {
    this.#always = fault;
  }

  take(): Fault | undefined {
    return this.#next.length > 0 ? this.#next.shift() : this.#always;
  }
}
