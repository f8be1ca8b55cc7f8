import { css } from 'lit';

/** The periods to choose from, in a line of their own in the header. */
export const periodChoiceStyles = css`
  /* What does not fit is a swipe or an arrow key away: wrapped, it would move the table. */
  .periods {
    position: relative;
    grid-area: choice;
    justify-self: start;
    display: flex;
    block-size: 2.65em;
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

  @media print {
    .periods {
      flex-wrap: wrap;
      block-size: auto;
    }
  }

  @media (forced-colors: active) {
    label:has(:checked) {
      border: 2px solid Highlight;
    }
  }
`;
