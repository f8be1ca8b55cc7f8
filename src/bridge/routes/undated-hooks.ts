import type { FactKind } from '../../schemas/fact.ts';
import type { RouteContext } from './context.ts';

const HOUR_MS = 60 * 60_000;

/** Tells the log of hooks without a usable date: of each community and kind once an hour, since they come in numbers. */
export class UndatedHooks {
  readonly #context: Pick<RouteContext, 'log' | 'clock'>;
  /** When each was told last (epoch ms). */
  readonly #toldAt = new Map<string, number>();

  constructor(context: Pick<RouteContext, 'log' | 'clock'>) {
    this.#context = context;
  }

  tell(community: string, kind: FactKind): void {
    const { log, clock } = this.#context;
    const key = `${community}/${kind}`;
    const now = clock();
    if (now < (this.#toldAt.get(key) ?? -Infinity) + HOUR_MS) return;
    this.#toldAt.set(key, now);
    log.warn('undated-hook', { community, kind, advice: 'It has no date that can be read, and counts as if it had happened when it arrived.' }); // prettier-ignore
  }
}
