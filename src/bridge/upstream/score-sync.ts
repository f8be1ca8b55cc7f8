import { errorFields, type Log } from '../log.ts';
import { sleep, systemEpochClock, type EpochClock } from './epoch-clock.ts';
import type { UserScore } from './users-page.ts';

export interface ScoreSyncOptions {
  /** A walk over everyone, once. */
  readonly walk: (signal: AbortSignal) => AsyncIterable<UserScore>;
  /** Sets these scores; resolves once they are durable. @param at when the walk began, epoch ms */
  readonly record: (scores: readonly UserScore[], at: number) => Promise<void>;
  /** From the end of a walk to the beginning of the next. */
  readonly everyMs: number;
  readonly log: Log;
  readonly clock?: EpochClock;
}

/** As many as a page has, so that a walk keeps one page in memory. */
const BATCH_SIZE = 200;

/** Walks over the platform's users again and again, and has their scores set. A walk that fails is left to the next one. */
export class ScoreSync {
  readonly #options: Required<ScoreSyncOptions>;
  readonly #closing = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: ScoreSyncOptions) {
    this.#options = { clock: systemEpochClock, ...options };
  }

  /** Begins with a walk at once. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves once the last walk has stopped. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The sync was closed.'));
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, everyMs } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#walkOnce(signal);
      await sleep(clock, everyMs, signal).catch(() => undefined);
    }
  }

  async #walkOnce(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#options;
    try {
      log.info('scores-synced', { members: await this.#recordAll(clock.now(), signal) });
    } catch (error) {
      if (!signal.aborted) log.warn('scores-not-synced', errorFields(error));
    }
  }

  async #recordAll(at: number, signal: AbortSignal): Promise<number> {
    const { walk, record } = this.#options;
    let members = 0;
    let batch: UserScore[] = [];
    for await (const score of walk(signal)) {
      members += 1;
      batch.push(score);
      if (batch.length < BATCH_SIZE) continue;
      await record(batch, at);
      batch = [];
    }
    if (batch.length > 0) await record(batch, at);
    return members;
  }
}
