import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { foldLeaderboard } from '../../client/fold-leaderboard.ts';
import { LiveResourceController, type Feed } from '../../controllers/live-resource.ts';
import { oneOf, wholeNumber } from '../../internal/attributes.ts';
import { avatarView } from '../../internal/avatar-view.ts';
import { formatNumber } from '../../internal/format.ts';
import { WidgetElement } from '../../internal/widget-element.ts';
import { MAX_BOARD_SIZE, type Leaderboard, type LeaderboardEntry } from '../../schemas/leaderboard.ts';
import { periods, type Period } from '../../schemas/period.ts';
import { boardTopic } from '../../schemas/topic.ts';
import { leaderboardStyles } from './leaderboard.styles.ts';

const limits = { min: 1, max: MAX_BOARD_SIZE, fallback: 10 };

/**
 * The best of a community by score, as a table that changes as it happens. Its light-DOM children show until it is
 * defined, and where scripts do not run.
 *
 * @element returning-leaderboard
 * @slot loading - Shown until the first answer, in place of the placeholder lines.
 * @slot empty - Shown when nobody has a score, in place of the sentence.
 * @slot error - Shown when nothing could be loaded, in place of the sentence; the retry button stays.
 * @fires {ReturningReadyEvent} returning-ready - The first data is on the screen; once.
 * @fires {ReturningDataEvent} returning-data - What is shown changed; `data` is the whole board.
 * @fires {ReturningErrorEvent} returning-error - A load or the stream failed; `code` says why.
 * @fires {ReturningLiveEvent} returning-live - The state of the live stream changed.
 * @csspart base - The box around everything.
 * @csspart header - The line of title, period and live state.
 * @csspart title - The board's title.
 * @csspart period - The period shown.
 * @csspart status - The live state in words.
 * @csspart table - The table of ranks.
 * @csspart row - A member's row.
 * @csspart rank - A member's rank.
 * @csspart avatar - A member's picture, or the first letter of the name.
 * @csspart name - A member's name.
 * @csspart score - A member's score.
 * @csspart empty - The view of a board without scores.
 * @csspart error - The view of a load that failed.
 * @csspart retry - The button that tries again.
 * @cssprop [--returning-font=inherit] - Font family.
 * @cssprop [--returning-font-size=max(14px, 1em)] - Font size.
 * @cssprop [--returning-background=light-dark(#ffffff, #16181d)] - Background of the box.
 * @cssprop [--returning-surface=light-dark(#f3f4f7, #22252c)] - Background of buttons, avatars and placeholders.
 * @cssprop [--returning-text=light-dark(#1b1d22, #eceef2)] - Text.
 * @cssprop [--returning-muted=light-dark(#5a6070, #a3a9b8)] - Secondary text.
 * @cssprop [--returning-border=light-dark(#d9dce4, #363a45)] - Lines.
 * @cssprop [--returning-focus=light-dark(#3b4cca, #a9b4ff)] - Focus outline.
 * @cssprop [--returning-success=light-dark(#1a7f43, #5fd38d)] - The mark of a live stream.
 * @cssprop [--returning-danger=light-dark(#b3261e, #ff9d94)] - Errors, and the mark of a stream that is cut.
 * @cssprop [--returning-radius=8px] - Corners of the box and its buttons.
 * @cssprop [--returning-space=12px] - Inner distances.
 * @cssstate not-configured - An attribute is missing.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - Nobody has a score.
 * @cssstate error - Nothing could be loaded.
 * @cssstate ready - Rows are shown.
 * @cssstate refreshing - A load is under way while something else than placeholders is shown.
 * @cssstate live - Changes are shown as they happen.
 * @cssstate stale - What is shown may be out of date.
 * @cssstate offline - The browser is offline.
 */
export class ReturningLeaderboard extends WidgetElement<Leaderboard> {
  static override styles: CSSResultGroup = [super.styles, leaderboardStyles];

  protected override readonly source = new LiveResourceController<Leaderboard>(this, {
    fold: foldLeaderboard,
    feed: () => this.#feed(),
  });

  /** Slug of the board, as the bridge's configuration names it. Required. */
  @property() board: string | null = null;

  /** Span to rank over. Default, also for other values: the board's own. */
  @property()
  get period(): Period | null {
    return this.#period;
  }
  set period(value: string | null) {
    this.#period = oneOf(value, periods, null);
  }

  /** How many rows to show at most, 1 to 100. Default, also for other values: 10. */
  @property()
  get limit(): number {
    return this.#limit;
  }
  set limit(value: number | string | null) {
    this.#limit = wholeNumber(value, limits);
  }

  #period: Period | null = null;
  #limit = limits.fallback;

  protected override get requirements(): Readonly<Record<string, string | null | undefined>> {
    return { ...super.requirements, board: this.board };
  }

  protected override get heading(): string {
    return this.data?.title ?? this.strings.leaderboard;
  }

  protected override get emptySentence(): string {
    return this.strings.emptyLeaderboard;
  }

  protected override get expectedLines(): number {
    return this.limit;
  }

  protected override isEmpty({ entries }: Leaderboard): boolean {
    return entries.length === 0;
  }

  protected override renderHeaderDetail(): TemplateResult | undefined {
    return this.data && html`<span part="period">${this.strings.periods[this.data.period]}</span>`;
  }

  protected override renderData({ title, period, rankBy, entries }: Leaderboard): TemplateResult {
    const { strings } = this;
    const rows = entries.slice(0, this.limit);
    return html`<table part="table">
      <caption class="visually-hidden">
        ${strings.boardCaption(title, strings.periods[period])}
      </caption>
      <thead>
        <tr>
          <th scope="col">${strings.rank}</th>
          <th scope="col">${strings.member}</th>
          <th scope="col">${strings.metrics.get(rankBy) ?? strings.score}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          ({ member }) => member.id,
          (row) => this.#renderRow(row),
        )}
      </tbody>
    </table>`;
  }

  #renderRow({ rank, member, score }: LeaderboardEntry): TemplateResult {
    return html`<tr part="row">
      <td part="rank">${formatNumber(this.activeLocale, rank)}</td>
      <th scope="row">
        <div class="member">
          ${avatarView(member)}<span part="name"><bdi>${member.name}</bdi></span>
        </div>
      </th>
      <td part="score">${formatNumber(this.activeLocale, score)}</td>
    </tr>`;
  }

  #feed(): Feed<Leaderboard> | undefined {
    const { address, board, period } = this;
    if (!address || !board) return undefined;
    return {
      address,
      name: `${board}/${period}`,
      isLive: this.live === 'on',
      load: (client, request) => client.leaderboard({ board, period: period ?? undefined, ...request }),
      topicOf: (shown) => boardTopic(shown.slug, shown.period),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'returning-leaderboard': ReturningLeaderboard;
  }
}
