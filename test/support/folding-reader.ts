import { foldLeaderboard } from '../../src/client/fold-leaderboard.ts';
import { foldMessages, type MessagesState } from '../../src/client/fold-messages.ts';
import { LiveSnapshot } from '../../src/client/live-snapshot.ts';
import { decodeStreamEvent, type StreamEvent } from '../../src/client/stream-event.ts';
import type { Hub } from '../../src/bridge/live/hub.ts';
import type { Store } from '../../src/bridge/store/store.ts';
import { parseCursor } from '../../src/schemas/cursor.ts';
import type { Leaderboard } from '../../src/schemas/leaderboard.ts';
import { readBoard, readMessages } from './community.ts';
import { ReadSocket } from './stream-socket.ts';

export const readerTopics = ['board/visits/all-time', 'channel/general'];

/** A page with one board and one feed, at the other end of a real hub's stream. */
export class FoldingReader {
  readonly board = new LiveSnapshot<Leaderboard>(foldLeaderboard);
  readonly feed = new LiveSnapshot<MessagesState>(foldMessages);
  readonly #store: Store;
  readonly #hub: Hub;
  #socket: ReadSocket | undefined;
  #resumeFrom: string | undefined;

  constructor(store: Store, hub: Hub) {
    this.#store = store;
    this.#hub = hub;
  }

  /** Loads what a page loads first, and again after a gap. */
  async loadSnapshots(): Promise<void> {
    const isFirst = this.board.state === undefined;
    if (isFirst || this.board.needsSnapshotSince !== undefined) {
      const snapshot = await readBoard(this.#store, 'visits');
      this.board.applySnapshot(snapshot);
      this.#resumeFrom ??= snapshot.cursor;
    }
    if (isFirst || this.feed.needsSnapshotSince !== undefined) {
      this.feed.applySnapshot(await readMessages(this.#store));
    }
  }

  /** Opens a stream; it need not be live yet when the next thing happens. */
  connect(): void {
    if (this.#socket !== undefined) return;
    const socket = new ReadSocket();
    this.#socket = socket;
    const cursor = parseCursor(this.#resumeFrom ?? '');
    socket.on('event', () => this.#take(socket));
    void this.#hub.open(
      socket,
      { granted: readerTopics, refused: [], boards: new Set(), me: undefined, cursor },
      Infinity,
    );
  }

  disconnect(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #take(socket: ReadSocket): void {
    const message = socket.events.at(-1);
    if (message === undefined || socket !== this.#socket) return;
    const event = decodeStreamEvent(message);
    this.#resumeFrom = socket.lastId ?? this.#resumeFrom;
    if (event !== undefined) this.#apply(event);
  }

  #apply(event: StreamEvent): void {
    const isGap = event.kind === 'gap' || (event.kind === 'hello' && event.resumed === 'gap');
    if (isGap) {
      this.board.applyGap(event.cursor);
      this.feed.applyGap(event.cursor);
    } else if (event.kind === 'topic') {
      (event.event.topic === 'channel/general' ? this.feed : this.board).applyEvent(event.event);
    }
  }
}
