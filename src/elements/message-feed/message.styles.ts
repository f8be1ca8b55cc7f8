import { css } from 'lit';

/** A message of a feed, and all that can be in it. */
export const messageStyles = css`
  [part='message'] {
    position: relative;
    display: grid;
    grid-template-columns: 2.5em minmax(0, 1fr);
    gap: var(--_space);
    padding: calc(var(--_space) / 2) var(--_space) 0.2em;
  }

  .grouped {
    padding-block: 0.2em;
  }

  [part='message']:hover {
    background: var(--_surface);
  }

  [part='avatar'] {
    inline-size: 2.5em;
    block-size: 2.5em;
  }

  .content {
    max-inline-size: 75ch;
  }

  .byline {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.6em;
    align-items: baseline;
  }

  [part='author'] {
    font-weight: 600;
    color: inherit;
    text-decoration: none;
    overflow-wrap: anywhere;
  }

  [part='author']:hover {
    text-decoration: underline;
  }

  [part='time'],
  .edited {
    font-size: 0.85em;
    color: var(--_muted);
  }

  /* In the margin, for who points at the message or reads by keyboard, and always where nobody can point. */
  .grouped [part='time'] {
    justify-self: end;
    align-self: baseline;
    font-size: 0.65em;
    white-space: nowrap;
  }

  @media (hover: hover) {
    .grouped:not(:hover, :focus-within, :focus-visible *) [part='time'] {
      opacity: 0;
    }
  }

  .plain {
    min-block-size: 24px;
    margin: 0;
    padding: 0;
    background: none;
    border: 0;
    border-radius: 2px;
  }

  .grouped .select {
    justify-self: end;
    align-self: start;
    min-inline-size: 24px;
  }

  .select::after {
    content: '';
    position: absolute;
    inset: 0;
  }

  /* What can be chosen for itself lies above the message that can. */
  a,
  [part='reply'] {
    position: relative;
    z-index: 1;
  }

  [part='reply'] {
    display: flex;
    gap: 0.4em;
    align-items: center;
    max-inline-size: 100%;
    font-size: 0.85em;
    color: var(--_muted);
    white-space: nowrap;
  }

  [part='reply']::before {
    content: '';
    flex: none;
    align-self: end;
    inline-size: 0.9em;
    block-size: 0.6em;
    border: solid var(--_muted);
    border-width: 1px 0 0;
    border-inline-start-width: 1px;
    border-start-start-radius: 0.4em;
  }

  [part='reply'] bdi {
    flex: 0 1 auto;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  button[part='reply']:hover {
    color: var(--_text);
  }

  /* As wide as its text, which aligns by its own direction: so that it begins beside its author in either. */
  [part='body'] {
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow-wrap: anywhere;
  }

  .emoji {
    font-size: 2em;
  }

  .picture {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 22em;
    max-inline-size: 100%;
    aspect-ratio: 16 / 10;
    margin-block: 0.3em;
    padding: var(--_space);
    overflow: hidden;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }

  .picture img {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    background: inherit;
  }

  code {
    padding: 0.1em 0.3em;
    font-size: 0.9em;
    white-space: pre-wrap;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: 4px;
  }

  .block {
    display: block;
    margin-block: 0.3em;
    padding: 0.6em;
  }

  [part='mention'] {
    font-weight: 600;
    color: var(--_accent);
  }

  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em;
    margin: 0;
    padding: 0.3em 0;
    list-style: none;
  }

  [part='reaction'] {
    padding-inline: 0.6em;
    font-size: 0.9em;
    font-variant-numeric: tabular-nums;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: 1em;
  }

  @container (inline-size < 22em) {
    [part='message'] {
      column-gap: calc(var(--_space) / 2);
    }
  }

  @media (forced-colors: active) {
    [part='avatar'] {
      border: 1px solid CanvasText;
    }
  }
`;
