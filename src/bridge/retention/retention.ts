import type { RetentionConfig } from '../../schemas/operation-config.ts';
import type { Communities } from '../communities.ts';
import { errorFields, type Log } from '../log.ts';
import {
  sweepDeadLetters,
  sweepDeliveries,
  sweepEndedPeriods,
  sweepFacts,
  sweepFactTexts,
  sweepMessages,
  type Sweep,
} from './sweeps.ts';
import type { Store } from '../store/store.ts';

export interface RetentionOptions {
  readonly config: RetentionConfig;
  readonly communities: Communities;
  readonly store: Store;
  readonly log: Log;
}

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

const sweeps: readonly { readonly after: keyof RetentionConfig; readonly name: string; readonly sweep: Sweep }[] = [
  { after: 'endedPeriodsDays', name: 'standings', sweep: sweepEndedPeriods },
  { after: 'messagesDays', name: 'messages', sweep: sweepMessages },
  { after: 'messagesDays', name: 'factTexts', sweep: sweepFactTexts },
  { after: 'factsDays', name: 'facts', sweep: sweepFacts },
  { after: 'deadLettersDays', name: 'deadLetters', sweep: sweepDeadLetters },
  { after: 'deliveriesDays', name: 'deliveries', sweep: sweepDeliveries },
];

/** Deletes what is older than it may be: every hour, for good. */
export class Retention {
  readonly #options: RetentionOptions;
  readonly #stop = new AbortController();
  #lastAt = -Infinity;
  #underWay: Promise<void> | undefined;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /** Begins a round when one is due and none is under way. */
  keep(now: number): void {
    if (now - this.#lastAt < EVERY_MS || this.#underWay !== undefined) return;
    this.#lastAt = now;
    this.#underWay = this.#run(now).finally(() => (this.#underWay = undefined));
  }

  /** Resolves when no round is under way. */
  async settled(): Promise<void> {
    await this.#underWay;
  }

  /** Leaves the rest of a round to the next start. */
  close(): void {
    this.#stop.abort();
  }

  async #run(now: number): Promise<void> {
    const { log, store } = this.#options;
    try {
      const counts = await this.#sweepAll(now);
      if (Object.keys(counts).length === 0) return;
      await store.shred();
      log.info('old-deleted', counts);
    } catch (error) {
      if (!this.#stop.signal.aborted) log.error('old-not-deleted', errorFields(error));
    }
  }

  async #sweepAll(now: number): Promise<Record<string, number>> {
    const { config, communities, store } = this.#options;
    const counts: Record<string, number> = {};
    for (const { after, name, sweep } of sweeps) {
      const days = config[after];
      if (days === undefined) continue;
      for (const community of communities) {
        const place = { store, community, before: now - days * DAY_MS, signal: this.#stop.signal };
        const count = await sweep(place);
        if (count > 0) counts[name] = (counts[name] ?? 0) + count;
      }
    }
    return counts;
  }
}
