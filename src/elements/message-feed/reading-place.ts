import type { LitElement, ReactiveController } from 'lit';

/** So near to the newest message its reader counts as having come to it. */
const NEAR_PX = 32;

/**
 * Where the reader of a feed is. At the newest message new ones are followed; elsewhere what is read stays where it is,
 * whatever is added, changed or taken out around it. Not left to the browser's scroll anchoring, which WebKit lacks and
 * which gives up at the edges. Scrolling begins at the end with the newest message, in either order: that is 0.
 */
export class ReadingPlace implements ReactiveController {
  /** Whether the newest message is in view, or on its way there. */
  isFollowing = true;

  readonly #host: LitElement;
  #list: HTMLElement | null = null;
  #distance = 0;
  #height = 0;
  #hadFocus = false;
  /** Where bodies stood before an update: of those in view or below, until it is done. */
  #held: readonly (readonly [body: Element, top: number])[] = [];

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Elsewhere in the page it begins anew, unless `moveBefore()` kept its place. */
  hostConnected(): void {
    this.#distance = Math.abs(this.#list?.scrollTop ?? 0);
    this.isFollowing = this.#distance <= NEAR_PX;
  }

  hostUpdate(): void {
    const list = this.#list;
    if (!list) return;
    this.#hadFocus = this.#focused !== null;
    this.#height = list.scrollHeight;
    if (this.isFollowing) return;
    const edge = topOf(list);
    const bodies = [...list.querySelectorAll('[part="body"]')];
    const seen = bodies.filter((body) => body.getBoundingClientRect().bottom > edge);
    this.#held = seen.map((body) => [body, topOf(body)]);
  }

  hostUpdated(): void {
    const list = this.#host.renderRoot.querySelector<HTMLElement>('[part="list"]');
    if (list !== this.#list) this.isFollowing = true;
    this.#list = list;
    if (list) this.#keepPlace(list);
    this.#held = [];
    // What had it is gone, for instance the button of the last earlier page.
    if (this.#hadFocus && !this.#focused) list?.focus({ preventScroll: true });
    this.#hadFocus = false;
  }

  /** Scrolls to the newest message, and follows from there. */
  readonly showNewest = (): void => {
    this.isFollowing = true;
    this.#host.requestUpdate();
    this.#list?.scrollTo({ top: 0, behavior: gently() });
  };

  /** Scrolls to a message, and lights it up for a moment. @param id of its element */
  readonly show = (id: string): void => {
    const message = this.#host.shadowRoot?.getElementById(id);
    const list = this.#list;
    if (!message || !list) return;
    // Not by `scrollIntoView`, which would scroll the page as well.
    list.scrollBy({ top: topOf(message) - topOf(list), behavior: gently() });
    message.animate({ background: ['var(--_border)', 'transparent'] }, 2000);
  };

  readonly handleScroll = (): void => {
    const distance = Math.abs(this.#list?.scrollTop ?? 0);
    const isLeaving = distance > this.#distance;
    const wasFollowing = this.isFollowing;
    this.isFollowing = isLeaving ? distance <= 1 : wasFollowing || distance <= NEAR_PX;
    this.#distance = distance;
    if (this.isFollowing !== wasFollowing) this.#host.requestUpdate();
  };

  // Writing a position, even the same, ends a scroll that is under way: so only where there is need to.
  #keepPlace(list: HTMLElement): void {
    const kept = this.#held.find(([body]) => body.isConnected);
    const moved = kept ? topOf(kept[0]) - kept[1] : 0;
    if (moved !== 0) list.scrollTop += moved;
    // On its way there, a browser would stop where the newest message was when it set out.
    else if (this.isFollowing && list.scrollHeight !== this.#height) list.scrollTop = 0;
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
