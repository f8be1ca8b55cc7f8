/** What the page tells a connection: the network came or went, the page became visible, or returned from the bfcache. */
export type PageSignal = 'online' | 'offline' | 'visible' | 'restored';

export interface Page {
  isOnline(): boolean;
  /** @returns what stops it */
  watch(listener: (signal: PageSignal) => void): () => void;
}

export const browserPage: Page = {
  isOnline: () => navigator.onLine,
  watch(listener) {
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener('online', () => listener('online'), { signal });
    addEventListener('offline', () => listener('offline'), { signal });
    addEventListener('pageshow', (event) => event.persisted && listener('restored'), { signal });
    const handleVisibility = (): void => {
      if (document.visibilityState === 'visible') listener('visible');
    };
    document.addEventListener('visibilitychange', handleVisibility, { signal });
    return () => stop.abort();
  },
};
