import type { ReactiveController, ReactiveControllerHost } from 'lit';

const PROBE = 'column-rule-color';

type ProbedHost = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/**
 * The color scheme its host's base has, whatever decided it, and renders the host anew when it changes. No API tells of
 * that; a color does: the host's sheet gives its base `column-rule-color: light-dark(#fff, #000)`, which paints nothing
 * there, and a transition of it, whose end is an event.
 */
export class ColorSchemeController implements ReactiveController {
  readonly #host: ProbedHost;

  constructor(host: ProbedHost) {
    this.#host = host;
    host.addController(this);
  }

  /** `light` before the first render. */
  get scheme(): 'light' | 'dark' {
    const base = this.#host.renderRoot.querySelector('[part="base"]');
    return base && getComputedStyle(base).columnRuleColor === 'rgb(0, 0, 0)' ? 'dark' : 'light';
  }

  hostConnected(): void {
    this.#host.renderRoot.addEventListener('transitionend', this.#handleEnd);
  }

  hostDisconnected(): void {
    this.#host.renderRoot.removeEventListener('transitionend', this.#handleEnd);
  }

  readonly #handleEnd = (event: Event): void => {
    if ((event as TransitionEvent).propertyName === PROBE) this.#host.requestUpdate();
  };
}
