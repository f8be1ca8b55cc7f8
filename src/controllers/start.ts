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
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { load, isConnected } = this.#host;
    this.#hasBegun ||= load === 'eager';
    if (load !== 'manual' && isConnected && !this.#hasBegun) this.#observer ??= this.#watch();
    else this.#stopWatching();
  }

  hostDisconnected(): void {
    this.#stopWatching();
  }

  #watch(): IntersectionObserver {
    const handleEntries = (entries: readonly IntersectionObserverEntry[]): void => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.start();
    };
    const observer = new IntersectionObserver(handleEntries, { rootMargin: MARGIN });
    observer.observe(this.#host);
    return observer;
  }

  #stopWatching(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }
}
