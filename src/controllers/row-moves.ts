import type { ReactiveController, ReactiveControllerHost } from 'lit';

const DURATION_MS = 400;
/** Of changes in quicker succession nobody could follow the rows, and each costs two measures: those are seen at once. */
const MOST_AT_ONCE = 3;

type RowsHost = ReactiveControllerHost & { readonly renderRoot: ParentNode };

/**
 * Lets a table's rows glide to their new places, where people have not asked for less motion: all are measured once
 * before the rendering and once after it. Each row keeps its element while it is shown.
 */
export class RowMovesController implements ReactiveController {
  readonly #host: RowsHost;
  readonly #orderNow: () => string;
  #order = '';
  #tops: ReadonlyMap<HTMLElement, number> | undefined;
  /** When the last glides began. */
  #begun: readonly number[] = [];

  /** @param order says in which order the rows are to be: while it stays the same, nothing is measured */
  constructor(host: RowsHost, order: () => string) {
    this.#host = host;
    this.#orderNow = order;
    host.addController(this);
  }

  hostUpdate(): void {
    const order = this.#orderNow();
    if (order === this.#order) return;
    this.#order = order;
    const now = performance.now();
    this.#begun = this.#begun.filter((begunAt) => now - begunAt < DURATION_MS);
    if (this.#begun.length === MOST_AT_ONCE) return;
    this.#begun = [...this.#begun, now];
    if (matchMedia('(prefers-reduced-motion: no-preference)').matches) this.#tops = this.#measure();
  }

  hostUpdated(): void {
    const before = this.#tops;
    if (!before) return;
    this.#tops = undefined;
    for (const [row, top] of this.#measure()) {
      const distance = (before.get(row) ?? top) - top;
      const from = { transform: `translateY(${distance}px)` };
      // Added to what still moves the row, so that one on its way goes on from where it is.
      if (distance !== 0)
        row.animate([from, { transform: 'none' }], { duration: DURATION_MS, easing: 'ease-in-out', composite: 'add' });
    }
  }

  #measure(): Map<HTMLElement, number> {
    const rows = this.#host.renderRoot.querySelectorAll<HTMLElement>('tbody tr');
    return new Map([...rows].map((row) => [row, row.getBoundingClientRect().top]));
  }
}
