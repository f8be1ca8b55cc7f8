import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clampRgb, formatCss, interpolate, wcagContrast } from 'culori';
import { medalStyles } from '../../src/elements/badge-shelf/medal.styles.ts';
import { leaderboardStyles } from '../../src/elements/leaderboard/leaderboard.styles.ts';
import { widgetStyles } from '../../src/internal/widget.styles.ts';
import { colourOf, defaultPalette, inScheme, looks, schemes, type Palette } from './palettes.ts';

/** WCAG 2.2, 1.4.3: text, level AA. */
const TEXT = 4.5;
/** WCAG 2.2, 1.4.11: what tells where a control is, and where the focus. */
const CONTROL = 3;

/** What stands on what, by the names of the custom properties. */
const pairs: readonly (readonly [front: string, back: string, ratio: number])[] = [
  ...['text', 'muted', 'accent', 'success', 'danger'].flatMap((front) =>
    ['background', 'surface'].map((back) => [front, back, TEXT] as const),
  ),
  ['on-accent', 'accent', TEXT],
  ...['background', 'surface'].map((back) => ['focus', back, CONTROL] as const),
  // A button's edge.
  ...['background', 'surface'].map((back) => ['muted', back, CONTROL] as const),
];

const medalRule = ruleOf("[part~='row-3']) [part='rank']", leaderboardStyles.cssText);

const hues = [...widgetStyles.cssText.matchAll(/--_hue: (\d+);/g)].map(([, hue = '']) => hue);

const palettes: readonly (readonly [string, Palette])[] = [['default', defaultPalette], ...looks];

for (const [name, palette] of palettes) {
  for (const scheme of schemes) {
    describe(`the ${name} look, ${scheme}`, () => {
      for (const [front, back, ratio] of pairs) {
        it(`has ${front} stand out from ${back} by ${ratio}`, () => {
          const [above, below] = [colourOf(palette, front, scheme), colourOf(palette, back, scheme)];
          assertContrast(above, below, ratio);
        });
      }
      for (const place of ['rank-1', 'rank-2', 'rank-3']) {
        it(`has the number of ${place} stand out from its medal, and the medal from the row by its ring or itself`, () => {
          const [metal, background, surface] = [place, 'background', 'surface'].map((each) =>
            colourOf(palette, each, scheme),
          );
          assertContrast(darkened(metal, 'color'), metal, TEXT);
          const edge = scheme === 'light' ? darkened(metal, 'border') : metal;
          for (const row of [background, surface]) assertContrast(edge, row, CONTROL);
        });
      }
    });
  }
}

/** Where an initial stands on a colour of its own, and by which properties. */
const initials = [
  ['of who has no picture', ruleOf("[part='avatar']", widgetStyles.cssText), 'background'],
  ['on the medal of a badge without a picture', ruleOf("[part='image']", medalStyles.cssText), '--_disc'],
] as const;

for (const [whose, rule, back] of initials) {
  describe(`the initials ${whose}`, () => {
    for (const scheme of schemes) {
      for (const hue of hues) {
        it(`can be read on the hue ${hue}, ${scheme}`, () => {
          const [above, below] = ['color', back].map((property) =>
            inScheme(valueOf(property, rule).replaceAll('var(--_hue)', hue), scheme),
          );
          assertContrast(above, below, TEXT);
        });
      }
    }
  });
}

it('there are six hues for initials', () => assert.equal(hues.length, 6));

/** What the sheet makes of a medal's color for its number, or for its ring. */
function darkened(metal: string | undefined, property: 'color' | 'border'): string {
  const [, percent] = /color-mix\(in srgb, var\(--_metal\) (\d+)%, #000\)/.exec(valueOf(property, medalRule)) ?? [];
  return formatCss(interpolate(['#000', metal ?? ''], 'rgb')(Number(percent) / 100));
}

function ruleOf(selector: string, css: string): string {
  const start = css.indexOf(`${selector} {`);
  return css.slice(start, css.indexOf('}', start));
}

function valueOf(property: string, rule: string): string {
  return new RegExp(`(?:^|[\\s;])${property}: ([^;]+);`).exec(rule)?.[1] ?? '';
}

function assertContrast(front: string | undefined, back: string | undefined, ratio: number): void {
  // A colour beyond what a screen has is clipped to it, as browsers do.
  const [above, below] = [clampRgb(front ?? ''), clampRgb(back ?? '')];
  assert.ok(above && below, `${front} or ${back} is no colour`);
  const contrast = wcagContrast(above, below);
  assert.ok(contrast >= ratio, `${front} on ${back} has ${contrast.toFixed(2)} of ${ratio}`);
}
