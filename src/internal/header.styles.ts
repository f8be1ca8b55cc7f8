import { css } from 'lit';

/** A header that has all of its place from the first paint on: the title, a line for choices, if any, details, and the live state. */
export const headerStyles = css`
  /* Where a parent is as wide as what is in it, it takes this width. */
  [part='base'] {
    container-type: inline-size;
    contain-intrinsic-inline-size: 22em;
  }

  [part='header'] {
    display: grid;
    grid-template:
      'title title' 1.5em 'choice choice' auto 'detail status' minmax(var(--_detail, 1.25em), auto)
      / 1fr fit-content(55%);
    gap: 0.25em var(--_space);
    align-items: center;
  }

  .details {
    display: contents;
  }

  [part='title'] {
    grid-area: title;
  }

  [part='status'] {
    grid-area: status;
    justify-self: end;
  }

  .detail {
    grid-area: detail;
    font-size: 0.85em;
    color: var(--_muted);
  }

  /* What has a height of its own: of very long words, some lines are shown. */
  .lines {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: var(--_words, 2);
    overflow-wrap: anywhere;
    overflow: hidden;
  }

  /* Paper shows the whole of everything, and medals and bars in their colors. */
  @media print {
    [part='base'] {
      print-color-adjust: exact;
    }

    [part='header'] {
      grid-template-rows: auto;
    }

    .lines {
      display: block;
    }
  }
`;
