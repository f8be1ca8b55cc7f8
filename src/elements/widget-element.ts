import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { isAboutToken, WidgetError } from '../client/errors.ts';
import type { Feed } from '../controllers/live-resource.ts';
import { announce, silence } from '../internal/announcer.ts';
import { CustomStates } from '../internal/custom-states.ts';
import { ReturningSelectEvent, type SelectedItem } from '../internal/events.ts';
import { Freshness } from '../internal/freshness.ts';
import { SourceEvents } from '../internal/source-events.ts';
import { emptyView, errorView, loadingView, notConfiguredView, startView } from '../internal/status-views.ts';
import type { CommonStrings } from '../internal/strings.ts';
import { tokens } from '../internal/tokens.ts';
import type { WidgetSource, WidgetStatus } from '../internal/widget-source.ts';
import { widgetStyles } from '../internal/widget.styles.ts';
import { ConfiguredElement } from './configured-element.ts';

/** Keeps a line where there is nothing to say yet. */
const NO_BREAK_SPACE = '\u00a0';

/**
 * What all widgets have in common: where they load from and as whom, when, in which language and theme, what they tell
 * the page, and how each state looks.
 *
 * @slot header - In place of the line of title and live state.
 * @slot footer - Below everything; empty by default.
 * @slot not-configured - Shown while an attribute is missing, in place of the sentence.
 * @slot loading - Shown until the first answer, in place of the placeholders.
 * @slot error - Shown when nothing could be loaded, in place of the sentence; the retry button stays.
 * @slot signed-out - Shown when what it shows is for members who are signed in, in place of the sentence.
 * @fires {ReturningReadyEvent} returning-ready - The first data is on the screen; once.
 * @fires {ReturningDataEvent} returning-data - What is shown changed; `data` is the whole of it.
 * @fires {ReturningErrorEvent} returning-error - A load or the stream failed; `code` says why.
 * @fires {ReturningLiveEvent} returning-live - The state of the live stream changed.
 * @fires {ReturningTokenExpiredEvent} returning-token-expired - The embed token ended, and another could not be had.
 * @csspart base - The box around everything.
 * @csspart header - The line of title and live state.
 * @csspart title - The title.
 * @csspart status - The live state in words.
 * @csspart error - The view of a load that failed.
 * @csspart retry - The button that tries again.
 * @cssprop [--returning-font=inherit] - Font family.
 * @cssprop [--returning-font-size=max(14px, 1em)] - Font size.
 * @cssprop [--returning-accent=light-dark(#3b4cca, #a9b4ff)] - Links, what is chosen, and the viewer's own.
 * @cssprop [--returning-on-accent=light-dark(#ffffff, #16181d)] - Text on the accent.
 * @cssprop [--returning-background=light-dark(#ffffff, #16181d)] - Background of the box.
 * @cssprop [--returning-surface=light-dark(#f3f4f7, #22252c)] - Background of buttons, tiles and placeholders.
 * @cssprop [--returning-text=light-dark(#1b1d22, #eceef2)] - Text.
 * @cssprop [--returning-muted=light-dark(#5a6070, #a3a9b8)] - Secondary text.
 * @cssprop [--returning-border=light-dark(#d9dce4, #363a45)] - Lines.
 * @cssprop [--returning-focus=light-dark(#3b4cca, #a9b4ff)] - Focus outline.
 * @cssprop [--returning-success=light-dark(#1a7f43, #5fd38d)] - A live stream, and what rose.
 * @cssprop [--returning-danger=light-dark(#b3261e, #ff9d94)] - Errors, a stream that is cut, and what fell.
 * @cssprop [--returning-radius=8px] - Corners of the box, its tiles and buttons.
 * @cssprop [--returning-space=12px] - Inner distances.
 * @cssprop [--returning-shadow=none] - Shadow of the box.
 * @cssstate not-configured - An attribute is missing.
 * @cssstate loading - Nothing is known yet.
 * @cssstate error - Nothing could be loaded.
 * @cssstate signed-out - What it shows is for members who are signed in.
 * @cssstate ready - The data is shown.
 * @cssstate refreshing - A load is under way while something else than placeholders is shown.
 * @cssstate live - Changes are shown as they happen.
 * @cssstate stale - What is shown may be out of date.
 * @cssstate offline - The browser is offline.
 */
