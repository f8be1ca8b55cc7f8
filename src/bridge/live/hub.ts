import type { CommunityConfig } from '../../schemas/config.ts';
import type { Hello } from '../../schemas/control-events.ts';
import { formatCursor, type Cursor } from '../../schemas/cursor.ts';
import type { DataEvent } from '../../schemas/live-event.ts';
import { logEntry } from '../domain/log-entry.ts';
import { toldBy } from '../domain/standing-changes.ts';
import type { LogEntry, LogPage, Store } from '../store/store.ts';
import { audiences } from './audience.ts';
import { describeBatches, encodeControlEvent, encodeDataEvents, encodeGap } from './encode-batch.ts';
import { FanOut } from './fan-out.ts';
import { isInLog, replay } from './history.ts';
import { Subscriber, type StreamSocket } from './subscriber.ts';
import { topicOf, type TopicBatch } from './topic-batch.ts';
import { TopicQueue } from './topic-queue.ts';

export interface HubOptions {
  readonly store: Store;
  readonly community: CommunityConfig;
  readonly heartbeatMs: number;
  readonly clock: () => number;
  /** Told when the store failed to answer and streams were sent a `gap` instead. */
  readonly onError: (error: unknown) => void;
}

/** A stream that was authorised. */
export interface StreamRequest {
  readonly granted: readonly string[];
  readonly refused: Hello['refused'];
  /** The boards of which the reader may be told how they stand on them. */
  readonly boards: ReadonlySet<string>;
  /** The member of the reader's token. */
  readonly me: string | undefined;
  /** Where to resume; undefined for a stream that begins now. */
  readonly cursor: Cursor | undefined;
}

