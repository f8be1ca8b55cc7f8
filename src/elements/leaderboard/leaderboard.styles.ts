import { css } from 'lit';

export const leaderboardStyles = css`
  :host {
    --_line: 3em;
  }

  .detail > [part='period'] {
    margin-inline-end: var(--_space);
  }

  /* The table's head comes on top. */
  .body {
    min-block-size: calc(var(--_lines) * var(--_line) + 2em);
  }

  /* Together as high as the table that takes their place. */
  .placeholders {
    padding-block-start: 2em;
  }

  thead tr {
    block-size: 2em;
  }

  .placeholder,
  tbody tr {
    block-size: 3em;
  }

  /* Apart, so that a row takes its line along when it moves. */
  table {
    inline-size: 100%;
    border-spacing: 0;
    font-variant-numeric: tabular-nums;
  }

  tr > * {
    padding: 0 calc(var(--_space) / 2);
    text-align: start;
    font-weight: inherit;
  }

  thead th {
    font-size: 0.85em;
    color: var(--_muted);
  }

  thead th,
  td {
    white-space: nowrap;
  }

  tr > :first-child {
    padding-inline-start: var(--_space);
  }

  tr > :last-child {
    padding-inline-end: var(--_space);
    text-align: end;
  }

  tbody tr {
    break-inside: avoid;
    background: var(--_background);
  }

  tbody tr > *,
  .placeholder {
    border-block-start: 1px solid var(--_border);
  }

  /* The names get what the numbers leave, and so does their heading. */
  tr > :nth-child(2) {
    inline-size: 100%;
  }

  thead :nth-child(2) {
    max-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  [part~='row-viewer'] {
    background: var(--_surface);
  }

  [part~='row-viewer'] > :first-child {
    padding-inline-start: calc(var(--_space) - 3px);
    border-inline-start: 3px solid var(--_accent);
  }

  [part='gap'] {
    block-size: 1.5em;
    color: var(--_muted);
  }

  [part='gap'] td {
    text-align: center;
  }

  [part='rank'] {
    display: inline-grid;
    place-items: center;
    min-inline-size: 2em;
    block-size: 2em;
    padding-inline: 0.25em;
    color: var(--_muted);
    border-radius: 1em;
  }

  /* Medals: the metal, with a ring and a number of the same hue. Their rings differ, so that they are told apart without their colors, too. */
  [part~='row-1'] {
    --_metal: var(--returning-rank-1, #f7c948);
    --_ring: 4px double;
  }

  [part~='row-2'] {
    --_metal: var(--returning-rank-2, #c9d1dc);
    --_ring: 1px solid;
  }

  [part~='row-3'] {
    --_metal: var(--returning-rank-3, #e0a071);
    --_ring: 2px solid;
  }

  :is([part~='row-1'], [part~='row-2'], [part~='row-3']) [part='rank'] {
    font-weight: 700;
    color: color-mix(in srgb, var(--_metal) 30%, #000);
    background: var(--_metal);
    border: var(--_ring) color-mix(in srgb, var(--_metal) 60%, #000);
  }

  [part='change'] {
    display: inline-block;
    min-inline-size: 2.5em;
    font-size: 0.85em;
    font-weight: 600;
    color: var(--_muted);
  }

  .up {
    color: var(--_success);
  }

  .down {
    color: var(--_danger);
  }

  .member {
    position: relative;
    display: flex;
    gap: calc(var(--_space) / 1.5);
    align-items: center;
    min-block-size: 2.25em;
  }

  [part='avatar'] {
    inline-size: 2.7em;
    block-size: 2.7em;
    font-size: 0.75em;
  }

  .lines {
    line-height: 1.2;
  }

  /* No stronger than the rule for all buttons, so that the ring of the focus stays. */
  button:where([part='name']) {
    all: unset;
    cursor: pointer;
  }

  /* The whole of it is to be hit, not only the letters. */
  :is(a, button)[part='name']::after {
    content: '';
    position: absolute;
    inset: 0;
  }

  [part='you'] {
    flex: none;
    padding-inline: 0.6em;
    font-size: 0.75em;
    font-weight: 600;
    color: var(--_on-accent);
    background: var(--_accent);
    border-radius: 1em;
  }

  [part='score'] {
    font-weight: 600;
  }

  .compact {
    display: none;
  }

  @container (max-width: 24em) {
    .compact {
      display: inline;
    }

    .whole {
      position: absolute;
      clip-path: inset(50%);
    }

    /* Under the rank, as there is no room beside it. */
    [part='change'] {
      display: block;
      min-inline-size: 0;
      line-height: 1;
    }

    [part='rank'] {
      font-size: 0.875em;
    }

    tr > :first-child {
      text-align: center;
    }
  }

  /* Of longer languages, two lines. */
  @container (max-width: 20em) {
    [part='header'] {
      --_detail: 2.5em;
    }
  }

  @container (max-width: 14em) {
    [part='avatar'] {
      display: none;
    }

    [part='you'] {
      position: absolute;
      clip-path: inset(50%);
    }

    /* Of large text, three lines. */
    [part='header'] {
      --_detail: 3.75em;
    }

    table {
      --_space: 4px;
    }
  }

  @media (forced-colors: active) {
    [part='avatar'],
    [part='you'] {
      border: 1px solid;
    }
  }
`;
