import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isSameAddress, type BridgeAddress } from '../client/bridge-reader.ts';
import { systemClock, type Clock } from '../client/clock.ts';
import { followTopic } from '../client/page-connection.ts';
import { decode } from '../schemas/decode.ts';
import type { TopicEvent } from '../schemas/event-place.ts';
import type { Leaderboard } from '../schemas/leaderboard.ts';
import { standingEvents } from '../schemas/member-events.ts';
import { standingTopic } from '../schemas/topic.ts';

/** A member who is busy does not load the board each time. */
const PAUSE_MS = 5000;

export type StandingPlace = Pick<Leaderboard, 'slug' | 'period' | 'cursor'> & { readonly address: BridgeAddress };

export interface StandingOptions {
  /** The board and the visitor to watch, asked at each update; undefined: nobody is to be watched. */
  readonly place: () => StandingPlace | undefined;
  /** Rank and neighbours may be others now. */
  readonly reload: () => void;
  readonly clock?: Clock;
}

/**
 * Tells its host to load a board again when the visitor's own score on it changed: of rank and neighbours the stream
 * says nothing. Whoever is not signed in is refused that topic, and has no standing either.
 */
export class StandingController implements ReactiveController {
  readonly #options: StandingOptions;
  readonly #clock: Clock;
  #place: StandingPlace | undefined;
  #unsubscribe: (() => void) | undefined;
  #cancelReload: (() => void) | undefined;
  #reloadedAt = -Infinity;

  constructor(host: ReactiveControllerHost, options: StandingOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    host.addController(this);
  }

  hostUpdate(): void {
    const next = this.#options.place();
    if (!next || !this.#place || !isSameAddress(next.address, this.#place.address)) this.#stop();
    this.#place = next;
    if (next) this.#unsubscribe ??= this.#subscribe(next);
  }

  hostDisconnected(): void {
    this.#stop();
  }

  /** At once, unless it was loaded a moment ago. */
  reloadSoon(): void {
    const waitMs = Math.max(0, this.#reloadedAt + PAUSE_MS - this.#clock.now());
    this.#cancelReload ??= this.#clock.after(waitMs, () => {
      this.#cancelReload = undefined;
      this.#reloadedAt = this.#clock.now();
      this.#options.reload();
    });
  }

  #subscribe({ address, cursor }: StandingPlace): () => void {
    return followTopic(address, {
      topic: standingTopic('me'),
      cursor,
      onEvent: (event) => this.#handleEvent(event),
      onGap: () => this.reloadSoon(),
      onState: () => {},
    });
  }

  #handleEvent(event: TopicEvent): void {
    if (event.name !== 'standing.changed') return;
    const { standings } = decode(standingEvents[event.name], event, event.name);
    const { slug, period } = this.#place ?? {};
    if (standings.some((each) => each.board === slug && each.period === period)) this.reloadSoon();
  }

  #stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#cancelReload?.();
    this.#cancelReload = undefined;
  }
}
