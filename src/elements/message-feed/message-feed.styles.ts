import { css } from 'lit';

/** As high as a short message. */
export const PLACEHOLDER_PX = 64;

export const messageFeedStyles = css`
  :host {
    --_line: ${PLACEHOLDER_PX}px;
  }

  .placeholder {
    block-size: var(--_line);
  }

  .placeholder::before {
    flex: none;
    inline-size: 2.5em;
    block-size: 2.5em;
    border-radius: 50%;
  }

  .placeholder::after {
    flex: 0 1 60%;
  }

  .feed {
    position: relative;
    container-type: inline-size;
  }

  /* The reader's place is kept by script, the same in all browsers. */
  [part='list'] {
    block-size: calc(var(--_lines) * var(--_line));
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
  }

  [part='list']:focus-visible {
    outline-offset: -2px;
  }

  ol {
    margin: 0;
    padding: 0 0 var(--_space);
    list-style: none;
  }

  .earlier {
    padding-inline: var(--_space);
    font-size: 0.85em;
    color: var(--_muted);
    text-align: center;
  }

  .earlier p {
    margin-block: var(--_space) 0;
  }

  .failed {
    color: var(--_danger);
  }

  [part='day'] {
    display: flex;
    gap: var(--_space);
    align-items: center;
    padding: calc(var(--_space) * 1.5) var(--_space) var(--_space);
    font-size: 0.85em;
    font-weight: 600;
    color: var(--_muted);
  }

  [part='day']::before,
  [part='day']::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_border);
  }

  [part='day'] time::first-letter {
    text-transform: uppercase;
  }

  [part='new-messages'] {
    position: absolute;
    z-index: 2;
    inset-inline: 0;
    inset-block-end: var(--_space);
    inline-size: fit-content;
    margin: 0 auto;
    font-weight: 600;
    color: var(--_on-accent);
    background: var(--_accent);
    border: 0;
    border-radius: 2em;
    box-shadow: 0 2px 8px #0004;
  }

  .newest-first {
    inset-block: var(--_space) auto;
  }

  @media (prefers-reduced-motion: reduce) {
    [part='list'] {
      scroll-behavior: auto;
    }
  }

  @media (forced-colors: active) {
    [part='new-messages'] {
      border: 1px solid CanvasText;
    }
  }
`;
