import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { foldBadges, progressAt } from '../../client/fold-badges.ts';
import { badgesAt } from '../../client/read-badges.ts';
import { ClockController } from '../../controllers/clock.ts';
import { ColorSchemeController } from '../../controllers/color-scheme.ts';
import { LiveResourceController, type Feed } from '../../controllers/live-resource.ts';
import { wholeNumber, wordOf } from '../../internal/attributes.ts';
import { initial, pictureView } from '../../internal/avatar-view.ts';
import { formatDate, formatNumber } from '../../internal/format.ts';
import { headerStyles } from '../../internal/header.styles.ts';
import { badgeShelfEnglish } from '../../internal/strings/en.ts';
import type { BadgeShelfStrings } from '../../internal/strings/strings.ts';
import { MAX_BADGES, type Badge, type BadgeProgress, type BadgeShelf } from '../../schemas/badges.ts';
import { memberTopic } from '../../schemas/topic.ts';
import { WidgetElement } from '../widget-element.ts';
import { badgeShelfStyles } from './badge-shelf.styles.ts';
import { loadSample } from './load-sample.ts';
import { medalStyles } from './medal.styles.ts';

const limits = { min: 1, max: MAX_BADGES, fallback: 12 };
const kinds = ['earned', 'all'] as const;
const layouts = ['grid', 'row'] as const;

/**
 * A member's badges: first those earned, the newest first, then the others in the order of the bridge's configuration,
 * with how far the member is. Its light-DOM children show until it is defined, and where scripts do not run.
 *
 * @element returning-badge-shelf
 * @slot empty - Shown when there are no badges, or none earned with `show="earned"`, in place of the sentence.
 * @fires {ReturningSelectEvent} returning-select - A badge was chosen; `item` is `{kind: 'badge', badge}`.
 * @csspart earned-count - How many badges are earned, of how many.
 * @csspart list - The list of badges.
 * @csspart badge - A badge; `badge-locked` as well while it is not earned.
 * @csspart badge-locked - A badge that is not earned.
 * @csspart image - A badge's picture, or the medal in its place.
 * @csspart badge-title - A badge's title; `title` as well.
 * @csspart description - What a badge is for.
 * @csspart progress - The bar that shows how far the member is.
 * @csspart standing - When a badge was earned, how far the member is, or that it is not earned, in words.
 * @csspart empty - The view of a shelf without badges.
 * @cssstate empty - There are no badges to show.
 */
export class ReturningBadgeShelf extends WidgetElement<BadgeShelf, BadgeShelfStrings> {
  static override styles: CSSResultGroup = [super.styles, headerStyles, badgeShelfStyles, medalStyles];

  protected override readonly english = badgeShelfEnglish;

  protected override readonly source = new LiveResourceController<BadgeShelf>(this, {
    fold: foldBadges,
    feed: () => this.#feed(),
    onRestart: () => this.#forget(),
  });
  readonly #clock = new ClockController(this);
  readonly #colorScheme = new ColorSchemeController(this);

  /**
   * Id of the member, as the bridge made it, or `me`. Default: the member of the embed token; without a `token-url` or
   * the like nobody can be that, and the element is not configured.
   */
  @property({ attribute: 'member-id' }) memberId: string | null = null;

  /** Which badges: `all` (the default, also for other values), or `earned` only. */
  @property({ converter: wordOf(kinds, 'all') }) show: (typeof kinds)[number] = 'all';

  /** Rows and columns (`grid`, the default, also for other values), or one `row` that scrolls. */
  @property({ converter: wordOf(layouts, 'grid'), reflect: true, useDefault: true })
  layout: (typeof layouts)[number] = 'grid';

  /** How many badges to show at most, and to keep room for, 1 to 200. Default, also for other values: 12. */
  @property()
  get limit(): number {
    return this.#limit;
  }
  set limit(value: number | string | null) {
    this.#limit = wholeNumber(value, limits);
  }

  /** Makes each badge a button that fires `returning-select`. Default: false. */
  @property({ type: Boolean }) selectable = false;

