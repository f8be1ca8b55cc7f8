import type { ReactiveController, ReactiveControllerHost } from 'lit';

const DURATION_MS = 400;

type RowsHost = ReactiveControllerHost & HTMLElement;

export interface RowMovesOptions {
  /** The rows on the screen; each keeps its element while it is shown. */
  readonly rows: () => Iterable<HTMLElement>;
  /** Says their order: while it stays the same, nothing is measured. */
  readonly order: () => string;
}

/**
 * Lets rows glide to their new places, where people have not asked for less motion: all are measured once before the
 * rendering and once after it. What has the focus keeps it, which moving an element in the document takes away.
 */
export class RowMovesController implements ReactiveController {
  readonly #host: RowsHost;
  readonly #options: RowMovesOptions;
  #order = '';
  #tops: Map<HTMLElement, number> | undefined;
  #focused: HTMLElement | null | undefined;

  constructor(host: RowsHost, options: RowMovesOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdate(): void {
    const order = this.#options.order();
    if (order === this.#order) return;
    this.#order = order;
    this.#focused = this.#host.shadowRoot?.activeElement as HTMLElement | null | undefined;
    if (matchMedia('(prefers-reduced-motion: no-preference)').matches) this.#tops = this.#measure();
  }

  hostUpdated(): void {
    const { activeElement } = this.#host.shadowRoot ?? {};
    if (!activeElement && this.#focused?.isConnected) this.#focused.focus({ preventScroll: true });
    this.#focused = undefined;
    if (this.#tops) this.#moveFrom(this.#tops);
    this.#tops = undefined;
  }

  #measure(): Map<HTMLElement, number> {
    const rows = [...this.#options.rows()];
    return new Map(rows.map((row) => [row, row.getBoundingClientRect().top]));
  }

  #moveFrom(before: Map<HTMLElement, number>): void {
    // A row on its way goes on from where it is, towards its place.
    for (const row of before.keys()) for (const animation of row.getAnimations()) animation.cancel();
    for (const [row, top] of this.#measure()) {
      const distance = (before.get(row) ?? top) - top;
      if (distance === 0) continue;
      const from = { transform: `translateY(${distance}px)` };
      row.animate([from, { transform: 'none' }], { duration: DURATION_MS, easing: 'ease-in-out' });
    }
  }
}
