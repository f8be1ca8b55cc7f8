import { formatCursor, type DataEvent, type Hello } from '../../src/schemas/index.ts';
import { mergeBoardEvents } from './client-model-board.ts';
import { mergeMessageEvents } from './client-model-channel.ts';

interface Log {
  readonly sequence: number;
  readonly streams: Set<ModelStream>;
}

export interface ModelStreamStart {
  readonly topics: readonly string[];
  readonly resumed: Hello['resumed'];
  readonly epoch: string;
  readonly start: number;
}

/** One piece of a stream: an event and the watermark it goes with. */
export interface Delivery {
  readonly event:
    | DataEvent
    | { readonly name: 'gap'; readonly topics: string[]; readonly cursor: string }
    | { readonly name: 'heartbeat' };
  readonly id: string;
}

interface Unsent {
  /** The first log entry that is merged into it. */
  readonly first: number;
  readonly event: DataEvent;
}

/**
 * A stream with all the freedom that the contract leaves: any order between topics, any merging within one, cut off at
 * any event. Each delivery carries the watermark: the highest sequence below which nothing is unsent.
 */
export class ModelStream {
  readonly hello: { readonly name: 'hello' } & Hello;
  readonly #log: Log;
  readonly #epoch: string;
  readonly #unsent: Map<string, Unsent[]>;
  /** Called when it is ended by the bridge. */
  onEnd: () => void = () => undefined;

  constructor(log: Log, { topics, resumed, epoch, start }: ModelStreamStart) {
    this.#log = log;
    this.#epoch = epoch;
    this.#unsent = new Map(topics.map((topic) => [topic, []]));
    const cursor = formatCursor({ epoch, sequence: start });
    this.hello = { name: 'hello', cursor, resumed, granted: [...topics], refused: [], heartbeatMs: 15_000 };
    log.streams.add(this);
  }

  get isOpen(): boolean {
    return this.#log.streams.has(this);
  }

  get hasUnsent(): boolean {
    return this.#waiting.length > 0;
  }

  add(events: readonly DataEvent[]): void {
    for (const event of events) this.#unsent.get(event.topic)?.push({ first: event.seq, event });
  }

  /** Sends up to `count` changes of one of the topics, merged where they can be. */
  deliver(pick: number, count: number): Delivery | undefined {
    const queue = this.#waiting[pick % this.#waiting.length];
    const first = queue?.shift();
    if (!queue || !first) return undefined;
    let { event } = first;
    for (let merged = 1; merged < count; merged += 1) {
      const both = queue[0] && merge(event, queue[0].event);
      if (!both) break;
      event = both;
      queue.shift();
    }
    return { event, id: this.#watermark };
  }

  heartbeat(): Delivery {
    return { event: { name: 'heartbeat' }, id: this.#watermark };
  }

  /** Gives up what is unsent, and says so. */
  overflow(): Delivery | undefined {
    const topics = [...this.#unsent].flatMap(([topic, queue]) => (queue.length > 0 ? [topic] : []));
    for (const queue of this.#unsent.values()) queue.length = 0;
    return topics.length === 0
      ? undefined
      : { event: { name: 'gap', topics, cursor: this.#watermark }, id: this.#watermark };
  }

  end(): void {
    if (this.#log.streams.delete(this)) this.onEnd();
  }

  get #waiting(): Unsent[][] {
    return [...this.#unsent.values()].filter((queue) => queue.length > 0);
  }

  get #watermark(): string {
    const firsts = this.#waiting.map((queue) => queue[0]!.first);
    return formatCursor({
      epoch: this.#epoch,
      sequence: Math.min(this.#log.sequence, ...firsts.map((seq) => seq - 1)),
    });
  }
}

function merge(earlier: DataEvent, later: DataEvent): DataEvent | undefined {
  if ('channel' in earlier && 'channel' in later) return mergeMessageEvents(earlier, later);
  return 'board' in earlier && 'board' in later ? mergeBoardEvents(earlier, later) : undefined;
}
