import { css } from 'lit';

/**
 * The public custom properties with their defaults, read once into private ones.
 * `light-dark()` answers to the page's `color-scheme`; a page that says nothing is light.
 */
export const tokens = css`
  :host {
    /* Tells scripts which scheme is used: see used-scheme.ts. */
    column-rule-color: light-dark(#fff, #000);
    --_font: var(--returning-font, inherit);
    --_font-size: var(--returning-font-size, max(14px, 1em));
    --_accent: var(--returning-accent, light-dark(#3b4cca, #a9b4ff));
    --_on-accent: var(--returning-on-accent, light-dark(#ffffff, #16181d));
    --_background: var(--returning-background, light-dark(#ffffff, #16181d));
    --_surface: var(--returning-surface, light-dark(#f3f4f7, #22252c));
    --_text: var(--returning-text, light-dark(#1b1d22, #eceef2));
    --_muted: var(--returning-muted, light-dark(#5a6070, #a3a9b8));
    --_border: var(--returning-border, light-dark(#d9dce4, #363a45));
    --_focus: var(--returning-focus, light-dark(#3b4cca, #a9b4ff));
    --_success: var(--returning-success, light-dark(#1a7f43, #5fd38d));
    --_danger: var(--returning-danger, light-dark(#b3261e, #ff9d94));
    --_radius: var(--returning-radius, 8px);
    --_space: var(--returning-space, 12px);
    --_shadow: var(--returning-shadow, none);
  }
`;
