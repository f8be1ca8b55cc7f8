import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isSameAddress, type BridgeAddress } from '../client/bridge-reader.ts';
import { isErrorCode, WidgetError } from '../client/errors.ts';
import type { LiveState } from '../client/live-connection.ts';
import type { Fold } from '../client/fold.ts';
import { LiveSnapshot } from '../client/live-snapshot.ts';
import { followTopic } from '../client/page-connection.ts';
import type { TopicEvent } from '../schemas/index.ts';

export interface LiveOptions<State> {
  readonly fold: Fold<State>;
  /** The stream can't tell what happened: a snapshot that reaches `since` is needed. */
  readonly reload: () => void;
}

/** What to follow, and where. */
export interface LiveTopic {
  readonly address: BridgeAddress;
  readonly topic: string;
}

/** Holds a topic's snapshot and keeps it true by the page's one stream, while its host is connected. */
export class LiveController<State extends { readonly cursor: string }> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #reload: () => void;
  readonly #snapshot: LiveSnapshot<State>;
  #followed: LiveTopic | undefined;
  #unsubscribe: (() => void) | undefined;
  #state: LiveState = 'off';
  #error: WidgetError | undefined;
  #isConnected = false;
  #frame: number | undefined;

  constructor(host: ReactiveControllerHost, { fold, reload }: LiveOptions<State>) {
    this.#host = host;
    this.#reload = reload;
    this.#snapshot = new LiveSnapshot(fold);
    host.addController(this);
  }

  /** The last snapshot with all events since; undefined before the first. */
  get data(): State | undefined {
    return this.#snapshot.state;
  }

  /** The cursor that the next snapshot must reach to be of use; undefined before the first. */
  get since(): string | undefined {
    return this.#snapshot.needsSnapshotSince ?? this.data?.cursor;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Why the bridge does not let it follow the topic. */
  get error(): WidgetError | undefined {
    return this.#error;
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#subscribe();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop();
  }

  /** Takes a snapshot; a topic that was refused is asked for again. @returns false when it is too old to go on from */
  receive(snapshot: State): boolean {
    const isTaken = this.#snapshot.applySnapshot(snapshot);
    if (this.#error) this.#subscribe();
    this.#host.requestUpdate();
    return isTaken;
  }

  /** Changes the data by something that is no event. */
  amend(change: (state: State) => State): void {
    this.#snapshot.amend(change);
    this.#host.requestUpdate();
  }

  /** Follows this topic from the snapshot on, and no other; again and again if need be. */
  follow(next: LiveTopic): void {
    if (this.#followed && isSameTopic(this.#followed, next)) return;
    this.unfollow();
    this.#followed = next;
    this.#subscribe();
  }

  unfollow(): void {
    if (!this.#followed) return;
    this.#stop();
    this.#followed = undefined;
    this.#error = undefined;
  }

  /** Forgets all: something else is shown from now on. */
  reset(): void {
    this.unfollow();
    this.#snapshot.reset();
  }

  #subscribe(): void {
    const { data } = this;
    if (!this.#isConnected || !this.#followed || !data || this.#unsubscribe) return;
    const { address, topic } = this.#followed;
    this.#error = undefined;
    this.#unsubscribe = followTopic(address, {
      topic,
      cursor: data.cursor,
      onEvent: (event) => this.#handleEvent(event),
      onGap: (since) => this.#handleGap(since),
      onState: (state) => this.#setState(state),
      onRefused: (code) => this.#handleRefusal(code),
    });
  }

  #stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#setState('off');
  }

  #setState(state: LiveState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }

  #handleEvent(event: TopicEvent): void {
    const needed = this.#snapshot.needsSnapshotSince;
    if (this.#snapshot.applyEvent(event)) this.#updateInFrame();
    const isNewlyNeeded = needed === undefined && this.#snapshot.needsSnapshotSince !== undefined;
    if (isNewlyNeeded) this.#reload();
  }

  /** However many events come, nobody sees more than one rendering a frame. */
  #updateInFrame(): void {
    // A hidden page gets no frames, and still wants to know.
    if (document.hidden) return this.#host.requestUpdate();
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#host.requestUpdate();
    });
  }

  #handleGap(since: string): void {
    this.#snapshot.applyGap(since);
    this.#reload();
  }

  #handleRefusal(code: string): void {
    this.#stop();
    this.#error = new WidgetError(
      isErrorCode(code) ? code : 'server',
      `The bridge refuses to stream this topic: ${code}`,
    );
    this.#host.requestUpdate();
  }
}

function isSameTopic(a: LiveTopic, b: LiveTopic): boolean {
  return a.topic === b.topic && isSameAddress(a.address, b.address);
}
