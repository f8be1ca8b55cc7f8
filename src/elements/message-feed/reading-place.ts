import type { LitElement, ReactiveController } from 'lit';

/** So near to the newest message its reader counts as having come to it. */
const NEAR_PX = 32;

type FeedHost = LitElement & { readonly order: 'newest-last' | 'newest-first' };

/**
 * Where the reader of a feed is. At the newest message new ones are followed; elsewhere what is read stays where it is,
 * whatever is added, changed or taken out around it. Not left to the browser's scroll anchoring, which WebKit lacks and
 * which gives up at the edges.
 */
export class ReadingPlace implements ReactiveController {
  /** Whether the newest message is in view, or on its way there. */
  isFollowing = true;

  readonly #host: FeedHost;
  #list: HTMLElement | undefined;
  #order: FeedHost['order'] | undefined;
  #observer: ResizeObserver | undefined;
  #scrollTop = 0;
  #hadFocus = false;
  /** Where bodies stood before an update: of those in view or below, until it is done. */
  #held: readonly (readonly [body: Element, top: number])[] = [];

  constructor(host: FeedHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const list = this.#list;
    if (!list) return;
    this.#hadFocus = Boolean(list.parentElement?.contains(this.#focused));
    if (this.isFollowing) return;
    const edge = topOf(list);
    const bodies = [...list.querySelectorAll('[part="body"]')];
    const seen = bodies.filter((body) => body.getBoundingClientRect().bottom > edge);
    this.#held = seen.map((body) => [body, topOf(body)]);
  }

  hostUpdated(): void {
    // Removed while an update was on its way: to watch now would never end.
    if (!this.#host.isConnected) return;
    const list = this.#host.renderRoot.querySelector<HTMLElement>('[part="list"]') ?? undefined;
    if (list !== this.#list || this.#host.order !== this.#order) this.#watch(list);
    if (!list) return;
    const kept = this.#held.find(([body]) => body.isConnected);
    const moved = kept ? topOf(kept[0]) - kept[1] : 0;
    // Writing a position, even the same, would end a scroll that is under way.
    if (moved !== 0) list.scrollTop += moved;
    this.#held = [];
    // What had it is gone, for instance the button of the last earlier page.
    if (this.#hadFocus && !this.#focused) list.focus({ preventScroll: true });
    this.#hadFocus = false;
  }

  hostDisconnected(): void {
    this.#watch(undefined);
  }

  /** Scrolls to the newest message, and follows from there. */
  showNewest(): void {
    this.isFollowing = true;
    this.#host.requestUpdate();
    this.#scrollToNewest(gently());
  }

  /** Scrolls a message to the middle, and lights it up for a moment. */
  show(message: HTMLElement): void {
    const list = this.#list;
    if (!list) return;
    const top = topOf(message) - topOf(list) - (list.clientHeight - message.clientHeight) / 2;
    list.scrollBy({ top, behavior: gently() });
    message.animate({ background: ['var(--_border)', 'transparent'] }, 2000);
  }

  readonly handleScroll = (): void => {
    const list = this.#list;
    if (!list) return;
    const { scrollTop, scrollHeight, clientHeight } = list;
    const isNewestFirst = this.#isNewestFirst;
    const distance = isNewestFirst ? scrollTop : scrollHeight - clientHeight - scrollTop;
    // Told by the position alone: the distance also grows with each message.
    const isLeaving = isNewestFirst ? scrollTop > this.#scrollTop : scrollTop < this.#scrollTop;
    const wasFollowing = this.isFollowing;
    this.isFollowing = isLeaving ? distance <= 1 : wasFollowing || distance <= NEAR_PX;
    this.#scrollTop = scrollTop;
    if (this.isFollowing !== wasFollowing) this.#host.requestUpdate();
  };

  #watch(list: HTMLElement | undefined): void {
    this.#list = list;
    this.#order = this.#host.order;
    this.#observer?.disconnect();
    this.#observer = undefined;
    if (!list) {
      this.isFollowing = true;
      return;
    }
    this.#follow();
    this.#observer = new ResizeObserver(() => this.#follow());
    for (const each of [list, ...list.children]) this.#observer.observe(each);
  }

  #follow(): void {
    if (this.isFollowing) this.#scrollToNewest('instant');
  }

  #scrollToNewest(behavior: ScrollBehavior): void {
    const list = this.#list;
    list?.scrollTo({ top: this.#isNewestFirst ? 0 : list.scrollHeight, behavior });
  }

  get #isNewestFirst(): boolean {
    return this.#host.order === 'newest-first';
  }

  get #focused(): Element | null {
    return this.#host.shadowRoot?.activeElement ?? null;
  }
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}

function gently(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}
