import { css } from 'lit';

export const messageFeedStyles = css`
  .placeholder {
    block-size: 4em;
  }

  [part='list'] {
    max-block-size: 32em;
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  [part='list']:focus-visible {
    outline-offset: -2px;
  }

  /* A reversed column begins at its end, and stays there while messages are added. */
  [part='list'].newest-last {
    display: flex;
    flex-direction: column-reverse;
  }

  ol,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  [part='message'] {
    display: flex;
    gap: var(--_space);
    padding: calc(var(--_space) / 1.5) var(--_space);
  }

  .content {
    flex: 1;
    min-inline-size: 0;
  }

  .byline {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.6em;
    align-items: baseline;
  }

  [part='author'] {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  [part='time'],
  .edited {
    font-size: 0.85em;
    color: var(--_muted);
  }

  [part='body'] {
    overflow-wrap: anywhere;
  }

  [part='body'] img {
    max-inline-size: 100%;
    max-block-size: 16em;
  }

  code {
    white-space: pre-wrap;
    background: var(--_surface);
  }

  [part='mention'] {
    font-weight: 600;
  }

  [part='reaction'] {
    display: inline-block;
    padding-inline: 0.6em;
    background: var(--_surface);
    border-radius: var(--_radius);
  }

  .earlier {
    padding: 0 var(--_space) var(--_space);
    text-align: center;
  }

  .earlier p {
    margin: var(--_space) 0 0;
    color: var(--_danger);
  }

  @media (prefers-reduced-motion: reduce) {
    [part='list'] {
      scroll-behavior: auto;
    }
  }

  @media (forced-colors: active) {
    [part='avatar'] {
      border: 1px solid CanvasText;
    }
  }
`;