  #limit = limits.fallback;
  /** The badges before the last change; undefined before the first. */
  #known: readonly Badge[] | undefined;
  /** Ids of the badges that were awarded last while being looked at. */
  #awarded: readonly string[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.data && this.data.badges !== this.#known) this.#compare(this.data.badges);
  }

  protected override get requirements(): Readonly<Record<string, string | null | undefined>> {
    return { ...super.requirements, 'member-id / token-url': this.#member };
  }

  protected override get heading(): string {
    const { member } = this.data ?? {};
    return member ? this.strings.badgesOf(member.name) : this.strings.badges;
  }

  protected override get emptySentence(): string {
    return this.data?.badges.length ? this.strings.noneEarned : this.strings.emptyBadges;
  }

  protected override get expectedLines(): number {
    return this.limit;
  }

  protected override isEmpty({ badges }: BadgeShelf): boolean {
    return !badges.some((badge) => this.#isWanted(badge));
  }

  protected override renderHeaderDetail(): TemplateResult | undefined {
    const { badges = [] } = this.data ?? {};
    if (badges.length === 0) return undefined;
    const earned = this.#number(badges.filter(isEarned).length);
    return html`<span class="detail" part="earned-count"
      >${this.strings.earnedCount(earned, this.#number(badges.length))}</span
    >`;
  }

  protected override renderData({ badges }: BadgeShelf): TemplateResult {
    const shown = badges.filter((badge) => this.#isWanted(badge)).toSorted(compareBadges);
    // Where nothing in it takes the focus, a row that scrolls does, so that the keyboard can scroll it.
    const takesFocus = this.layout === 'row' && !this.selectable;
    return html`<ul
      part="list"
      role="list"
      aria-label=${takesFocus ? this.heading : nothing}
      tabindex=${takesFocus ? 0 : nothing}
    >
      ${repeat(
        shown.slice(0, this.limit),
        ({ id }) => id,
        (badge) => this.#renderBadge(badge),
      )}
    </ul>`;
  }

  #renderBadge(badge: Badge): TemplateResult {
    const { id, title, description, image } = badge;
    const [preferred, other] = this.#scheme === 'dark' ? [image.dark, image.light] : [image.light, image.dark];
    return html`<li
      part=${isEarned(badge) ? 'badge' : 'badge badge-locked'}
      class=${isEarned(badge) && this.#awarded.includes(id) ? 'awarded' : nothing}
    >
      ${pictureView({ part: 'image', id, letters: initial(title), url: preferred ?? other })}
      <div class="lines">
        ${this.#renderTitle(badge)} ${description && html`<div part="description" dir="auto">${description}</div>`}
      </div>
      ${this.#renderStanding(badge)}
    </li>`;
  }

  #renderTitle({ id, title }: Badge): TemplateResult {
    const name = html`<bdi>${title}</bdi>`;
    const button = html`<button type="button" value=${id} @click=${this.#handleClick}>${name}</button>`;
    return html`<div part="title badge-title">${this.selectable ? button : name}</div>`;
  }

  #renderStanding({ title, earnedAt, progress }: Badge): TemplateResult {
    const { strings } = this;
    if (earnedAt !== null) {
      const sentence = strings.badgeEarned(formatDate(this.activeLocale, earnedAt));
      return html`<time part="standing" datetime=${earnedAt}>${sentence}</time>`;
    }
    if (progress) return this.#renderProgress(title, progressAt(progress, this.#clock.now));
    return html`<span part="standing">${strings.badgeLocked}</span>`;
  }

  #renderProgress(title: string, { current, target }: BadgeProgress): TemplateResult {
    const sentence = this.strings.badgeProgress(this.#number(current), this.#number(target));
    return html`<progress part="progress" aria-label=${title} max=${target} .value=${current}></progress>
      <span part="standing">${sentence}</span>`;
  }

  readonly #handleClick = (event: Event): void => {
    const { value } = event.currentTarget as HTMLButtonElement;
    const badge = this.data?.badges.find(({ id }) => id === value);
    if (badge) this.select({ kind: 'badge', badge }, event);
  };

  /** Tells of what was awarded since the last time. */
  #compare(badges: readonly Badge[]): void {
    const before = this.#known;
    this.#known = badges;
    const awarded = badges.filter(
      (badge) => isEarned(badge) && before?.some((old) => old.id === badge.id && !isEarned(old)),
    );
    if (awarded.length === 0) return;
    this.#awarded = awarded.map(({ id }) => id);
    this.announce(awarded.map(({ title }) => this.strings.badgeAwarded(title)).join('. '));
  }

  #forget(): void {
    this.#known = undefined;
    this.#awarded = [];
  }

  #isWanted(badge: Badge): boolean {
    return this.show !== 'earned' || isEarned(badge);
  }

  #number(value: number): string {
    return formatNumber(this.activeLocale, value);
  }

  get #scheme(): 'light' | 'dark' {
    return this.scheme ?? this.#colorScheme.scheme;
  }

  /** Undefined where nobody says which, and no token can. */
  get #member(): string | undefined {
    return this.memberId || (this.session && 'me');
  }

  #feed(): Feed<BadgeShelf> | undefined {
    const member = this.#member ?? 'me';
    return this.feedOf({
      name: member,
      at: badgesAt(member),
      topicOf: (shelf) => memberTopic(shelf.member?.id ?? member),
      sample: loadSample,
    });
  }
}

function isEarned({ earnedAt }: Badge): boolean {
  return earnedAt !== null;
}

/** The newest first; what is not earned stays in its order, at the end. */
function compareBadges(a: Badge, b: Badge): number {
  return (b.earnedAt ?? '').localeCompare(a.earnedAt ?? '');
}

declare global {
  interface HTMLElementTagNameMap {
    'returning-badge-shelf': ReturningBadgeShelf;
  }
}
