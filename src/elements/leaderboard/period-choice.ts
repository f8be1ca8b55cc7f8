import { html, type TemplateResult } from 'lit';
import { oneOf } from '../../internal/attributes.ts';
import type { LeaderboardStrings } from '../../internal/strings/strings.ts';
import { periods, type Period } from '../../schemas/period.ts';

/**
 * The periods to offer: those of a space-separated list that the board has, or `all` of the board's.
 * @param available undefined while it is not known which the board has
 */
export function periodsOffered(list: string, available: readonly Period[] | undefined): readonly Period[] {
  if (list.trim() === 'all') return available ?? [];
  const words = list.split(/\s+/).filter(Boolean);
  const known = words.flatMap((word) => oneOf(word, periods, null) ?? []);
  return available ? known.filter((each) => available.includes(each)) : known;
}

export interface PeriodChoice {
  readonly offered: readonly Period[];
  readonly chosen: Period | null | undefined;
  /** The target's value is the period. */
  readonly onChange: (event: Event) => void;
}

/** Real radio buttons: one stop of the tab key, and the arrow keys choose. */
export function periodChoiceView(
  strings: LeaderboardStrings,
  { offered, chosen, onChange }: PeriodChoice,
): TemplateResult {
  const options = offered.map(
    (each) =>
      html`<label part="period"
        ><input type="radio" name="period" .value=${each} .checked=${each === chosen} @change=${onChange} />${
          strings.periods[each]
        }</label
      >`,
  );
  return html`<div class="periods" role="radiogroup" aria-label=${strings.period}>${options}</div>`;
}
