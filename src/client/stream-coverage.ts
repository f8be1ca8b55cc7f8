import { reaches, type Cursor } from '../schemas/index.ts';

/** What one stream has told so far, and so whether someone who joins it now would miss anything. */
export class StreamCoverage {
  #topics: ReadonlySet<string>;
  #me: string | undefined;
  #start: Cursor | undefined;
  #watermark: Cursor | undefined;
  /** The last sequence told of each topic. */
  readonly #told = new Map<string, number>();

  /** @param start undefined: wherever the server begins, which its `hello` tells */
  constructor(topics: readonly string[], start: Cursor | undefined) {
    this.#topics = new Set(topics);
    this.#start = start;
    this.#watermark = start;
  }

  /** Those asked for, by the names they were asked for with; from `hello` on those of them that were granted. */
  get topics(): ReadonlySet<string> {
    return this.#topics;
  }

  /** Nothing of this stream's topics up to here is still to come. */
  get watermark(): Cursor | undefined {
    return this.#watermark;
  }

  /** @param me whom `me` in a topic stands for */
  grant(topics: readonly string[], me: string | undefined): void {
    this.#me = me;
    const asked = this.#topics;
    this.#topics = new Set(topics.flatMap((topic) => this.namesOf(topic)).filter((topic) => asked.has(topic)));
  }

  /** The names a topic may have been asked for with: its own, and `…/me` for what is the token's member's. */
  namesOf(topic: string): readonly string[] {
    const [kind, id] = topic.split('/');
    return id === this.#me && (kind === 'member' || kind === 'standing') ? [topic, `${kind}/me`] : [topic];
  }

  /** The stream begins here, and not where it was asked to. */
  beginAt(start: Cursor): void {
    this.#start = start;
    this.#watermark = start;
  }

  advance(watermark: Cursor): void {
    const goesBack = this.#watermark !== undefined && reaches(this.#watermark, watermark);
    if (!goesBack) this.#watermark = watermark;
  }

  /** All of the topic up to that sequence was told, or told to be lost. */
  tell(topic: string, sequence: number): void {
    for (const name of this.namesOf(topic)) this.#told.set(name, Math.max(sequence, this.#told.get(name) ?? 0));
  }

  /**
   * Whether all of a topic after the cursor is still to come. The watermark does not decide that: of a topic in which
   * nothing happened, nothing below it was told.
   */
  covers(topic: string, cursor: Cursor | undefined): boolean {
    if (!this.#topics.has(topic)) return false;
    if (this.#start === undefined) return true;
    if (cursor?.epoch !== this.#start.epoch) return false;
    return cursor.sequence >= this.#start.sequence && cursor.sequence >= (this.#told.get(topic) ?? 0);
  }
}
