import { css } from 'lit';

/** A message of a feed, and all that can be in it. */
export const messageStyles = css`
  [part='message'] {
    position: relative;
    display: grid;
    grid-template-columns: 2.5em minmax(0, 75ch);
    gap: min(var(--_space), 2cqi);
    padding: calc(var(--_space) / 2) var(--_space) 0.2em;
    overflow-wrap: anywhere;
  }

  .grouped {
    align-items: start;
    padding-block: 0.2em;
  }

  [part='message']:hover {
    background: var(--_surface);
  }

  [part='author'] {
    margin-inline-end: 0.3em;
    font-weight: 600;
    color: inherit;
  }

  a[part='author'] {
    padding-block: 4px;
  }

  a[part='author']:not(:hover) {
    text-decoration: none;
  }

  [part='time'],
  [part='reply'],
  .edited {
    font-size: 0.85em;
    color: var(--_muted);
  }

  /* In the margin, for who points at the message or reads by keyboard, and always where nobody can point. */
  .grouped > :first-child {
    justify-self: end;
  }

  /* As high as the first line of the text beside it. */
  .grouped [part='time'] {
    font-size: 0.65em;
    line-height: 2.15;
    white-space: nowrap;
  }

  @media (hover: hover) {
    .grouped:not(:hover, :focus-within, :focus-visible *) [part='time'] {
      opacity: 0;
    }
  }

  .plain {
    min-inline-size: 24px;
    min-block-size: 24px;
    margin: 0;
    padding: 0;
    background: none;
    border: 0;
    border-radius: 0;
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
    padding-inline-start: 0.6em;
    border-inline-start: 2px solid;
    white-space: nowrap;
  }

  [part='reply'] bdi {
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
  }

  .emoji {
    font-size: 2em;
  }

  [part='mention'] {
    font-weight: 600;
    color: var(--_accent);
  }

  code,
  .picture,
  [part='reaction'] {
    padding: 0.1em 0.4em;
    font-size: 0.9em;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }

  code {
    white-space: pre-wrap;
  }

  .block {
    display: block;
    margin-block: 0.3em;
    padding: 0.6em;
  }

  .picture {
    display: grid;
    place-items: center;
    inline-size: 22em;
    max-inline-size: 100%;
    aspect-ratio: 16 / 10;
    margin-block: 0.3em;
    overflow: hidden;
  }

  .picture img {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    background: inherit;
  }

  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em;
  }

  /* So that the colons of a name stand at both its ends in any feed. */
  [part='reaction'] {
    unicode-bidi: plaintext;
  }

  @media (forced-colors: active) {
    [part='avatar'] {
      border: 1px solid;
    }
  }
`;
