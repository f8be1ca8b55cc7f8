import { formatCursor, type Cursor, type Gap, type Hello, type TopicEvent } from '../schemas/index.ts';
import { Backoff } from './backoff.ts';
import type { BridgeClient } from './bridge-client.ts';
import { systemClock, type Clock } from './clock.ts';
import { readCursor } from './cursor-order.ts';
import type { WidgetError } from './errors.ts';
import { LiveStatus, type LiveState } from './live-status.ts';
import { LiveStream } from './live-stream.ts';
import { browserPage, type Page, type PageSignal } from './page.ts';
import { RetryTimer } from './retry-timer.ts';
import { StreamCoverage } from './stream-coverage.ts';
import type { StreamEvent } from './stream-event.ts';
import { Subscriptions, type LiveSubscriber, type Subscription } from './subscriptions.ts';

export { liveStates, type LiveState } from './live-status.ts';
export type { LiveSubscriber } from './subscriptions.ts';

/** Subscriptions made and ended within this time change the stream once. */
const GATHER_MS = 50;
/** A page that swaps its widgets, or moves one, keeps its stream. */
const LINGER_MS = 5000;
/** A stream that ends sooner counts as a failed try, so that one which breaks at once is not asked for without pause. */
const STABLE_AFTER_MS = 5000;

export interface LiveConnectionOptions {
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly page?: Page;
}

/**
 * One stream for all subscribers of a community, kept alive: it opens with the first of them, resumes by cursor after
 * each drop, opens anew when their topics change, and closes some seconds after the last one left.
 */
export class LiveConnection {
  readonly #client: BridgeClient;
  readonly #clock: Clock;
  readonly #page: Page;
  readonly #backoff: Backoff;
  readonly #retry: RetryTimer;
  readonly #status: LiveStatus;
  readonly #subscriptions = new Subscriptions();
  #coverage = new StreamCoverage([], undefined);
  #stream: LiveStream | undefined;
  #streamLiveSince: number | undefined;
  #stopWatchingPage: (() => void) | undefined;
  #cancelGathering: (() => void) | undefined;
  #cancelLinger: (() => void) | undefined;

  constructor(client: BridgeClient, options: LiveConnectionOptions = {}) {
    this.#client = client;
    this.#clock = options.clock ?? systemClock;
    this.#page = options.page ?? browserPage;
    this.#backoff = new Backoff({ random: options.random ?? Math.random });
    this.#retry = new RetryTimer(this.#clock, this.#backoff, () => this.#open());
    this.#status = new LiveStatus(this.#clock, this.#page, (state) => this.#subscriptions.tellState(state));
  }

  get state(): LiveState {
    return this.#status.state;
  }

  /** @returns what ends the subscription; calling it again does nothing */
  subscribe(subscriber: LiveSubscriber): () => void {
    this.#start();
    const subscription = this.#subscriptions.add(subscriber);
    subscription.isAttached =
      this.#stream !== undefined && this.#coverage.covers(subscriber.topic, subscription.cursor);
    this.#gather();
    this.#subscriptions.tellStateTo(subscription, this.state);
    return () => this.#unsubscribe(subscription);
  }

  /** Ends all subscriptions, and everything that was started for them. */
  close(): void {
    this.#subscriptions.endAll();
    this.#stop();
  }

  #unsubscribe(subscription: Subscription): void {
    if (!this.#subscriptions.remove(subscription)) return;
    this.#gather();
    this.#lingerIfEmpty();
  }

  #start(): void {
    this.#cancelLinger?.();
    this.#cancelLinger = undefined;
    if (this.#stopWatchingPage) return;
    this.#stopWatchingPage = this.#page.watch((signal) => this.#handlePageSignal(signal));
    this.#status.connecting();
  }

