import { css } from 'lit';

export const leaderboardStyles = css`
  :host {
    --_line: 3em;
  }

  /* Where a parent is as wide as what is in it, it takes this width. */
  [part='base'] {
    container-type: inline-size;
    contain-intrinsic-inline-size: 22em;
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
  }

  thead th {
    font-size: 0.85em;
    font-weight: 400;
    color: var(--_muted);
    white-space: nowrap;
  }

  th,
  td {
    padding: 0 calc(var(--_space) / 2);
    text-align: start;
    font-weight: inherit;
  }

  tr > :first-child {
    padding-inline-start: var(--_space);
    white-space: nowrap;
  }

  tr > :last-child {
    padding-inline-end: var(--_space);
    text-align: end;
  }

  tbody tr {
    background: var(--_background);
  }

  tbody tr > *,
  .placeholder {
    border-block-start: 1px solid var(--_border);
  }

  /* The names get what the numbers leave. */
  tr > :nth-child(2) {
    inline-size: 100%;
  }

  [part~='row-viewer'] {
    background: var(--_surface);
    box-shadow: inset 3px 0 var(--_accent);
  }

  [part~='row-viewer']:dir(rtl) {
    box-shadow: inset -3px 0 var(--_accent);
  }

  [part='gap'] {
    block-size: 1.5em;
    line-height: 1;
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
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
    border: 2px solid transparent;
    border-radius: 1em;
  }

  /* A double ring, a disc and a ring: told apart without their colors, too. */
  [part~='row-1'] [part='rank'] {
    font-weight: 700;
    color: var(--_background);
    background: var(--_rank-1) padding-box;
    border: 4px double var(--_rank-1);
  }

  [part~='row-2'] [part='rank'] {
    font-weight: 700;
    color: var(--_background);
    background: var(--_rank-2);
  }

  [part~='row-3'] [part='rank'] {
    font-weight: 700;
    color: var(--_rank-3);
    border-color: var(--_rank-3);
  }

  [part='change'] {
    position: relative;
    display: inline-block;
    min-inline-size: 2.5em;
    font-size: 0.75em;
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

  /* Rows keep their height: of a very long name, two lines are shown. */
  [part='name'] bdi {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }

  button[part='name'] {
    min-block-size: 0;
    margin: 0;
    padding: 0;
    text-align: start;
    background: none;
    border: 0;
  }

  /* The whole of it is to be hit, not only the letters. */
  a[part='name']::after,
  button[part='name']::after {
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
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
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
      min-inline-size: 1.75em;
      block-size: 1.75em;
      padding: 0;
    }

    tr > :first-child {
      text-align: center;
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

    tr > * {
      padding: 0 2px;
    }
  }

  @media (forced-colors: active) {
    [part='avatar'],
    [part='you'],
    [part~='row-2'] [part='rank'] {
      border: 1px solid CanvasText;
    }
  }
`;
