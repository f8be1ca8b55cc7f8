import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { foldLeaderboard } from '../../client/fold-leaderboard.ts';
import { leaderboardAt } from '../../client/read-leaderboard.ts';
import { ClockController } from '../../controllers/clock.ts';
import { LiveResourceController, type Feed } from '../../controllers/live-resource.ts';
import { RowMovesController } from '../../controllers/row-moves.ts';
import { StandingController, type StandingPlace } from '../../controllers/standing.ts';
import { oneOf, wholeNumber, wordOf } from '../../internal/attributes.ts';
import { boardRows, ownEntry, PINNED_LINES, type RowItem } from '../../internal/board-rows.ts';
import { formatNumber, formatRelative } from '../../internal/format.ts';
import { headerStyles } from '../../internal/header.styles.ts';
import { leaderboardEnglish } from '../../internal/strings/en.ts';
import type { LeaderboardStrings } from '../../internal/strings/strings.ts';
import { WidgetElement } from '../widget-element.ts';
import { MAX_BOARD_SIZE, type Leaderboard, type LeaderboardEntry } from '../../schemas/leaderboard.ts';
import { periods, type Period } from '../../schemas/period.ts';
import { boardTopic } from '../../schemas/topic.ts';
import { leaderboardStyles } from './leaderboard.styles.ts';
import { loadSample } from './load-sample.ts';
import { periodChoiceView, periodsOffered } from './period-choice.ts';
import { periodChoiceStyles } from './period-choice.styles.ts';
import { keyOf, rowsView } from './row-view.ts';

const limits = { min: 1, max: MAX_BOARD_SIZE, fallback: 10 };
const viewerModes = ['pin', 'highlight', 'off'] as const;
const avatarModes = ['on', 'off'] as const;

/**
 * The best of a community by score, as a table that changes as it happens. Its light-DOM children show until it is
 * defined, and where scripts do not run.
 *
 * @element returning-leaderboard
 * @fires {ReturningSelectEvent} returning-select - A member's link was followed, or a row of a `selectable` board chosen; `item` is `{kind: 'entry', entry}`.
 * @slot empty - Shown when nobody has a score, in place of the sentence.
 * @csspart period - The period shown; with `period-options`, each period that can be chosen.
 * @csspart time-left - When the period ends.
 * @csspart table - The table of ranks.
 * @csspart list - The rows of the table.
 * @csspart row - A member's row.
 * @csspart row-1 - The row of whoever is first.
 * @csspart row-2 - The row of whoever is second.
 * @csspart row-3 - The row of whoever is third.
 * @csspart row-viewer - The row of whoever looks at the board.
 * @csspart gap - The line between the top and the viewer's place, where members are left out.
 * @csspart rank - A member's rank.
 * @csspart change - How far a member rose or fell since the board's last mark.
 * @csspart avatar - A member's picture, or the initials.
 * @csspart name - A member's name.
 * @csspart you - The word that marks the viewer's row.
 * @csspart score - A member's score.
 * @csspart empty - The view of a board without scores.
 * @cssprop [--returning-rank-1=#f7c948] - The medal of the first: a bright color, of which its ring and number are darker ones.
 * @cssprop [--returning-rank-2=#c9d1dc] - The medal of the second, likewise.
 * @cssprop [--returning-rank-3=#e0a071] - The medal of the third, likewise.
 * @cssstate empty - Nobody has a score.
 */
export class ReturningLeaderboard extends WidgetElement<Leaderboard, LeaderboardStrings> {
  static override styles: CSSResultGroup = [super.styles, headerStyles, periodChoiceStyles, leaderboardStyles];

  protected override readonly english = leaderboardEnglish;

