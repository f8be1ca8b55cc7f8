import { html, type TemplateResult } from 'lit';
import type { WidgetError } from '../client/errors.ts';
import type { CommonStrings } from './strings.ts';
import type { WidgetStatus } from './widget-source.ts';

/** Which attributes are missing: told to whoever builds the page. */
export function notConfiguredView(strings: CommonStrings, missing: readonly string[]): TemplateResult {
  return html`<div class="view">
    <slot name="not-configured"><p>${strings.notConfigured(missing)}</p></slot>
  </div>`;
}

/** As many placeholder lines as there will be rows. */
export function loadingView(sentence: string, lines: number): TemplateResult {
  return html`<slot name="loading">
    <p class="visually-hidden">${sentence}</p>
    <div class="placeholders" aria-hidden="true">
      ${Array.from({ length: lines }, () => html`<div class="placeholder"></div>`)}
    </div>
  </slot>`;
}

/** Waits to be told to load. */
export function startView(sentence: string, onStart: () => void): TemplateResult {
  return html`<div class="view">
    <slot name="loading"><button type="button" @click=${onStart}>${sentence}</button></slot>
  </div>`;
}

export function emptyView(sentence: string): TemplateResult {
  return html`<div class="view" part="empty">
    <slot name="empty"><p>${sentence}</p></slot>
  </div>`;
}

export interface ErrorViewOptions {
  readonly error: WidgetError;
  /** `error` or `signed-out`: the name of the slot. */
  readonly status: WidgetStatus;
  readonly isRetrying: boolean;
  readonly onRetry: () => void;
}

/** The button stays where it is while retrying, and keeps the focus: so it is `aria-disabled`, not `disabled`. */
export function errorView(
  { errors, retry }: CommonStrings,
  { error, status, isRetrying, onRetry }: ErrorViewOptions,
): TemplateResult {
  return html`<div class="view" part="error">
    <slot name=${status}><p>${errors[error.code]}</p></slot>
    <button part="retry" type="button" aria-disabled=${isRetrying} @click=${onRetry}>${retry}</button>
  </div>`;
}
