import { html, LitElement, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { BridgeAddress } from '../client/bridge-client.ts';
import type { WidgetError } from '../client/errors.ts';
import type { LiveState } from '../client/live-connection.ts';
import { settings, watchSettings } from '../client/settings.ts';
import { oneOf, wholeNumber } from './attributes.ts';
import { CustomStates } from './custom-states.ts';
import { localeOf } from './locale.ts';
import { SourceEvents } from './source-events.ts';
import { emptyView, errorView, loadingView, notConfiguredView } from './status-views.ts';
import { stringsFor, type Strings } from './strings.ts';
import { tokens } from './tokens.ts';
import type { WidgetSource, WidgetStatus } from './widget-source.ts';
import { widgetStyles } from './widget.styles.ts';

const liveModes = ['on', 'off'] as const;
const headingLevels = { min: 1, max: 6, fallback: 3 };

/** What all widgets have in common: where they load from, what they tell, and how each state looks. */
export abstract class WidgetElement<Data> extends LitElement {
  static override styles: CSSResultGroup = [tokens, widgetStyles];

  /** Where its data comes from: one of the controllers. */
  protected abstract readonly source: WidgetSource<Data>;

  /** Address of the bridge. Default: the page's setting. */
  @property({ attribute: 'api-url' }) apiUrl: string | null = null;

  /** The platform's id of the community. Default: the page's setting. */
  @property({ attribute: 'community-id' }) communityId: string | null = null;

  /** Language of texts, numbers and times, as a BCP 47 tag. Default, also for what is no tag: the nearest `lang`. */
  @property() locale: string | null = null;

  /** Whether changes are shown as they happen: `on` (the default, also for other values) or `off`. */
  @property()
  get live(): (typeof liveModes)[number] {
    return this.#live;
  }
  set live(value: string | null) {
    this.#live = oneOf(value, liveModes, 'on');
  }

  /** Level of its heading, 1 to 6. Default, also for other values: 3. */
  @property({ attribute: 'heading-level' })
  get headingLevel(): number {
    return this.#headingLevel;
  }
  set headingLevel(value: number | string | null) {
    this.#headingLevel = wholeNumber(value, headingLevels);
  }

  /** The locale in use, derived at each update. */
  protected activeLocale = 'en';
  /** The sentences of that locale's language. */
  protected strings: Strings = stringsFor('en');

  #live: (typeof liveModes)[number] = 'on';
  #headingLevel = headingLevels.fallback;
  #stopListening: (() => void) | undefined;
  readonly #states = new CustomStates(this);
  readonly #events = new SourceEvents<Data>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = watchSettings(() => this.requestUpdate());
    // The new place may have another language, and the page other settings.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.activeLocale = localeOf(this, this.locale);
    this.strings = stringsFor(this.activeLocale);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#states.replace(this.#stateNames());
    this.#events.tell(this.source);
  }

  /** What is shown: `not-configured`, `loading`, `empty`, `error` or `ready`. */
  get status(): WidgetStatus {
    const { data, error } = this.source;
    if (this.#missing.length > 0) return 'not-configured';
    if (data !== undefined) return this.isEmpty(data) ? 'empty' : 'ready';
    return error ? 'error' : 'loading';
  }

  /** What is known now; undefined before the first answer. Not to be changed. */
  get data(): Data | undefined {
    return this.source.data;
  }

  /** Why the last load or the stream failed; undefined once it succeeded. */
  get error(): WidgetError | undefined {
    return this.source.error;
  }

  /** Resolves when the first data is on the screen; pending while there is none, for instance during an error. */
  get ready(): Promise<void> {
    return this.#events.ready;
  }

  /** Loads anew, past every cache, and keeps what is shown meanwhile. Resolves when that has ended, also in an error. */
  refresh(): Promise<void> {
    return this.source.refresh();
  }

  /** What it needs to load, by attribute name. */
  protected get requirements(): Readonly<Record<string, string | null | undefined>> {
    const { apiUrl, communityId } = settings();
    return { 'api-url': this.apiUrl || apiUrl, 'community-id': this.communityId || communityId };
  }

  protected get address(): BridgeAddress | undefined {
    const { 'api-url': apiUrl, 'community-id': communityId } = this.requirements;
    return apiUrl && communityId ? { apiUrl, communityId } : undefined;
  }

  protected abstract get heading(): string;
  protected abstract get emptySentence(): string;
  /** How many lines to keep free while loading. */
  protected abstract get expectedLines(): number;
  protected abstract isEmpty(data: Data): boolean;
  protected abstract renderData(data: Data): TemplateResult;

  /** What stands beside the title; nothing by default. */
  protected renderHeaderDetail(): TemplateResult | undefined {
    return undefined;
  }

  protected override render(): TemplateResult {
    const isBusy = this.status === 'loading';
    return html`<section part="base" aria-labelledby="title" aria-busy=${isBusy}>
      <header part="header">
        <div part="title" id="title" role="heading" aria-level=${this.headingLevel}>${this.heading}</div>
        <div class="details">${this.renderHeaderDetail()} ${this.#renderLiveState()}</div>
      </header>
      ${this.#renderStatus()}
    </section>`;
  }

  #renderLiveState(): TemplateResult | typeof nothing {
    const freshness = this.#freshness;
    if (freshness === 'off') return nothing;
    return html`<span part="status" class=${freshness}>${this.strings.live[freshness]}</span>`;
  }

  #renderStatus(): TemplateResult {
    const { status, data, error, strings } = this;
    if (status === 'not-configured') return notConfiguredView(strings, this.#missing);
    if (status === 'empty') return emptyView(this.emptySentence);
    if (data !== undefined) return this.renderData(data);
    if (error) return errorView(strings, { error, isRetrying: this.source.isLoading, onRetry: this.#handleRetry });
    return loadingView(strings, this.expectedLines);
  }

  readonly #handleRetry = (): void => {
    if (!this.source.isLoading) void this.refresh();
  };

  get #missing(): readonly string[] {
    return Object.entries(this.requirements).flatMap(([name, value]) => (value ? [] : [name]));
  }

  /** How true the data still is: with an error it may be out of date, whatever the stream says. */
  get #freshness(): LiveState {
    const { data, error, liveState } = this.source;
    return data !== undefined && error && liveState !== 'offline' ? 'stale' : liveState;
  }

  #stateNames(): Set<string> {
    const freshness = this.#freshness;
    const names = new Set<string>([this.status]);
    if (this.source.isLoading && this.status !== 'loading') names.add('refreshing');
    if (freshness === 'live' || freshness === 'stale' || freshness === 'offline') names.add(freshness);
    return names;
  }
}
