import { addToBatch, type SequencedChange, type TopicBatch } from './topic-batch.ts';

/** How long a board's changes are gathered while it is busy: at most four events a second. */
const GATHER_MS = 250;

/**
 * What waits to be told in one topic. The first change after a quiet while goes at once; those that follow within the
 * interval are gathered. One batch is under way at a time, so a topic's events leave in order.
 */
export class TopicQueue {
  readonly #send: (batch: TopicBatch) => Promise<void>;
  readonly #clock: () => number;
  #waiting: TopicBatch | undefined;
  #underWay: TopicBatch | undefined;
  #lastSentAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  /** @param send must not reject */
  constructor(send: (batch: TopicBatch) => Promise<void>, clock: () => number) {
    this.#send = send;
    this.#clock = clock;
  }

  /** The lowest log entry of which something is still unsent; undefined when nothing is. */
  get firstUnsent(): number | undefined {
    return this.#underWay?.first ?? this.#waiting?.first;
  }

  /** Takes all that a log entry tells of the topic: it then leaves together, and no page shows half of it for a while. */
  add(changes: readonly SequencedChange[]): void {
    for (const change of changes) this.#waiting = addToBatch(this.#waiting, change);
    this.#schedule();
  }

  /** Called by `send` as the batch is handed on: it no longer holds the watermark back. */
  handedOn(): void {
    this.#underWay = undefined;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting = undefined;
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#underWay !== undefined || this.#waiting === undefined) return;
    const waitMs = Math.max(0, this.#lastSentAt + GATHER_MS - this.#clock());
    if (waitMs === 0) void this.#flush();
    else this.#timer = setTimeout(() => void this.#flush(), waitMs);
  }

  async #flush(): Promise<void> {
    this.#timer = undefined;
    const batch = this.#waiting;
    if (batch === undefined) return;
    this.#waiting = undefined;
    this.#underWay = batch;
    this.#lastSentAt = this.#clock();
    await this.#send(batch);
    this.#underWay = undefined;
    this.#schedule();
  }
}
