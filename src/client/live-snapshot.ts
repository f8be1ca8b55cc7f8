import type { TopicEvent } from '../schemas/index.ts';
import { advanceCursor, cursorReaches, laterCursor } from './cursor-order.ts';
import type { Fold } from './fold.ts';

/** How many events wait for a snapshot; of more, the snapshot must include the oldest. */
const MAX_HELD = 1000;

/**
 * One topic's snapshot with the live events since. Events that come while a snapshot is needed are held, and folded onto
 * it when it arrives. After each event look at `needsSnapshotSince`: while it is set, `state` is out of date, and a snapshot has
 * to be loaded with it as `since`.
 */
export class LiveSnapshot<State extends { readonly cursor: string }> {
  readonly #fold: Fold<State>;
  #state: State | undefined;
  #needsSince: string | undefined;
  #held: TopicEvent[] = [];

  constructor(fold: Fold<State>) {
    this.#fold = fold;
  }

  /** The last known state, also while a newer snapshot is needed; undefined before the first. */
  get state(): State | undefined {
    return this.#state;
  }

  /** The cursor a snapshot must reach before events count again; undefined while none is needed but the first. */
  get needsSnapshotSince(): string | undefined {
    return this.#needsSince;
  }

  /** @returns whether `state` changed */
  applyEvent(event: TopicEvent): boolean {
    if (this.#state === undefined || this.#needsSince !== undefined) {
      this.#hold(event);
      return false;
    }
    const before = this.#state;
    const after = this.#fold(before, event);
    if (after === 'needs-snapshot') this.#needsSince = advanceCursor(before.cursor, event.seq);
    else this.#state = after;
    return this.#state !== before;
  }

  /** The stream lost events up to `since`. What is held came before them, so the snapshot includes it. */
  applyGap(since: string): void {
    this.#held = [];
    this.#needsSince = this.#needsSince === undefined ? since : laterCursor(this.#needsSince, since);
  }

  /**
   * Takes a snapshot; only the answer to the newest request may come here.
   * A snapshot older than the state is left aside, as the state is right.
   * @returns false when another one is needed: it was too old to end a gap, or the period changed again meanwhile
   */
  applySnapshot(snapshot: State): boolean {
    if (this.#needsSince !== undefined && !cursorReaches(snapshot.cursor, this.#needsSince)) return false;
    if (this.#needsSince === undefined && this.#isOlder(snapshot)) return true;
    this.#state = snapshot;
    this.#needsSince = undefined;
    this.#foldHeld();
    return this.needsSnapshotSince === undefined;
  }

  /** Changes the state by something that is no event, for instance an older page. */
  amend(change: (state: State) => State): void {
    if (this.#state !== undefined) this.#state = change(this.#state);
  }

  /** Forgets everything: another topic begins. */
  reset(): void {
    this.#state = undefined;
    this.#needsSince = undefined;
    this.#held = [];
  }

  #foldHeld(): void {
    const held = this.#held;
    this.#held = [];
    for (const event of held) this.applyEvent(event);
  }

  #hold(event: TopicEvent): void {
    this.#held.push(event);
    if (this.#held.length <= MAX_HELD || this.#needsSince === undefined) return;
    const oldest = this.#held.shift();
    if (oldest) this.#needsSince = laterCursor(this.#needsSince, advanceCursor(this.#needsSince, oldest.seq));
  }

  #isOlder(snapshot: State): boolean {
    const { cursor } = this.#state ?? snapshot;
    return cursor !== snapshot.cursor && cursorReaches(cursor, snapshot.cursor);
  }
}
