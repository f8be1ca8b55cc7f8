import type { Communities } from './communities.ts';
import { errorFields, type Log } from './log.ts';
import type { Store } from './store/store.ts';
import { finishTasks } from './tasks/finish-tasks.ts';

export interface UnfinishedTasksOptions {
  readonly communities: Communities;
  readonly store: Store;
  readonly log: Log;
}

/** The erasures and merges that ended with the process they ran in. */
export class UnfinishedTasks {
  readonly #options: UnfinishedTasksOptions;
  #isClosed = false;

  constructor(options: UnfinishedTasksOptions) {
    this.#options = options;
  }

  /** Finishes all of them. Resolves in any case; what could not be done is logged, and waits for the next start. */
  async finish(now: number): Promise<void> {
    const { communities, store, log } = this.#options;
    try {
      let erasures = 0;
      for (const community of communities) erasures += await finishTasks(store, community, now);
      // Always: an erasure may have been cut off after it took out its own note, and before the files were cleaned.
      await store.shred();
      if (erasures > 0) log.info('erasures-finished', { members: erasures });
    } catch (error) {
      if (!this.#isClosed) log.error('tasks-not-finished', errorFields(error));
    }
  }

  /** What is under way ends with the store, and waits for the next start. */
  close(): void {
    this.#isClosed = true;
  }
}
