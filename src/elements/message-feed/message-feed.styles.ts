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
    border-radius: 50%;
  }

  .placeholder::before,
  [part='avatar'] {
    inline-size: 2.5em;
    block-size: 2.5em;
  }

  .placeholder::after {
    flex: 0 1 60%;
  }

  .body {
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

  /* Scrolling begins at the end, and stays there. */
  .newest-last {
    display: flex;
    flex-direction: column-reverse;
  }

  /* Messages that do not fill the list begin at its top. */
  .newest-last > div {
    margin-block-end: auto;
  }

  [part='list']:focus-visible {
    outline-offset: -2px;
  }

  ol,
  ul {
    margin: 0;
    padding: 0.3em 0;
    list-style: none;
  }

  [part='list'] .view {
    padding-block: var(--_space);
  }

  [part='day'] {
    display: flex;
    gap: var(--_space);
    align-items: center;
    padding: var(--_space);
    font-weight: 600;
    font-size: 0.85em;
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
    border-color: var(--_accent);
    border-radius: 2em;
    box-shadow: 0 2px 8px #0004;
  }

  .newest-first + [part='new-messages'] {
    inset-block: var(--_space) auto;
  }

  /* Paper shows all that is loaded. */
  @media print {
    [part='list'] {
      block-size: auto;
    }
  }
`;
