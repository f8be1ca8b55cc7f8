import { errorFields, type Log } from '../log.ts';
import { sleep, systemEpochClock, type EpochClock } from './epoch-clock.ts';
import type { UserScore, UsersPage } from './users-page.ts';

export interface ScoreSyncOptions {
  /** A walk over everyone, once. */
  readonly walk: (signal: AbortSignal) => AsyncIterable<UsersPage>;
  /** Sets these scores; resolves once they are durable. @param at when the walk began, epoch ms */
  readonly record: (scores: readonly UserScore[], at: number) => Promise<void>;
  /** From the end of a walk to the beginning of the next. */
  readonly everyMs: number;
  readonly log: Log;
  readonly clock?: EpochClock;
}

/** As many as a page has by its documentation: no page, however long, makes one long transaction. */
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
    const { walk, clock, log } = this.#options;
    const at = clock.now();
    let [members, rows] = [0, 0];
    try {
      for await (const { users, unreadable } of walk(signal)) {
        await this.#record(users, at);
        members += users.length;
        rows += unreadable;
      }
      log.info('scores-synced', { members });
    } catch (error) {
      if (!signal.aborted) log.warn('scores-not-synced', errorFields(error));
    }
    if (rows > 0) log.warn('upstream-rows-unreadable', { request: 'get users', rows });
  }

  async #record(users: readonly UserScore[], at: number): Promise<void> {
    for (let start = 0; start < users.length; start += BATCH_SIZE) {
      await this.#options.record(users.slice(start, start + BATCH_SIZE), at);
    }
  }
}
