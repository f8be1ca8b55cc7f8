import { css } from 'lit';

export const leaderboardStyles = css`
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

  [part='period'] {
    font-size: 0.85em;
    color: var(--_muted);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  thead th {
    font-size: 0.85em;
    font-weight: 400;
    color: var(--_muted);
  }

  th,
  td {
    padding: 0.25em calc(var(--_space) / 2);
    text-align: start;
    font-weight: inherit;
  }

  tr > :first-child {
    padding-inline-start: var(--_space);
  }

  tr > :last-child {
    padding-inline-end: var(--_space);
    text-align: end;
  }

  tbody tr + tr,
  .placeholder + .placeholder {
    border-block-start: 1px solid var(--_border);
  }

  /* The names get what the numbers leave. */
  tr > :nth-child(2) {
    inline-size: 100%;
  }

  [part='rank'] {
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
  }

  .member {
    display: flex;
    gap: calc(var(--_space) / 1.5);
    align-items: center;
  }

  /* Rows keep their height: of a very long name, two lines are shown. */
  [part='name'] {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }

  [part='score'] {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    tbody tr {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    [part='avatar'] {
      border: 1px solid CanvasText;
    }
  }
`;
