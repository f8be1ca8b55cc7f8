import { css } from 'lit';

export const channelStyles = css`
  .body,
  .cover,
  .placeholders {
    display: flex;
    flex: 1;
    flex-direction: column;
  }

  .body {
    position: relative;
    min-block-size: var(--_height);
  }

  [part='frame'] {
    flex: 1 1 0;
    inline-size: 100%;
    border: 0;
  }

  [part='frame']:focus-visible {
    outline-offset: -2px;
  }

  /* It has its final size from the start, so that its page lays itself out once. */
  .waiting {
    position: absolute;
    inset: 0;
    block-size: 100%;
    visibility: hidden;
    opacity: 0;
  }

  .cover {
    justify-content: center;
  }

  /* In one line where there is room. */
  .notice,
  .notice .view {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) / 2) var(--_space);
    align-items: center;
    justify-content: center;
  }

  .notice {
    padding: var(--_space);
    border-block-start: 1px solid var(--_border);
  }

  .notice .view {
    padding: 0;
  }

  .notice button {
    margin: 0;
  }

  .placeholders {
    gap: var(--_space);
    padding-block: var(--_space);
  }

  .placeholder {
    flex: 1;
    align-items: stretch;
  }

  .placeholder::before,
  .placeholder::after {
    block-size: auto;
  }

  .placeholder:nth-child(even) {
    flex: 2;
    flex-direction: row-reverse;
  }

  a {
    display: inline-block;
    padding: 0.25em;
  }

  @media (prefers-reduced-motion: no-preference) {
    [part='frame'] {
      transition: opacity 200ms;
    }
  }
`;
