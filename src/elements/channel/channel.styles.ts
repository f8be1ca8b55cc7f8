import { css } from 'lit';

export const channelStyles = css`
  .body {
    display: flex;
    flex-direction: column;
    position: relative;
    min-block-size: var(--_height);
  }

  [part='frame'] {
    flex: 1 1 0;
    inline-size: 100%;
    border: 0;
    transition: opacity 200ms;
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
    display: flex;
    flex: 1;
    flex-direction: column;
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
    display: flex;
    flex: 1;
    flex-direction: column;
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
    border-radius: var(--_radius);
  }

  .placeholder::after {
    inline-size: 25%;
  }

  .placeholder:nth-child(even) {
    flex: 2;
    flex-direction: row-reverse;
  }

  .link {
    margin: 0;
    text-align: center;
  }

  .link a {
    display: inline-block;
    padding: 0.25em;
  }

  @media (prefers-reduced-motion: reduce) {
    [part='frame'] {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .placeholder::before,
    .placeholder::after {
      border: 1px solid CanvasText;
    }
  }
`;
