import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { hostOf } from '../internal/locale.ts';

export const themes = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

const schemes = ['dark', 'light'] as const;

type Scheme = (typeof schemes)[number];

type ThemedHost = ReactiveControllerHost & HTMLElement & { readonly theme: Theme };

/**
 * Which theme its host has: its own `theme`, else that of the nearest ancestor that says one by `data-theme`,
 * `data-bs-theme`, or a class `dark` or `light`. Where none does, the page's `color-scheme` goes on by itself.
 */
export class ThemeController implements ReactiveController {
  readonly #host: ThemedHost;
  #observer: MutationObserver | undefined;

  constructor(host: ThemedHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Undefined where only the page's `color-scheme` says. */
  get scheme(): Scheme | undefined {
    const { theme } = this.#host;
    if (theme === 'light' || theme === 'dark') return theme;
    for (const ancestor of ancestorsOf(this.#host)) {
      const scheme = schemeOf(ancestor);
      if (scheme) return scheme;
    }
    return undefined;
  }

  hostConnected(): void {
    this.#observer = new MutationObserver(() => this.#host.requestUpdate());
    const options = { attributes: true, attributeFilter: ['class', 'data-theme', 'data-bs-theme', 'lang'] };
    for (const ancestor of ancestorsOf(this.#host)) this.#observer.observe(ancestor, options);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }
}

/** Itself not among them; through shadow roots. */
function* ancestorsOf(element: Element): Generator<Element> {
  let node: Node | null = element;
  while (node) {
    node = hostOf(node) ?? (node as Element).assignedSlot ?? node.parentNode;
    if (node?.nodeType === Node.ELEMENT_NODE) yield node as Element;
  }
}

function schemeOf(element: Element): Scheme | undefined {
  const words = [element.getAttribute('data-theme'), element.getAttribute('data-bs-theme'), ...element.classList];
  return words.map((word) => schemes.find((scheme) => scheme === word)).find(Boolean);
}
