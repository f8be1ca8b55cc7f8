import {
  formatCursor,
  parseCursor,
  type DataEvent,
  type Leaderboard,
  type Message,
  type MessagePage,
} from '../../src/schemas/index.ts';
import { ModelBoard } from './client-model-board.ts';
import { ModelChannel } from './client-model-channel.ts';
import { ModelStream } from './client-model-stream.ts';

/** What one fact did, in one place of the log. */
interface LogEntry {
  readonly seq: number;
  readonly events: readonly DataEvent[];
}

type Unplaced = DataEvent extends infer Event ? (Event extends DataEvent ? Omit<Event, 'seq'> : never) : never;

const PAGE_LIMIT = 2;

/** A bridge small enough to be plainly right: boards, channels, a log that forgets, and streams that may do their worst. */
export class ModelBridge {
  readonly boards = [new ModelBoard('one', 3), new ModelBoard('two', 2)];
  readonly channels = [new ModelChannel('general'), new ModelChannel('random')];
  readonly streams = new Set<ModelStream>();
  #epochNumber = 1;
  #sequence = 0;
  #forgottenTo = 0;
  #log: LogEntry[] = [];
  /** What was true of each topic at each cursor. */
  readonly #history = new Map<string, Leaderboard | readonly Message[]>();

  constructor() {
    this.#remember();
  }

  get topics(): string[] {
    return [...this.boards, ...this.channels].map(({ topic }) => topic);
  }

  get cursor(): string {
    return formatCursor({ epoch: this.#epoch, sequence: this.#sequence });
  }

  get sequence(): number {
    return this.#sequence;
  }

  write(...changes: readonly Unplaced[]): void {
    this.#sequence += 1;
    const entry = {
      seq: this.#sequence,
      events: changes.map((change) => ({ ...change, seq: this.#sequence })),
    };
    this.#log.push(entry);
    this.#remember();
    for (const stream of this.streams) stream.add(entry.events);
  }

  /** The log keeps its last entries only. */
  forget(keep: number): void {
    this.#log = keep === 0 ? [] : this.#log.slice(-keep);
    this.#forgottenTo = (this.#log[0]?.seq ?? this.#sequence + 1) - 1;
  }

  /** The log is another one, and its last entry is lost. Its sequences may begin below those of the old one. */
  beginEpoch(sequence: number): void {
    for (const stream of this.streams) stream.end();
    this.#epochNumber += 1;
    this.boards[0]?.remove('m0');
    this.#sequence = sequence;
    this.forget(0);
    this.#remember();
  }

  open(topics: readonly string[], cursor: string | undefined): ModelStream {
    const resumed = this.#resumption(cursor);
    const start = resumed === 'yes' && cursor !== undefined ? parseCursor(cursor)!.sequence : this.#sequence;
    const stream = new ModelStream(this, { topics, resumed, epoch: this.#epoch, start });
    for (const { seq, events } of this.#log) if (seq > start) stream.add(events);
    return stream;
  }

  snapshot(topic: string): Leaderboard | MessagePage {
    const board = this.boards.find((candidate) => candidate.topic === topic);
    return board ? board.snapshot(this.cursor) : this.page(topic, undefined);
  }

  page(topic: string, before: string | undefined): MessagePage {
    const channel = this.channels.find((candidate) => candidate.topic === topic);
    return channel!.page(PAGE_LIMIT, this.cursor, before);
  }

  /** A board, or all messages of a channel, as they were at a cursor. */
  truthAt(topic: string, cursor: string): Leaderboard | readonly Message[] {
    const truth = this.#history.get(`${topic} ${cursor}`);
    if (!truth) throw new Error(`${topic} never was at ${cursor}`);
    return truth;
  }

  #remember(): void {
    for (const board of this.boards) this.#history.set(`${board.topic} ${this.cursor}`, board.snapshot(this.cursor));
    for (const { topic, messages } of this.channels) this.#history.set(`${topic} ${this.cursor}`, messages);
  }

  get #epoch(): string {
    return `epoch${this.#epochNumber}`;
  }

  #resumption(text: string | undefined): 'yes' | 'new' | 'gap' {
    if (text === undefined) return 'new';
    const { epoch, sequence } = parseCursor(text)!;
    const isKept = epoch === this.#epoch && sequence >= this.#forgottenTo && sequence <= this.#sequence;
    return isKept ? 'yes' : 'gap';
  }
}
