import type { Communities } from './communities.ts';
import { rollOver, rollOverClaim, runningSpans } from './domain/roll-over.ts';
import { errorFields, type Log } from './log.ts';
import type { Store } from './store/store.ts';

export interface PeriodKeeperOptions {
  readonly communities: Communities;
  readonly store: Store;
  readonly log: Log;
}

/** Notices when a day, week, month or year ends somewhere, and has it told. What ended while nobody ran is told at the start. */
export class PeriodKeeper {
  readonly #options: PeriodKeeperOptions;
  /** Claims this process has seen taken, so that a beat costs no query. */
  #told = new Set<string>();

  constructor(options: PeriodKeeperOptions) {
    this.#options = options;
  }

  rollOver(now: number): void {
    const told = new Set<string>();
    for (const community of this.#options.communities) {
      for (const span of runningSpans(community, now)) {
        const claim = `${community.id} ${rollOverClaim(span)}`;
        if (!this.#told.has(claim)) void this.#tell(community.id, claim, span, now);
        told.add(claim);
      }
    }
    this.#told = told;
  }

  async #tell(community: string, claim: string, span: Parameters<typeof rollOver>[0], now: number): Promise<void> {
    const { store, log } = this.#options;
    try {
      const isNew = await store.transact(community, rollOver(span, now));
      if (isNew)
        log.info('period-began', { community, board: span.board.slug, period: span.period, key: span.span.key });
    } catch (error) {
      this.#told.delete(claim); // The next beat tries again.
      log.error('rollover-failed', { community, ...errorFields(error) });
    }
  }
}
