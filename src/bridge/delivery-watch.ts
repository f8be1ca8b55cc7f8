import type { Log, LogFields } from './log.ts';

/** One webhook, as the log tells of it. */
export interface WatchedDelivery {
  /** `hook-accepted`, `hook-refused` and so on. */
  readonly event: string;
  readonly fields: LogFields;
}

/** Tells whoever watches of each webhook: what the log says, as it says it. */
export class DeliveryWatch {
  readonly #watchers = new Set<(delivery: WatchedDelivery) => void>();

  /** A log that is also watched. */
  tap(log: Log): Log {
    const tell = (event: string, fields: LogFields = {}): void => {
      if (!event.startsWith('hook-')) return;
      for (const watcher of this.#watchers) watcher({ event, fields });
    };
    return {
      info: (event, fields) => {
        log.info(event, fields);
        tell(event, fields);
      },
      warn: (event, fields) => {
        log.warn(event, fields);
        tell(event, fields);
      },
      error: (event, fields) => log.error(event, fields),
    };
  }

  /** @returns how to stop */
  watch(watcher: (delivery: WatchedDelivery) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}
