import { css } from 'lit';

export const badgeShelfStyles = css`
  :host {
    --_gap: calc(var(--_space) * 0.75);
  }

  /* Its end tells that another scheme is in effect: see ColorSchemeController. */
  [part='base'] {
    column-rule-color: inherit;
    transition: column-rule-color 1ms step-start;
  }

  /* As many rows of tiles as the limit makes. */
  .body {
    --_columns: 2;
    --_words: 4;
    --_tile: calc(7.2em + var(--_words) * 1.2em + var(--_gap) * 2);
    --_rows: round(up, var(--_lines) / var(--_columns), 1);
    padding: var(--_gap);
    min-block-size: calc(var(--_rows) * (var(--_tile) + var(--_gap)) + var(--_gap) + var(--_bar, 0em));
  }

  /* Chromium before 125: up to a row too much, so that there is never too little. */
  @supports not (inline-size: round(up, 1px, 1px)) {
    .body {
      --_rows: ((var(--_lines) + var(--_columns) - 1) / var(--_columns));
    }
  }

  [part='list'],
  .placeholders {
    display: grid;
    grid-template-columns: repeat(var(--_columns), minmax(0, 1fr));
    grid-auto-rows: minmax(var(--_tile), auto);
    gap: var(--_gap);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  [part~='badge'],
  .placeholder {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 0.35em;
    align-items: center;
    padding: var(--_gap);
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
    break-inside: avoid;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }

  [part~='badge-locked'],
  .placeholder {
    color: var(--_muted);
    background: none;
    border: 1px dashed color-mix(in srgb, var(--_muted) 50%, transparent);
  }

  .placeholder::before {
    flex: none;
    inline-size: 4em;
    block-size: 4em;
    border-radius: 50%;
  }

  [part~='badge-title'] {
    font-weight: 600;
    line-height: 1.15;
  }

  /* The whole tile can be clicked. */
  [part~='badge'] button {
    all: unset;
  }

  [part~='badge'] button::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--_radius);
    cursor: pointer;
  }

  [part~='badge']:has(button):hover {
    border-color: var(--_muted);
  }

  [part~='badge'] button:focus-visible::after {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }

  [part='description'],
  [part='standing'] {
    font-size: 0.85em;
    line-height: 1.3;
    color: var(--_muted);
  }

  /* Lines in a button are not counted. */
  .lines {
    max-block-size: calc(var(--_words) * 1.15em);
    margin-block-end: auto;
  }

  [part='progress'] {
    appearance: none;
    inline-size: 100%;
    block-size: 0.5em;
    overflow: hidden;
    background: var(--_border);
    border: none;
    border-radius: 1em;
  }

  [part='progress']::-webkit-progress-bar {
    background: none;
  }

  [part='progress']::-webkit-progress-value {
    background: var(--_accent);
  }

  [part='progress']::-moz-progress-bar {
    background: var(--_accent);
  }

  .awarded {
    border-color: var(--_accent);
    animation: glow 1.5s ease-out 2;
  }

  @keyframes glow {
    from {
      box-shadow: 0 0 0 var(--_gap) color-mix(in srgb, var(--_accent) 50%, transparent);
    }
  }

  @container (max-width: 14em) {
    .body {
      --_columns: 1;
    }
  }

  @container (min-width: 22em) {
    .body {
      --_words: 3;
    }
  }

  @container (min-width: 33em) {
    .body {
      --_columns: 3;
    }
  }

  @container (min-width: 44em) {
    .body {
      --_columns: 4;
    }
  }

  @container (min-width: 66em) {
    .body {
      --_columns: 6;
    }
  }

  /* One row, however many. Its scroll bar takes room, too. */
  :host([layout='row']) .body {
    --_columns: 200;
    --_bar: 1em;
    padding-inline: 0;
  }

  :host([layout='row']) :is([part='list'], .placeholders) {
    grid-template-columns: none;
    grid-auto-columns: 11em;
    grid-auto-flow: column;
    padding-inline: var(--_gap);
    overflow-x: auto;
    scrollbar-width: thin;
  }

  [part='list']:focus-visible {
    outline-offset: -2px;
  }

  @media (prefers-reduced-motion: reduce) {
    .awarded {
      animation: none;
    }
  }

  @media print {
    .lines {
      max-block-size: none;
    }

    :host([layout='row']) [part='list'] {
      grid: auto-flow / repeat(auto-fill, 11em);
    }
  }

  @media (forced-colors: active) {
    [part='progress'] {
      --_accent: Highlight;
      forced-color-adjust: none;
      background: none;
      border: 1px solid CanvasText;
    }

    .awarded {
      border-color: Highlight;
    }
  }
`;
