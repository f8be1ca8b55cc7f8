import { css } from 'lit';

/** What all widgets share: the box, the header, and the views of the states. */
export const widgetStyles = css`
  /* In a flexible row it may be as narrow as there is room. */
  :host {
    display: block;
    min-inline-size: 0;
  }

  :host([hidden]) {
    display: none;
  }

  * {
    box-sizing: border-box;
  }

  [part='base'] {
    overflow: hidden;
    font-family: var(--_font);
    font-size: var(--_font-size);
    line-height: 1.4;
    color: var(--_text);
    background: var(--_background);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: var(--_shadow);
  }

  [part='base']:focus {
    outline: none;
  }

  .light {
    color-scheme: light;
  }

  .dark {
    color-scheme: dark;
  }

  [part='header'] {
    display: flex;
    gap: 0 var(--_space);
    align-items: baseline;
    padding: var(--_space);
    border-block-end: 1px solid var(--_border);
  }

  [part='title'] {
    flex: 1;
    min-inline-size: 40%;
    font-weight: 600;
    font-size: 1.1em;
  }

  /* One line of each, whatever comes: wrapped, it would move what is below. */
  [part='title'],
  [part='status'] {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .details {
    min-inline-size: 0;
  }

  [part='status'] {
    font-size: 0.85em;
    color: var(--_muted);
  }

  .connecting {
    visibility: hidden;
  }

  [part='status']::before {
    content: '';
    display: inline-block;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-end: 0.4em;
    vertical-align: 0.1em;
    border-radius: 50%;
    background: var(--_muted);
  }

  [part='status'].live::before {
    background: var(--_success);
  }

  [part='status'].offline::before,
  [part='status'].stale::before {
    background: var(--_danger);
  }

  /* What is kept free from the first paint on, so that nothing below it moves. */
  .body {
    min-block-size: calc(var(--_lines) * var(--_line));
  }

  /* In the middle of what is kept free; of what is very high, where a first look falls. */
  .body:has(> .view) {
    display: flex;
    flex-direction: column;
  }

  .body:has(> .view)::before,
  .body:has(> .view)::after {
    content: '';
    flex: 1;
  }

  .body:has(> .view)::before {
    max-block-size: 12em;
  }

  .view {
    padding: calc(var(--_space) * 2) var(--_space);
    text-align: center;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  .view p {
    margin: 0;
  }

  [part='error'] p {
    color: var(--_danger);
  }

  /* Nothing went wrong. */
  [name='signed-out'] p {
    color: inherit;
  }

  /* A load that is quick shows nothing of this. */
  .placeholders {
    animation: appear 0s 150ms backwards;
  }

  .placeholder {
    display: flex;
    align-items: center;
    gap: var(--_space);
    padding-inline: var(--_space);
  }

  .placeholder::before,
  .placeholder::after {
    content: '';
    block-size: 0.8em;
    border-radius: 0.4em;
    background: var(--_surface);
  }

  .placeholder::before {
    flex: 1;
  }

  .placeholder::after {
    inline-size: 3em;
  }

  button {
    min-block-size: 2.5em;
    margin-block-start: var(--_space);
    padding-inline: calc(var(--_space) * 1.5);
    font: inherit;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_muted);
    border-radius: var(--_radius);
    cursor: pointer;
  }

  button[aria-disabled='true'] {
    color: var(--_muted);
    cursor: progress;
  }

  a {
    color: var(--_accent);
  }

  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  [part='avatar'] {
    position: relative;
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: 2em;
    block-size: 2em;
    overflow: hidden;
    font-weight: 600;
    white-space: nowrap;
    color: light-dark(oklch(0.36 0.1 var(--_hue)), oklch(0.92 0.05 var(--_hue)));
    background: light-dark(oklch(0.91 0.06 var(--_hue)), oklch(0.36 0.08 var(--_hue)));
    border-radius: 50%;
  }

  [part='avatar'] img {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .broken {
    visibility: hidden;
  }

  .hue-0 {
    --_hue: 20;
  }

  .hue-1 {
    --_hue: 70;
  }

  .hue-2 {
    --_hue: 150;
  }

  .hue-3 {
    --_hue: 210;
  }

  .hue-4 {
    --_hue: 265;
  }

  .hue-5 {
    --_hue: 330;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  /* Nothing on paper is live. */
  @media print {
    [part='title'] {
      white-space: normal;
    }

    [part='status'] {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    [part='status']::before,
    .placeholder::before,
    .placeholder::after {
      border: 1px solid CanvasText;
    }
  }
`;
