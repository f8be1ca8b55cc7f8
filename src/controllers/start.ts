import type { ReactiveController, ReactiveControllerHost } from 'lit';

export const loadModes = ['visible', 'eager', 'manual'] as const;

export type LoadMode = (typeof loadModes)[number];

/** Loading begins this far before a widget scrolls into view. */
const MARGIN = '200px';

type StartingHost = ReactiveControllerHost & Element & { readonly load: LoadMode };

/** When its host may begin to load: at once, once it is nearly in view, or when it is told to. Once begun is begun. */
export class StartController implements ReactiveController {
  readonly #host: StartingHost;
  #observer: IntersectionObserver | undefined;
  #hasBegun = false;

  constructor(host: StartingHost) {
    this.#host = host;
    host.addController(this);
  }

  get hasStarted(): boolean {
    return this.#hasBegun;
  }

  start(): void {
    this.#hasBegun = true;
    this.#stopWatching();
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { load, isConnected } = this.#host;
    this.#hasBegun ||= load === 'eager';
    if (load === 'visible' && isConnected && !this.#hasBegun) this.#watch();
    else this.#stopWatching();
  }

  hostDisconnected(): void {
    this.#stopWatching();
  }

  #watch(): void {
    if (this.#observer) return;
    const handleEntries = (entries: readonly IntersectionObserverEntry[]): void => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.start();
    };
    this.#observer = new IntersectionObserver(handleEntries, { rootMargin: MARGIN });
    this.#observer.observe(this.#host);
  }

  #stopWatching(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }
}
