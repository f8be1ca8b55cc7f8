import { css } from 'lit';

/** The lines above the table: title, live state, periods, and the time that is left. */
export const headerStyles = css`
  /* All of it has its place from the first paint on, whatever is there already. */
  [part='header'] {
    display: grid;
    grid-template: 'title title' 1.5em 'span status' minmax(1.25em, auto) / 1fr auto;
    gap: 0.25em var(--_space);
    align-items: center;
  }

  [part='header']:has(.periods) {
    grid-template: 'title title' 1.5em 'periods periods' 2.25em 'span status' minmax(1.25em, auto) / 1fr auto;
  }

  .details {
    display: contents;
  }

  [part='title'] {
    grid-area: title;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  [part='status'] {
    grid-area: status;
  }

  .span {
    grid-area: span;
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space);
    align-items: baseline;
    font-size: 0.85em;
    color: var(--_muted);
  }

  /* What does not fit is a swipe or an arrow key away: wrapped, it would move the table. */
  .periods {
    position: relative;
    grid-area: periods;
    place-self: stretch start;
    display: flex;
    max-inline-size: 100%;
    overflow-x: auto;
    scrollbar-width: none;
    font-size: 0.85em;
    background: var(--_surface);
    border-radius: var(--_radius);
  }

  label {
    position: relative;
    display: grid;
    align-items: center;
    padding-inline: 0.9em;
    white-space: nowrap;
    border-radius: var(--_radius);
  }

  label:has(:checked) {
    color: var(--_on-accent);
    background: var(--_accent);
  }

  label:has(:focus-visible) {
    outline: 2px solid;
    outline-offset: -4px;
  }

  input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  @container (min-width: 36em) {
    [part='header'] {
      grid-template: 'title status' 1.5em 'span span' minmax(1.25em, auto) / 1fr auto;
    }

    [part='header']:has(.periods) {
      grid-template: 'title status' 1.5em 'periods span' 2.25em / 1fr auto;
    }
  }

  @media (forced-colors: active) {
    label:has(:checked) {
      border: 2px solid Highlight;
    }
  }
`;