  #stop(): void {
    this.#stream?.close();
    this.#stream = undefined;
    this.#retry.cancel();
    this.#backoff.reset();
    for (const cancel of [this.#cancelGathering, this.#cancelLinger, this.#stopWatchingPage]) cancel?.();
    this.#cancelGathering = this.#cancelLinger = this.#stopWatchingPage = undefined;
    this.#status.off();
  }

  #lingerIfEmpty(): void {
    if (this.#subscriptions.isEmpty) this.#cancelLinger ??= this.#clock.after(LINGER_MS, () => this.#stop());
  }

  #gather(): void {
    this.#cancelGathering ??= this.#clock.after(GATHER_MS, () => {
      this.#cancelGathering = undefined;
      if (this.#needsOtherStream()) this.#open();
    });
  }

  #needsOtherStream(): boolean {
    if (this.#subscriptions.isEmpty || this.#retry.isWaiting) return false;
    if (!this.#stream || !this.#subscriptions.areAttached) return true;
    const { topics } = this.#subscriptions;
    return topics.length !== this.#coverage.topics.size || topics.some((topic) => !this.#coverage.topics.has(topic));
  }

  #open(): void {
    this.#stream?.close();
    const { topics, lowestCursor } = this.#subscriptions;
    this.#subscriptions.attachAll();
    this.#coverage = new StreamCoverage(topics, lowestCursor);
    this.#streamLiveSince = undefined;
    this.#stream = new LiveStream({
      client: this.#client,
      clock: this.#clock,
      topics,
      cursor: lowestCursor && formatCursor(lowestCursor),
      onEvent: (event, watermark) => this.#handleEvent(event, watermark),
      onEnd: (error) => this.#handleEnd(error),
    });
  }

  #handleEvent(event: StreamEvent, watermark: Cursor | undefined): void {
    switch (event.kind) {
      case 'hello':
        this.#handleHello(event);
        break;
      case 'gap':
        this.#handleGap(event);
        break;
      case 'topic':
        this.#handleTopicEvent(event.event);
        break;
      case 'bye':
        this.#handleDrop(event.reconnectAfterMs);
        break;
      case 'token-expiring':
        this.#handleTokenExpiring();
        break;
      case 'heartbeat':
        break;
      default:
        event satisfies never;
    }
    if (watermark) this.#handleWatermark(watermark);
  }

  #handleTopicEvent(event: TopicEvent): void {
    // Before it is told, so that who subscribes meanwhile is known to have missed it.
    this.#coverage.tell(event.topic, event.seq);
    this.#subscriptions.tellEvent(event, this.#coverage.namesOf(event.topic));
  }

  #handleHello({ cursor, resumed, granted, refused, me }: Hello): void {
    this.#streamLiveSince = this.#clock.now();
    for (const { topic, code } of refused) this.#subscriptions.refuse(topic, code);
    this.#lingerIfEmpty();
    this.#coverage.grant(granted, me);
    if (resumed !== 'yes') this.#beginAt(readCursor(cursor));
    this.#status.live();
  }

  /** What subscribers have, and where the stream begins, do not meet. */
  #beginAt(start: Cursor): void {
    this.#coverage.beginAt(start);
    this.#subscriptions.tellGap(this.#coverage.topics, start);
  }

  #handleGap({ topics, cursor }: Gap): void {
    const since = readCursor(cursor);
    for (const topic of topics) this.#coverage.tell(topic, since.sequence);
    const names = topics.flatMap((topic) => this.#coverage.namesOf(topic));
    this.#subscriptions.tellGap(names, since);
  }

  #handleWatermark(watermark: Cursor): void {
    this.#coverage.advance(watermark);
    this.#subscriptions.advance(this.#coverage.topics, watermark);
  }

  /** The stream ends with its token: the next one begins now, where this one is, with another token. */
  #handleTokenExpiring(): void {
    this.#client.session?.drop();
    this.#open();
  }

  #handleEnd(error: WidgetError | undefined): void {
    if (error && !error.retryable) this.#handleRefusal(error);
    else this.#handleDrop(error?.retryAfterMs);
  }

  #handleRefusal({ code }: WidgetError): void {
    this.#stream = undefined;
    this.#subscriptions.refuseAll(code);
    // Unless someone tries again at once.
    if (this.#subscriptions.isEmpty) this.#stop();
  }

  #handleDrop(askedMs?: number): void {
    this.#stream?.close();
    this.#stream = undefined;
    if (this.#subscriptions.isEmpty) return this.#stop();
    const livedMs = this.#streamLiveSince === undefined ? 0 : this.#clock.now() - this.#streamLiveSince;
    if (livedMs >= STABLE_AFTER_MS) this.#backoff.reset();
    this.#retry.schedule(askedMs);
    this.#status.dropped();
  }

  #handlePageSignal(signal: PageSignal): void {
    if (signal !== 'offline') this.#retry.hasten();
    if (signal === 'restored' && this.#stream) this.#restore();
    this.#status.networkChanged();
  }

  /** The browser cut the stream while the page was put away, but may not have told. */
  #restore(): void {
    if (this.#subscriptions.isEmpty) return this.#stop();
    this.#status.dropped();
    this.#open();
  }
}
