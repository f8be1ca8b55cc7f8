import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { BridgeReader, isSameAddress, type BridgeAddress, type Readable } from '../client/bridge-reader.ts';
import type { WidgetError } from '../client/errors.ts';
import type { LiveState } from '../client/live-connection.ts';
import type { Fold } from '../client/fold.ts';
import type { WidgetSource } from '../internal/widget-source.ts';
import { LiveController } from './live.ts';
import { ResourceController } from './resource.ts';

/** What to show, as the host's attributes say it now. */
export interface Feed<State> {
  readonly address: BridgeAddress;
  /** Tells feeds of one address apart: a feed of the same name is the same feed. */
  readonly name: string;
  /** What a feed of the same address and family showed stays until the first answer, or until there is none. */
  readonly family?: string;
  readonly isLive: boolean;
  readonly at: Readable<State>;
  readonly topicOf: (state: State) => string;
  /** Sample data, in place of what the bridge would answer. */
  readonly sample?: (() => Promise<State>) | undefined;
}

export interface LiveResourceOptions<State> {
  readonly fold: Fold<State>;
  /** Asked at each update. Undefined: something is missing, nothing is loaded. */
  readonly feed: () => Feed<State> | undefined;
  /** Called when another feed begins and the data of the last one is gone. */
  readonly onRestart?: () => void;
}

/** A snapshot and its live events as one source: loads what the host names, follows it, and reloads after a gap. */
export class LiveResourceController<State extends { readonly cursor: string }>
  implements ReactiveController, WidgetSource<State>
{
  readonly #feedNow: () => Feed<State> | undefined;
  readonly #onRestart: (() => void) | undefined;
  readonly #resource: ResourceController<State>;
  readonly #live: LiveController<State>;
  #feed: Feed<State> | undefined;
  #last: State | undefined;

  constructor(host: ReactiveControllerHost, { fold, feed, onRestart }: LiveResourceOptions<State>) {
    this.#feedNow = feed;
    this.#onRestart = onRestart;
    this.#live = new LiveController(host, { fold, reload: () => void this.refresh() });
    this.#resource = new ResourceController(host, { receive: (state) => this.#live.receive(state) });
    host.addController(this);
  }

  get data(): State | undefined {
    const { error } = this.#resource;
    // What is gone is not shown any more; of what fails otherwise, the last that is known.
    if (error?.code.startsWith('unknown-')) return undefined;
    return this.#live.data ?? (error ? undefined : this.#last);
  }

  get error(): WidgetError | undefined {
    return this.#resource.error ?? this.#live.error;
  }

  get isLoading(): boolean {
    return this.#resource.isLoading;
  }

  get liveState(): LiveState {
    return this.#live.state;
  }

  hostConnected(): void {
    // A live feed goes on from its cursor; any other has missed what happened meanwhile.
    const isCurrent = this.#live.data !== undefined && this.#feed?.isLive;
    if (this.#feed && !isCurrent && !this.#resource.isPending) void this.refresh();
  }

  hostUpdate(): void {
    const previous = this.#feed;
    this.#feed = this.#feedNow();
    if (!isSameFeed(previous, this.#feed)) {
      const isRelated = isSameFamily(previous, this.#feed);
      this.#restart(isRelated ? this.data : undefined);
    }
    this.#follow();
  }

  async refresh(): Promise<void> {
    const feed = this.#feed;
    if (!feed) return;
    const { address, at, sample } = feed;
    const client = new BridgeReader(address);
    await this.#resource.run(sample ?? ((signal) => client.read(at, { signal, since: this.#live.since })));
  }

  /** Changes the data by something that is no event, for instance an older page. */
  amend(change: (state: State) => State): void {
    this.#live.amend(change);
  }

  #restart(last: State | undefined): void {
    this.#last = last;
    this.#resource.clear();
    this.#live.reset();
    this.#onRestart?.();
    void this.refresh();
  }

  #follow(): void {
    if (!this.#feed?.isLive) this.#live.unfollow();
    else if (this.#live.data)
      this.#live.follow({ address: this.#feed.address, topic: this.#feed.topicOf(this.#live.data) });
  }
}

type FeedIdentity = Pick<Feed<never>, 'address' | 'name' | 'family'>;

function isSameFeed(a: FeedIdentity | undefined, b: FeedIdentity | undefined): boolean {
  if (!a || !b) return a === b;
  return a.name === b.name && isSameAddress(a.address, b.address);
}

function isSameFamily(a: FeedIdentity | undefined, b: FeedIdentity | undefined): boolean {
  return a?.family !== undefined && a.family === b?.family && isSameAddress(a.address, b.address);
}
