import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { avatarView } from '../../internal/avatar-view.ts';
import type { RowItem } from '../../internal/board-rows.ts';
import { formatCompact, formatNumber } from '../../internal/format.ts';
import { memberUrl } from '../../internal/member-link.ts';
import type { LeaderboardStrings } from '../../internal/strings/strings.ts';
import type { LeaderboardEntry } from '../../schemas/leaderboard.ts';

export interface RowOptions {
  readonly strings: LeaderboardStrings;
  readonly locale: string;
  /** The viewer's id, where their row is to be marked. */
  readonly own: string | undefined;
  readonly hasAvatars: boolean;
  /** Whether there was a time before, with ranks to compare with. */
  readonly hasChanges: boolean;
  readonly memberUrl: string | null;
  readonly isSelectable: boolean;
  readonly onSelect: (entry: LeaderboardEntry, cause: Event) => void;
}

/** The rows of a board; one whose entry is still the same object, under the same options, is not made again. */
export function rowsView(items: readonly RowItem[], options: RowOptions): unknown {
  const fixed: readonly unknown[] = Object.values(options);
  return repeat(items, keyOf, (item) =>
    guard([item, ...fixed], () => (typeof item === 'number' ? gapView(item, options) : rowView(item, options))),
  );
}

/** What keeps its element while it is shown. Ids are text, so there is none like the gap's. */
export function keyOf(item: RowItem): string | number {
  return typeof item === 'number' ? 0 : item.member.id;
}

function gapView(count: number, { strings, locale }: RowOptions): TemplateResult {
  return html`<tr part="gap">
    <td colspan="3">
      <span aria-hidden="true">⋯</span>
      <span class="visually-hidden">${strings.skippedRanks(count, formatNumber(locale, count))}</span>
    </td>
  </tr>`;
}

function rowView(entry: LeaderboardEntry, options: RowOptions): TemplateResult {
  const { member, rank, score } = entry;
  const { strings, locale, own, hasAvatars, hasChanges } = options;
  const isOwn = member.id === own;
  return html`<tr part="row${rank < 4 ? ` row-${rank}` : ''}${isOwn ? ' row-viewer' : ''}">
    <td>
      <span part="rank">${formatNumber(locale, rank)}</span>
      ${hasChanges ? changeView(entry, options) : nothing}
    </td>
    <th scope="row">
      <div class="member">
        ${hasAvatars ? avatarView(member) : nothing}${nameView(entry, options)}${
          isOwn ? html`<span part="you">${strings.you}</span>` : nothing
        }
      </div>
    </th>
    <td part="score">${scoreView(locale, score)}</td>
  </tr>`;
}

function changeView({ rank, previousRank }: LeaderboardEntry, { strings, locale }: RowOptions): TemplateResult {
  if (previousRank === null) return html`<span part="change" class="new">${strings.rankNew}</span>`;
  const rise = previousRank - rank;
  const places = Math.abs(rise);
  const formatted = formatNumber(locale, places);
  const [direction, mark, words] =
    rise > 0
      ? ['up', `▲${formatted}`, strings.rankUp(places, formatted)]
      : rise < 0
        ? ['down', `▼${formatted}`, strings.rankDown(places, formatted)]
        : ['same', '–', strings.rankSame];
  return html`<span part="change" class=${direction}
    ><span aria-hidden="true">${mark}</span><span class="visually-hidden">${words}</span></span
  >`;
}

function nameView(
  entry: LeaderboardEntry,
  { memberUrl: template, isSelectable, onSelect }: RowOptions,
): TemplateResult {
  const { member } = entry;
  const url = memberUrl(template, member);
  const name = html`<bdi class="lines">${member.name}</bdi>`;
  const handleClick = (event: Event): void => onSelect(entry, event);
  if (url) return html`<a part="name" href=${url} @click=${handleClick}>${name}</a>`;
  if (isSelectable) return html`<button part="name" type="button" @click=${handleClick}>${name}</button>`;
  return html`<span part="name">${name}</span>`;
}

/** In a narrow widget the short form is seen; the whole number is read out everywhere. */
function scoreView(locale: string, score: number): TemplateResult | string {
  const whole = formatNumber(locale, score);
  const compact = formatCompact(locale, score);
  if (whole === compact) return whole;
  return html`<span class="whole">${whole}</span><span class="compact" aria-hidden="true">${compact}</span>`;
}