  protected override readonly source = new LiveResourceController<Leaderboard>(this, {
    fold: foldLeaderboard,
    feed: () => this.#feed(),
  });
  readonly #clock = new ClockController(this);
  readonly #standing = new StandingController(this, {
    place: () => this.#place(),
    reload: () => void this.refresh(),
  });

  /** Slug of the board, as the bridge's configuration names it. Required. */
  @property() board: string | null = null;

  /** Span to rank over; changes with the choice of `periodOptions`. Default, also for other values: the board's own. */
  @property()
  get period(): Period | null {
    return this.#period;
  }
  set period(value: string | null) {
    this.#period = oneOf(value, periods, null);
  }

  /** Periods to choose from, separated by spaces, or `all` for all the board has; others are left out. Default: no choice. */
  @property({ attribute: 'period-options' }) periodOptions: string | null = null;

  /** How many rows to show at most, 1 to 100; the viewer's pinned place comes on top. Default, also for other values: 10. */
  @property()
  get limit(): number {
    return this.#limit;
  }
  set limit(value: number | string | null) {
    this.#limit = wholeNumber(value, limits);
  }

  /**
   * How the place of whoever is signed in is shown: `pin` (their row is marked, and shown with its neighbours below the
   * others where it is not among them), `highlight` (only marked) or `off`. Default, also for other values: `pin` where
   * there are tokens, else `off`. With `pin` the room for that place is kept also while it is empty, so that nothing
   * moves when the viewer leaves the top. Of who stands below all rows the board holds (100), rank and neighbours are
   * those of the last load; it loads again when their own score changes.
   */
  @property({ converter: wordOf(viewerModes, null) }) viewer: (typeof viewerModes)[number] | null = null;

  /** Address of members' pages, with `{id}` or `{name}` in it: names become links. Default: none. */
  @property({ attribute: 'member-url' }) memberUrl: string | null = null;

  /** Makes members a choice that is told by `returning-select`. Default: false. */
  @property({ type: Boolean }) selectable = false;

  /** Whether there are pictures or initials: `on` (the default, also for other values) or `off`. */
  @property({ converter: wordOf(avatarModes, 'on') }) avatars: (typeof avatarModes)[number] = 'on';

  #period: Period | null = null;
  #limit = limits.fallback;
  #available: readonly Period[] | undefined;
  #items: readonly RowItem[] = [];
  /** The board as it was last looked at. */
  #seen: Leaderboard | undefined;
  #chosen: Element | null = null;

  constructor() {
    super();
    new RowMovesController(this, () => this.#items.map(keyOf).join());
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { data } = this;
    // Also when one of them fails to load, so that another can be chosen.
    this.#available = data?.periods ?? this.#available;
    this.#items = data ? boardRows(data, this.limit, this.#viewerMode === 'pin') : [];
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#showChosen();
    this.#look();
  }

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
    return this.limit + (this.#viewerMode === 'pin' ? PINNED_LINES : 0);
  }

  protected override isEmpty({ entries }: Leaderboard): boolean {
    return entries.length === 0;
  }

  protected override renderHeaderDetail(): TemplateResult {
    const { data, strings, periodOptions } = this;
    const label = data && html`<span part="period">${strings.periods[data.period]}</span>`;
    const choice =
      periodOptions &&
      periodChoiceView(strings, {
        offered: periodsOffered(periodOptions, this.#available),
        chosen: this.period ?? data?.period,
        onChange: this.#handleChoice,
      });
    return html`${choice}
      <div class="detail">${choice ? nothing : label} ${this.#renderTimeLeft()}</div>`;
  }

  protected override renderData({ title, period, rankBy }: Leaderboard): TemplateResult {
    const { strings } = this;
    return html`<table part="table">
      <caption class="visually-hidden">
        ${strings.boardCaption(title, strings.periods[period])}
      </caption>
      <thead>
        <tr>
          <th scope="col">${strings.rank}</th>
          <th scope="col">${strings.member}</th>
          <th scope="col">${Object.hasOwn(strings.metrics, rankBy) ? strings.metrics[rankBy] : strings.score}</th>
        </tr>
      </thead>
      <tbody part="list">
        ${this.#renderRows()}
      </tbody>
    </table>`;
  }

  #renderRows(): unknown {
    const { strings, data } = this;
    return rowsView(this.#items, {
      strings,
      locale: this.activeLocale,
      own: this.#viewerMode === 'off' ? undefined : data?.viewer?.member,
      hasAvatars: this.avatars !== 'off',
      hasChanges: data?.entries.some(({ previousRank }) => previousRank !== null) ?? false,
      memberUrl: this.memberUrl,
      isSelectable: this.selectable,
      onSelect: this.#handleSelect,
    });
  }

  #renderTimeLeft(): TemplateResult | undefined {
    const end = this.data?.periodEndsAt;
    const { now } = this.#clock;
    if (!end || Date.parse(end) < now) return undefined;
    const when = formatRelative(this.activeLocale, end, now);
    return html`<time part="time-left" datetime=${end}>${this.strings.periodEnds(when)}</time>`;
  }

  readonly #handleChoice = ({ target }: Event): void => {
    this.period = (target as HTMLInputElement).value;
  };

  readonly #handleSelect = (entry: LeaderboardEntry, cause: Event): void =>
    this.select({ kind: 'entry', entry }, cause);

  get #viewerMode(): (typeof viewerModes)[number] {
    return this.viewer ?? (this.demo || this.session ? 'pin' : 'off');
  }

  /** Where not all periods fit, the chosen one is among those in sight. */
  #showChosen(): void {
    const label = this.renderRoot.querySelector<HTMLElement>('label:has(:checked)');
    if (label === this.#chosen) return;
    this.#chosen = label;
    const list = label?.parentElement;
    if (list) list.scrollLeft = label.offsetLeft + (label.offsetWidth - list.clientWidth) / 2;
  }

  /** Says what is worth it: that another period is shown, and the viewer's new rank. */
  #look(): void {
    const { data, strings } = this;
    const last = this.#seen;
    if (!data || data === last) return;
    this.#seen = data;
    if (data.slug !== last?.slug || data.period !== last.period) {
      if (last) this.announce(strings.boardCaption(data.title, strings.periods[data.period]));
    } else if (this.#viewerMode !== 'off') this.#compareStanding(last, data);
  }

  #compareStanding(last: Leaderboard, board: Leaderboard): void {
    const { strings, activeLocale } = this;
    const [before, own] = [ownEntry(last), ownEntry(board)];
    const isListed = own !== undefined && board.entries.includes(own);
    if (own !== before && !isListed && board.viewer === last.viewer) {
      // Others passed the viewer, of whom the live board says nothing from now on.
      this.#standing.reloadSoon();
    } else if (own && own.rank !== before?.rank) {
      this.announce(
        strings.yourRank(own.rank, formatNumber(activeLocale, own.rank), formatNumber(activeLocale, board.total)),
      );
    }
  }

  #feed(): Feed<Leaderboard> | undefined {
    const { board, period } = this;
    return this.feedOf({
      name: `${board}/${period}`,
      family: board ?? '',
      at: leaderboardAt({ board: board ?? '', period: period ?? undefined }),
      topicOf: (shown) => boardTopic(shown.slug, shown.period),
      sample: () => loadSample(period),
    });
  }

  #place(): StandingPlace | undefined {
    const { data } = this;
    const { address, isLive = false } = this.#feed() ?? {};
    const isWatched = data && isLive && address?.session && this.#viewerMode !== 'off';
    return isWatched ? { ...data, address } : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'returning-leaderboard': ReturningLeaderboard;
  }
}
