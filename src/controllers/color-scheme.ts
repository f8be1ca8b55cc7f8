import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { usedScheme } from '../internal/used-scheme.ts';

type ThemedHost = ReactiveControllerHost & Element & { readonly renderRoot: ParentNode & EventTarget };

/**
 * The color scheme of its host, which it renders anew when that changes. No event tells of that; the end of a transition
 * does: the host's sheet lets its base inherit the color that `usedScheme` reads, by one that nobody sees.
 */
export class ColorSchemeController implements ReactiveController {
  readonly #host: ThemedHost;

  constructor(host: ThemedHost) {
    this.#host = host;
    host.addController(this);
  }

  get scheme(): 'light' | 'dark' {
    return usedScheme(this.#host);
  }

  hostConnected(): void {
    this.#host.renderRoot.addEventListener('transitionend', this.#handleEnd);
  }

  hostDisconnected(): void {
    this.#host.renderRoot.removeEventListener('transitionend', this.#handleEnd);
  }

  readonly #handleEnd = (event: Event): void => {
    if ((event as TransitionEvent).propertyName === 'column-rule-color') this.#host.requestUpdate();
  };
}