export abstract class WidgetElement<Data, Words extends CommonStrings> extends ConfiguredElement<Words> {
  static override styles: CSSResultGroup = [tokens, widgetStyles];

  /** Where its data comes from: one of the controllers. */
  protected abstract readonly source: WidgetSource<Data>;

  #misuse: WidgetError | undefined;
  #focused: HTMLElement | null | undefined;
  #spoken: string | undefined;
  readonly #states = new CustomStates(this);
  readonly #events = new SourceEvents<Data>(this);
  readonly #freshness = new Freshness();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    silence(this);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#misuse = this.#findMisuse();
    this.#freshness.update(this.source);
    this.#focused = this.shadowRoot?.activeElement as HTMLElement | null | undefined;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#states.replace(this.#stateNames());
    const base = this.renderRoot.querySelector<HTMLElement>('[part="base"]');
    base?.style.setProperty('--_lines', String(this.expectedLines));
    // What had the focus loses it by being moved in a list, or is gone, as the retry button: then it stays in the widget.
    const focused = this.#focused?.isConnected ? this.#focused : this.#focused && base;
    if (!this.shadowRoot?.activeElement) focused?.focus({ preventScroll: true });
    if (!this.hasStrings) return;
    this.#speak();
    const { data, liveState } = this.source;
    this.#events.tell({ data, error: this.error, liveState });
  }

  /** What is shown: `not-configured`, `loading`, `empty`, `error`, `signed-out` or `ready`. */
  get status(): WidgetStatus {
    const { data, error } = this.source;
    if (this.#misuse) return 'not-configured';
    if (data !== undefined) return this.isEmpty(data) ? 'empty' : 'ready';
    if (!error) return 'loading';
    return isAboutToken(error) ? 'signed-out' : 'error';
  }

  /** What is known now; undefined before the first answer. Not to be changed. */
  get data(): Data | undefined {
    return this.source.data;
  }

  /** Why it can't load, or the last load or the stream failed; undefined once it succeeded. */
  get error(): WidgetError | undefined {
    return this.#misuse ?? this.source.error;
  }

  /** Resolves when the first data is on the screen; pending while there is none, for instance during an error. */
  get ready(): Promise<void> {
    return this.#events.ready;
  }

  /** Loads anew, past every cache, and keeps what is shown meanwhile. Resolves when that has ended, also in an error. */
  refresh(): Promise<void> {
    // Who was signed out may have signed in.
    if (this.error && isAboutToken(this.error)) this.session?.drop();
    return this.source.refresh();
  }

  /** Whether it may load now: nothing is missing, and its time has come. */
  protected get mayLoad(): boolean {
    return !this.#misuse && this.hasStarted;
  }

  /** @returns the feed as the shared attributes want it; undefined while it may not load */
  protected feedOf<State>({ sample, ...feed }: Omit<Feed<State>, 'address' | 'isLive'>): Feed<State> | undefined {
    if (!this.mayLoad) return undefined;
    if (this.demo)
      return { ...feed, address: { apiUrl: '', communityId: '' }, isLive: false, name: `demo/${feed.name}`, sample };
    const { address } = this;
    return address && { ...feed, address, isLive: this.live !== 'off' };
  }

  /** Tells the page what was chosen; a page that cancels the event keeps a link from being followed. */
  protected select(item: SelectedItem, cause: Event): void {
    // In a variable, as the manifest's analyzer would name an event after what is made in place.
    const event = new ReturningSelectEvent(item);
    if (!this.dispatchEvent(event)) cause.preventDefault();
  }

  /** Says a sentence to who can't see the change; the last of several within a moment. */
  protected announce(sentence: string): void {
    void announce(this, { sentence, language: this.strings.language });
  }

  protected abstract get heading(): string;
  protected abstract get emptySentence(): string;
  /** How many lines to keep free, from the first paint on and however many come. */
  protected abstract get expectedLines(): number;
  protected abstract isEmpty(data: Data): boolean;
  protected abstract renderData(data: Data): TemplateResult | typeof nothing;

  /** What stands beside the title; nothing by default. */
  protected renderHeaderDetail(): TemplateResult | undefined {
    return undefined;
  }

  protected override render(): TemplateResult {
    const { strings, hasStrings } = this;
    // Until its language is there it says nothing, rather than something in another one.
    const heading = hasStrings ? this.heading : NO_BREAK_SPACE;
    const isBusy = this.status === 'loading';
    return html`<section
      part="base"
      class=${this.scheme ?? nothing}
      lang=${strings.language}
      dir=${strings.direction}
      tabindex="-1"
      aria-label=${heading}
      aria-busy=${isBusy}
    >
      <slot name="header">
        <header part="header">
          <div part="title" role="heading" aria-level=${this.headingLevel}><bdi>${heading}</bdi></div>
          <div class="details">${hasStrings ? this.#renderDetails() : nothing}</div>
        </header>
      </slot>
      <div class="body">${this.renderBody()}</div>
      <slot name="footer"></slot>
    </section>`;
  }

  #renderDetails(): TemplateResult {
    const { state } = this.#freshness;
    // While it connects, the word that comes next keeps its place free, so that nothing moves when it comes.
    const isFirst = state === 'connecting';
    const sentence = isFirst ? this.strings.live.live : this.#freshness.sentence(this.strings, this.activeLocale);
    return html`${this.renderHeaderDetail()}
    ${state === 'off' ? nothing : html`<span part="status" class=${state}>${sentence}</span>`}`;
  }

  /** What its status says is to be seen. */
  protected renderBody(): TemplateResult | typeof nothing {
    const { status, error, strings } = this;
    const { data, isLoading } = this.source;
    if (!this.hasStrings) return loadingView('', this.expectedLines);
    if (status === 'not-configured') return notConfiguredView(strings, this.missing);
    if (status === 'empty') return emptyView(this.emptySentence);
    if (data !== undefined) return this.renderData(data);
    if (error) return errorView(strings, { error, status, isRetrying: isLoading, onRetry: this.#handleRetry });
    if (this.load === 'manual' && !this.mayLoad) return startView(strings.show(this.heading), () => this.start());
    return loadingView(strings.loading, this.expectedLines);
  }

  readonly #handleRetry = (): void => {
    if (!this.source.isLoading) void this.refresh();
  };

  /** The same error as long as the same is missing, so that it is told once. */
  #findMisuse(): WidgetError | undefined {
    const missing = this.missing.join(', ');
    if (missing === '') return undefined;
    const message = `<${this.localName}> has no ${missing}.`;
    if (this.#misuse?.message === message) return this.#misuse;
    return new WidgetError('not-configured', message);
  }

  /** Says what a sighted person sees turn up: that nothing could be loaded, or that what is shown is or was out of date. */
  #speak(): void {
    const { error, status, strings } = this;
    const news = status === 'error' || status === 'signed-out' ? error && strings.errors[error.code] : undefined;
    const sentence = news ?? this.#freshness.news(strings, this.activeLocale);
    if (sentence !== this.#spoken && sentence) this.announce(sentence);
    this.#spoken = sentence;
  }

  #stateNames(): Set<string> {
    const { state } = this.#freshness;
    const names = new Set<string>([this.status]);
    if (this.source.isLoading && this.status !== 'loading') names.add('refreshing');
    if (state === 'live' || state === 'stale' || state === 'offline') names.add(state);
    return names;
  }
}
