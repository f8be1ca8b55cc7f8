import { html, type TemplateResult } from 'lit';
import type { WidgetError } from '../client/errors.ts';
import type { Strings } from './strings.ts';

/** Which attributes are missing: told to whoever builds the page. */
export function notConfiguredView(strings: Strings, missing: readonly string[]): TemplateResult {
  return html`<div class="view"><p>${strings.notConfigured(missing)}</p></div>`;
}

/** As many placeholder lines as there will be rows, so that the page below does not jump when they come. */
export function loadingView(strings: Strings, lines: number): TemplateResult {
  return html`<slot name="loading">
    <p class="visually-hidden">${strings.loading}</p>
    <div class="placeholders" aria-hidden="true">
      ${Array.from({ length: lines }, () => html`<div class="placeholder"></div>`)}
    </div>
  </slot>`;
}

export function emptyView(sentence: string): TemplateResult {
  return html`<div class="view" part="empty">
    <slot name="empty"><p>${sentence}</p></slot>
  </div>`;
}

export interface ErrorViewOptions {
  readonly error: WidgetError;
  readonly isRetrying: boolean;
  readonly onRetry: () => void;
}

/** The button stays where it is while retrying, and keeps the focus: so it is `aria-disabled`, not `disabled`. */
export function errorView(strings: Strings, { error, isRetrying, onRetry }: ErrorViewOptions): TemplateResult {
  return html`<div class="view" part="error">
    <slot name="error"><p>${strings.errors[error.code]}</p></slot>
    <button part="retry" type="button" aria-disabled=${isRetrying} @click=${onRetry}>${strings.retry}</button>
  </div>`;
}
