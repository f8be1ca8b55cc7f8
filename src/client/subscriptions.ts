import { formatCursor, parseCursor, reaches, type Cursor, type TopicEvent } from '../schemas/index.ts';
import { callSafely } from './call-safely.ts';
import type { LiveState } from './live-status.ts';

/** Someone who wants a topic's events after a cursor. A callback that throws is reported and disturbs no one else. */
export interface LiveSubscriber {
  /** In its full form, `board/{slug}/{period}`, `channel/{id}` or `member/{id}`; or `member/me`, `standing/me`, `community`. */
  readonly topic: string;
  /** The snapshot's cursor: where the events have to begin. */
  readonly cursor: string;
  /** May tell again what was told before: fold it. */
  onEvent(event: TopicEvent): void;
  /** Events up to `since` can't be told: load a snapshot that reaches it. Events after it follow. */
  onGap(since: string): void;
  /** Called at once on subscribing, and at each change. */
  onState(state: LiveState): void;
  /** The bridge does not give this topic, or nothing at all; the subscription has ended. */
  onRefused?(code: string): void;
}

/** A subscriber with its place in the log. Until it is attached the running stream began too late for it. */
export interface Subscription {
  readonly subscriber: LiveSubscriber;
  cursor: Cursor | undefined;
  isAttached: boolean;
}

/** All subscribers of a connection. Each call works on those there were when it began and still are. */
export class Subscriptions {
  readonly #all = new Set<Subscription>();

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  get topics(): readonly string[] {
    return [...new Set([...this.#all].map(({ subscriber }) => subscriber.topic))].sort();
  }

  get areAttached(): boolean {
    return [...this.#all].every(({ isAttached }) => isAttached);
  }

  /** Where a stream for all has to begin; undefined when their cursors can't be compared. */
  get lowestCursor(): Cursor | undefined {
    const [first, ...others] = [...this.#all].map(({ cursor }) => cursor);
    return others.reduce((lowest, cursor) => {
      if (lowest?.epoch !== cursor?.epoch) return undefined;
      return lowest && cursor && reaches(lowest, cursor) ? cursor : lowest;
    }, first);
  }

  add(subscriber: LiveSubscriber): Subscription {
    const subscription = { subscriber, cursor: parseCursor(subscriber.cursor), isAttached: false };
    this.#all.add(subscription);
    return subscription;
  }

  /** @returns whether it was there */
  remove(subscription: Subscription): boolean {
    return this.#all.delete(subscription);
  }

  /** A stream begins that is early enough for all. */
  attachAll(): void {
    for (const subscription of this.#all) subscription.isAttached = true;
  }

  tellState(state: LiveState): void {
    this.#each(everyone, ({ subscriber }) => subscriber.onState(state));
  }

  tellStateTo({ subscriber }: Subscription, state: LiveState): void {
    callSafely(() => subscriber.onState(state));
  }

  /** @param names by which subscribers may have asked for the event's topic */
  tellEvent(event: TopicEvent, names: readonly string[]): void {
    this.#each(isAttachedTo(names), ({ subscriber }) => subscriber.onEvent(event));
  }

  tellGap(topics: Iterable<string>, since: Cursor): void {
    this.#each(isAttachedTo(topics), (subscription) => {
      subscription.cursor = since;
      subscription.subscriber.onGap(formatCursor(since));
    });
  }

  /** The topics' events up to the watermark were all told. */
  advance(topics: Iterable<string>, watermark: Cursor): void {
    this.#each(isAttachedTo(topics), (subscription) => {
      if (subscription.cursor && reaches(watermark, subscription.cursor)) subscription.cursor = watermark;
    });
  }

  refuse(topic: string, code: string): void {
    this.#end(isAttachedTo([topic]), (subscriber) => subscriber.onRefused?.(code));
  }

  refuseAll(code: string): void {
    this.#end(everyone, (subscriber) => subscriber.onRefused?.(code));
  }

  endAll(): void {
    this.#end(everyone);
  }

  #end(matches: Filter, farewell?: (subscriber: LiveSubscriber) => void): void {
    this.#each(matches, (subscription) => {
      this.#all.delete(subscription);
      callSafely(() => subscription.subscriber.onState('off'));
      farewell?.(subscription.subscriber);
    });
  }

  #each(matches: Filter, call: (subscription: Subscription) => void): void {
    for (const subscription of [...this.#all].filter(matches)) {
      if (this.#all.has(subscription)) callSafely(() => call(subscription));
    }
  }
}

type Filter = (subscription: Subscription) => boolean;

const everyone: Filter = () => true;

function isAttachedTo(topics: Iterable<string>): Filter {
  const wanted = new Set(topics);
  return ({ isAttached, subscriber }) => isAttached && wanted.has(subscriber.topic);
}
