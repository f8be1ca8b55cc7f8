type Restore = () => void;

const observerNames = ['MutationObserver', 'IntersectionObserver', 'ResizeObserver'] as const;

/**
 * Keeps account of what is started and not ended again: listeners of the window and the document, timers, observers,
 * requests and streams. What was there before it opened is none of its business.
 */
export class Ledger {
  readonly #open = new Map<unknown, string>();
  readonly #restores: Restore[] = [];

  constructor() {
    this.#watchListeners();
    this.#watchTimers('setTimeout', 'clearTimeout');
    this.#watchTimers('setInterval', 'clearInterval');
    for (const name of observerNames) this.#watchObserver(name);
    this.#watchFetch();
  }

  /** What is under way, by kind. */
  get entries(): readonly string[] {
    return [...this.#open.values()].sort();
  }

  close(): void {
    for (const restore of this.#restores) restore();
  }

  #replace<Key extends keyof typeof globalThis>(name: Key, value: unknown): void {
    const original = globalThis[name];
    Object.assign(globalThis, { [name]: value });
    this.#restores.push(() => Object.assign(globalThis, { [name]: original }));
  }

  #watchListeners(): void {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- each call says whose
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const keys = new WeakMap<object, object>();
    const open = this.#open;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const target = this ?? globalThis;
      if (listener && (target === globalThis || target === document)) {
        const key = {};
        keys.set(listener, key);
        open.set(key, `listener ${type}`);
        const signal = typeof options === 'object' ? options.signal : undefined;
        signal?.addEventListener('abort', () => open.delete(key));
      }
      addEventListener.call(target, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      if (listener) open.delete(keys.get(listener));
      removeEventListener.call(this ?? globalThis, type, listener, options);
    };
    this.#restores.push(() => Object.assign(EventTarget.prototype, { addEventListener, removeEventListener }));
  }

  #watchTimers(start: 'setTimeout' | 'setInterval', clear: 'clearTimeout' | 'clearInterval'): void {
    const [originalStart, originalClear] = [globalThis[start], globalThis[clear]];
    this.#replace(start, (run: () => void, delayMs?: number) => {
      const timer: unknown = originalStart(() => {
        if (start === 'setTimeout') this.#open.delete(`${start} ${String(timer)}`);
        run();
      }, delayMs);
      this.#open.set(`${start} ${String(timer)}`, `${start} ${delayMs ?? 0}`);
      return timer;
    });
    this.#replace(clear, (timer: number | undefined) => {
      this.#open.delete(`${start} ${String(timer)}`);
      originalClear(timer);
    });
  }

  #watchObserver(name: (typeof observerNames)[number]): void {
    const open = this.#open;
    const Original = globalThis[name] as typeof MutationObserver;
    this.#replace(
      name,
      class extends Original {
        override observe(...values: Parameters<MutationObserver['observe']>): void {
          open.set(this, name);
          super.observe(...values);
        }

        override disconnect(): void {
          open.delete(this);
          super.disconnect();
        }
      },
    );
  }

  #watchFetch(): void {
    const original = globalThis.fetch;
    this.#replace('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
      const key = {};
      const end = (): void => void this.#open.delete(key);
      this.#open.set(key, `fetch ${String(input)}`);
      init?.signal?.addEventListener('abort', end);
      try {
        const response = await original(input, init);
        // A stream goes on until it is aborted.
        if (response.headers.get('content-type') !== 'text/event-stream') end();
        return response;
      } catch (error) {
        end();
        throw error;
      }
    });
  }
}
