import { css } from 'lit';

/** A badge's picture, and the medal that is drawn where there is none: a disc on a ribbon, with an initial. */
export const medalStyles = css`
  [part='image'] {
    --_disc: light-dark(oklch(0.92 0.07 var(--_hue)), oklch(0.38 0.09 var(--_hue)));
    --_ring: light-dark(oklch(0.7 0.13 var(--_hue)), oklch(0.62 0.12 var(--_hue)));
    position: relative;
    isolation: isolate;
    display: grid;
    flex: none;
    place-content: center;
    inline-size: 2.3em;
    block-size: 2.3em;
    padding-block-end: 0.4em;
    font-size: 1.9em;
    font-weight: 700;
    line-height: 1;
    color: light-dark(oklch(0.4 0.12 var(--_hue)), oklch(0.94 0.05 var(--_hue)));
  }

  [part='image']::before,
  [part='image']::after {
    content: '';
    position: absolute;
    z-index: -1;
    inset: 0 0.2em 0.4em;
    background: var(--_disc);
    border: 0.15em solid var(--_ring);
    border-radius: 50%;
  }

  [part='image']::before {
    inset: 1em 0.55em 0;
    background: var(--_ring);
    border: none;
    border-radius: 0;
    clip-path: polygon(0 0, 100% 0, 100% 100%, 50% 78%, 0 100%);
  }

  [part~='badge-locked'] [part='image'] {
    --_disc: var(--_surface);
    --_ring: var(--_border);
    color: inherit;
  }

  /* A picture shows nothing of the medal behind it. */
  [part='image']:has(img:not(.broken)) {
    visibility: hidden;
  }

  [part='image'] img:not(.broken) {
    visibility: visible;
  }

  [part='image'] img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  [part~='badge-locked'] img {
    filter: grayscale(1);
    opacity: 0.45;
  }
`;
