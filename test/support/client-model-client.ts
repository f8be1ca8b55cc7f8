import { cursorReaches } from '../../src/client/cursor-order.ts';
import { foldLeaderboard } from '../../src/client/fold-leaderboard.ts';
import { foldMessages, joinOlderPage, type MessagesState } from '../../src/client/fold-messages.ts';
import { LiveSnapshot } from '../../src/client/live-snapshot.ts';
import {
  formatCursor,
  parseCursor,
  type Leaderboard,
  type MessagePage,
  type TopicEvent,
} from '../../src/schemas/index.ts';
import type { ModelBridge } from './client-model-bridge.ts';
import type { Delivery, ModelStream } from './client-model-stream.ts';

type State = Leaderboard | MessagesState;

/** Where a client asks a new stream to begin: at the last watermark, or, naively, after the last event it saw. */
export type ResumeRule = 'watermark' | 'last-seen';

export function foldAny(state: State, event: TopicEvent): State | 'needs-snapshot' {
  return 'entries' in state ? foldLeaderboard(state, event) : foldMessages(state, event);
}

/** One topic of a client: the real snapshot and folds, with answers that come when they come. */
class ModelWidget {
  readonly topic: string;
  readonly live = new LiveSnapshot<State>(foldAny);
  /** Where its events continue; undefined until it has a snapshot. */
  cursor: string | undefined;
  #answer: State | undefined;
  /** Older pages may be newer than the cursor: then only the end can be compared with the truth. */
  hasOlderPages = false;
  #older: { readonly page: MessagePage; readonly before: string } | undefined;
  #cached: State | undefined;

  constructor(topic: string) {
    this.topic = topic;
  }

  get isTrue(): boolean {
    return this.live.state !== undefined && this.live.needsSnapshotSince === undefined;
  }

  /** The bridge, or a cache, answers now; when that arrives is another matter. A newer request replaces an older one. */
  request(bridge: ModelBridge, mayBeCached: boolean): void {
    const cached = this.#cached;
    // A cache may be behind, but not by an epoch: it keeps answers for seconds.
    const isUsable = mayBeCached && cached && cursorReaches(bridge.cursor, cached.cursor);
    this.#answer = isUsable ? cached : bridge.snapshot(this.topic);
    this.#cached = this.#answer;
  }

  /** @returns whether it is the first one, with which the widget's events begin */
  receive(): boolean {
    const answer = this.#answer;
    if (!answer) return false;
    this.#answer = undefined;
    this.live.applySnapshot(answer);
    if (this.cursor !== undefined) return false;
    this.cursor = answer.cursor;
    return true;
  }

  requestOlder(bridge: ModelBridge): void {
    const { state } = this.live;
    if (!state || 'entries' in state || state.nextBefore === null) return;
    this.#older = { page: bridge.page(this.topic, state.nextBefore), before: state.nextBefore };
  }

  receiveOlder(): void {
    const older = this.#older;
    if (!older) return;
    this.#older = undefined;
    this.live.amend((state) => {
      const joined = 'entries' in state ? undefined : joinOlderPage(state, older.page, older.before);
      if (!joined) return state;
      this.hasOlderPages = true;
      return joined;
    });
  }
}

/** Real snapshots and folds on a connection of a few lines, which follows the rule under test. */
export class ModelClient {
  readonly widgets: readonly ModelWidget[];
  readonly #bridge: ModelBridge;
  readonly #rule: ResumeRule;
  #stream: ModelStream | undefined;

  constructor(bridge: ModelBridge, rule: ResumeRule) {
    this.#bridge = bridge;
    this.#rule = rule;
    this.widgets = bridge.topics.map((topic) => new ModelWidget(topic));
  }

  receive(widget: ModelWidget): void {
    if (widget.receive()) this.drop();
  }

  drop(): void {
    this.#stream?.end();
  }

  deliver(pick: number, count: number): void {
    this.#take(this.#openStream()?.deliver(pick, count));
  }

  heartbeat(): void {
    this.#take(this.#stream?.isOpen ? this.#stream.heartbeat() : undefined);
  }

  overflow(): void {
    this.#take(this.#stream?.isOpen ? this.#stream.overflow() : undefined);
  }

  /** Everything arrives, until nothing more can change. */
  settle(): void {
    for (let rounds = 0; rounds < 20; rounds += 1) {
      for (const widget of this.widgets) {
        if (!widget.isTrue) widget.request(this.#bridge, false);
        this.receive(widget);
        widget.receiveOlder();
      }
      while (this.#openStream()?.hasUnsent) this.deliver(0, 1);
      this.heartbeat();
      if (this.widgets.every(({ isTrue }) => isTrue)) return;
    }
    throw new Error('The client does not come to rest');
  }

  get #subscribed(): (ModelWidget & { cursor: string })[] {
    return this.widgets.filter((widget): widget is ModelWidget & { cursor: string } => widget.cursor !== undefined);
  }

  #openStream(): ModelStream | undefined {
    if (this.#stream?.isOpen) return this.#stream;
    const widgets = this.#subscribed;
    if (widgets.length === 0) return undefined;
    const topics = widgets.map(({ topic }) => topic);
    this.#stream = this.#bridge.open(topics, lowestOf(widgets.map(({ cursor }) => cursor)));
    const { resumed, cursor } = this.#stream.hello;
    if (resumed !== 'yes') this.#tellGap(topics, cursor);
    return this.#stream;
  }

  #take(delivery: Delivery | undefined): void {
    if (!delivery) return;
    const { event, id } = delivery;
    if (event.name === 'gap') this.#tellGap(event.topics, event.cursor);
    else if (event.name !== 'heartbeat') {
      for (const widget of this.#subscribed) if (widget.topic === event.topic) widget.live.applyEvent(event);
    }
    const seen = this.#rule === 'watermark' || !('seq' in event) ? id : cursorAt(id, event.seq);
    for (const widget of this.#subscribed) if (cursorReaches(seen, widget.cursor)) widget.cursor = seen;
  }

  #tellGap(topics: readonly string[], since: string): void {
    for (const widget of this.#subscribed.filter(({ topic }) => topics.includes(topic))) {
      widget.cursor = since;
      widget.live.applyGap(since);
    }
  }
}

function lowestOf(cursors: readonly string[]): string | undefined {
  const parsed = cursors.map((cursor) => parseCursor(cursor)!);
  const [first] = parsed;
  if (!first || parsed.some(({ epoch }) => epoch !== first.epoch)) return undefined;
  return cursorAt(cursors[0]!, Math.min(...parsed.map(({ sequence }) => sequence)));
}

function cursorAt(cursor: string, sequence: number): string {
  return formatCursor({ ...parseCursor(cursor)!, sequence });
}