/** One community's live streams: follows the log, and tells each entry to whoever may read its topics. */
export class Hub {
  readonly #options: HubOptions;
  readonly #subscribers = new Map<Subscriber, number>();
  readonly #readers = new Map<string, Set<Subscriber>>();
  readonly #queues = new Map<string, TopicQueue>();
  readonly #fanOut = new FanOut<Subscriber>();
  #position: Cursor | undefined;
  #delivered = 0;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  get streams(): number {
    return this.#subscribers.size;
  }

  /** How many events were handed to streams so far, one for each stream. */
  get delivered(): number {
    return this.#delivered;
  }

  /** How many log entries are not told yet. */
  get lag(): number {
    return (this.#position?.sequence ?? 0) - (this.#watermark()?.sequence ?? 0);
  }

  /** Takes a new log entry. */
  publish(epoch: string, { sequence, entry }: LogEntry): void {
    this.#position = { epoch, sequence };
    const read = logEntry.safeParse(entry);
    if (!read.success) this.#giveUp(this.#position, read.error);
    for (const [topic, changes] of Map.groupBy(read.success ? toldBy(read.data) : [], topicOf)) {
      if (this.#readers.has(topic)) this.#queue(topic).add(changes.map((change) => ({ seq: sequence, change })));
    }
  }

  /**
   * Opens a stream: live first (held back), then what was missed, then on. Resolves when the stream is live, or over.
   * @param expiresAt epoch ms at which the stream is asked to come again, so that clients spread over servers
   */
  async open(socket: StreamSocket, request: StreamRequest, expiresAt: number): Promise<void> {
    const subscriber = new Subscriber(socket, request.granted, request.boards);
    this.#register(subscriber, expiresAt);
    socket.once('close', () => this.#remove(subscriber));
    const page = await this.#options.store.readLog(this.#options.community.id, { after: 0, limit: 0 });
    this.#position ??= { epoch: page.epoch, sequence: page.head };
    const resumed = resumption(request.cursor, page);
    const after = resumed === 'yes' && request.cursor !== undefined ? request.cursor.sequence : page.head;
    subscriber.send(this.#hello(request, resumed, { epoch: page.epoch, sequence: after }), this.#options.clock());
    const { store, community } = this.#options;
    for await (const bytes of replay({ store, community, reader: subscriber, after, upTo: page.head })) {
      if (!(await subscriber.sendPatiently(bytes))) return;
    }
    subscriber.goLive(page.head, this.#options.clock());
  }

  /** One beat for all: a heartbeat for quiet streams, a farewell for those whose time is up. */
  beat(now: number): void {
    for (const [subscriber, expiresAt] of this.#subscribers) {
      if (expiresAt <= now) subscriber.close(encodeControlEvent('bye', { reconnectAfterMs: 0 }));
    }
    const watermark = this.#watermark();
    if (watermark === undefined) return;
    const bytes = encodeControlEvent('heartbeat', {}, watermark);
    const quiet = [...this.#subscribers.keys()].filter(({ isReplaying, isEnding }) => !isReplaying && !isEnding);
    this.#fanOut.add(quiet, (subscriber) => subscriber.send(bytes, now));
  }

  /** Ends every stream; each is told a different time to come back, so that they don't return all at once. */
  close(reconnectAfterMs: () => number): void {
    for (const queue of this.#queues.values()) queue.close();
    const farewell = (subscriber: Subscriber): void =>
      subscriber.close(encodeControlEvent('bye', { reconnectAfterMs: reconnectAfterMs() }));
    this.#fanOut.add([...this.#subscribers.keys()], farewell);
  }

  #hello({ granted, refused, me }: StreamRequest, resumed: Hello['resumed'], cursor: Cursor): Buffer {
    const { heartbeatMs } = this.#options;
    const place = { cursor: formatCursor(cursor), resumed };
    const data: Hello = { ...place, granted: [...granted], ...(me !== undefined && { me }), refused, heartbeatMs };
    return encodeControlEvent('hello', data, cursor);
  }

  #queue(topic: string): TopicQueue {
    const known = this.#queues.get(topic);
    if (known !== undefined) return known;
    const queue: TopicQueue = new TopicQueue((batch) => this.#tell(topic, batch, queue), this.#options.clock);
    this.#queues.set(topic, queue);
    return queue;
  }

  async #tell(topic: string, batch: TopicBatch, queue: TopicQueue): Promise<void> {
    const { store, community, onError } = this.#options;
    const seq = batch.changes.at(-1)?.seq ?? batch.first;
    try {
      const events = await describeBatches(store, community, [batch]);
      queue.handedOn();
      const watermark = this.#watermark();
      if (events.length > 0 && watermark !== undefined) this.#sendEvents(topic, seq, events, watermark);
    } catch (error) {
      queue.handedOn();
      const epoch = this.#position?.epoch ?? '';
      this.#send(topic, seq, encodeGap([topic], { epoch, sequence: seq }));
      onError(error);
    }
  }

  /** An entry that can't be read may be of any topic. */
  #giveUp(position: Cursor, error: unknown): void {
    for (const topic of this.#readers.keys()) this.#send(topic, position.sequence, encodeGap([topic], position));
    this.#options.onError(error);
  }

  // Encoded once for all, but for a member's own standing.
  #sendEvents(topic: string, seq: number, events: readonly DataEvent[], watermark: Cursor): void {
    for (const [told, readers] of audiences(events, this.#readers.get(topic) ?? [])) {
      if (told.length > 0) this.#sendTo(readers, seq, encodeDataEvents(told, watermark));
    }
  }

  #send(topic: string, seq: number, bytes: Buffer): void {
    this.#sendTo([...(this.#readers.get(topic) ?? [])], seq, bytes);
  }

  #sendTo(readers: readonly Subscriber[], seq: number, bytes: Buffer): void {
    const now = this.#options.clock();
    this.#delivered += readers.length;
    this.#fanOut.add(readers, (subscriber) => subscriber.deliver(seq, bytes, now));
  }

  // Lower than a stream's own watermark when another topic is behind; that only makes a resume tell more again.
  #watermark(): Cursor | undefined {
    if (this.#position === undefined) return undefined;
    const unsent = [...this.#queues.values()].flatMap(({ firstUnsent }) => firstUnsent ?? []);
    return {
      epoch: this.#position.epoch,
      sequence: Math.min(this.#position.sequence, ...unsent.map((seq) => seq - 1)),
    };
  }

  #register(subscriber: Subscriber, expiresAt: number): void {
    this.#subscribers.set(subscriber, expiresAt);
    for (const topic of subscriber.topics) {
      const readers = this.#readers.get(topic) ?? new Set();
      this.#readers.set(topic, readers.add(subscriber));
    }
  }

  #remove(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    for (const topic of subscriber.topics) {
      const readers = this.#readers.get(topic);
      readers?.delete(subscriber);
      if (readers?.size === 0) this.#forgetTopic(topic);
    }
  }

  #forgetTopic(topic: string): void {
    this.#readers.delete(topic);
    this.#queues.get(topic)?.close();
    this.#queues.delete(topic);
  }
}

function resumption(cursor: Cursor | undefined, log: LogPage): Hello['resumed'] {
  if (cursor === undefined) return 'new';
  return isInLog(cursor, log) ? 'yes' : 'gap';
}
