import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import type { WidgetError } from '../../client/errors.ts';
import { findFrame } from '../../client/find-frame.ts';
import { frameSandbox, frameUrl, pageAt, type FramePage } from '../../client/frame-page.ts';
import { pageSession } from '../../client/page-session.ts';
import { settings } from '../../client/settings.ts';
import type { GetToken, TokenSession } from '../../client/token-session.ts';
import { FrameController, type FrameRequest } from '../../controllers/frame.ts';
import { addressText, pixels, textOf, wordOf } from '../../internal/attributes.ts';
import { channelEnglish } from '../../internal/strings/en.ts';
import type { ChannelStrings } from '../../internal/strings/strings.ts';
import { usedScheme } from '../../internal/used-scheme.ts';
import { warnOnce } from '../../internal/warn-once.ts';
import { frameWidgets, type FrameWidget } from '../../schemas/frames.ts';
import { WidgetElement } from '../widget-element.ts';
import { channelStyles } from './channel.styles.ts';
import { loadSample } from './load-sample.ts';
import type { SamplePage } from './sample.ts';

const heights = { min: 100, max: 5000, fallback: 480 };
/** As many placeholders as look like a page. */
const PLACEHOLDERS = 4;

/**
 * The page of a channel, a widget that the platform hosts, or any page, in a frame that is kept at arm's length. Its
 * light-DOM children show until it is defined, and where scripts do not run.
 *
 * @element returning-channel
 * @csspart frame - The frame that holds the page.
 */
export class ReturningChannel extends WidgetElement<FramePage, ChannelStrings> {
  static override styles: CSSResultGroup = [super.styles, channelStyles];

  protected override readonly english = channelEnglish;

  protected override readonly source = new FrameController(this, {
    request: () => this.#request(),
    frame: () => this.renderRoot.querySelector('iframe'),
    onTokenLack: () => warnOnce(`The page in <${this.localName}> asks for a token: set frame-token-url.`),
  });

  /** Id of the channel whose page is framed, as the bridge's configuration names it. Required, unless `widget` or `src` is given. */
  @property({ attribute: 'channel-id' }) channelId: string | null = null;

  /** Which of the platform's widgets is framed: `channel`, `store`, `milestone`, `social` or `currency`. Other values count as none. */
  @property({ converter: wordOf(frameWidgets, null) }) widget: FrameWidget | null = null;

  /** The platform's id of that widget. */
  @property({ attribute: 'widget-id' }) widgetId: string | null = null;

  /** Address of any page to be framed, in place of the others: https, or http on localhost. Other values count as missing. */
  @property({ converter: textOf(pageAt, 'is neither an https address nor http on localhost') }) src: string | null =
    null;

  /** Where on the site's own server a token of the platform is to be had for the framed page, by POST with cookies. Default: the page's setting. */
  @property({ attribute: 'frame-token-url', converter: addressText }) frameTokenUrl: string | null = null;

  /** Gets a token of the platform for the framed page, in place of `frameTokenUrl`. Default: the page's setting. */
  @property({ attribute: false }) getFrameToken: GetToken | null = null;

  /** Height of the frame until its page asks for another, in px: `600px` or `600`, at least 100 and at most 5000. Default, also for what is no length: 480. */
  @property()
  get height(): number {
    return this.#height;
  }
  set height(value: number | string | null) {
    this.#height = pixels(value, heights);
  }

  #height = heights.fallback;
  #sample: SamplePage | undefined;

  /** Why it can't load, the last load failed, or what its page tells of; undefined once that is over. */
  override get error(): WidgetError | undefined {
    return super.error ?? this.source.pageError;
  }

  /** Moved by `moveBefore()`, which keeps its frame alive as nothing else does. */
  protected connectedMoveCallback(): void {
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const height = pixels(this.source.heightPx ?? this.height, heights);
    this.renderRoot.querySelector<HTMLElement>('[part="base"]')?.style.setProperty('--_height', `${height}px`);
  }

  protected override get requirements(): Readonly<Record<string, string | null | undefined>> {
    const { src, widget, widgetId, channelId } = this;
    if (src !== null) return { src: pageAt(src)?.url };
    const isWidget = widget !== null || widgetId !== null;
    return { ...super.requirements, ...(isWidget ? { widget, 'widget-id': widgetId } : { 'channel-id': channelId }) };
  }

  protected override get heading(): string {
    const { name } = this.source.page ?? pageAt(this.src) ?? {};
    return name ?? this.strings.frames[this.widget ?? 'channel'];
  }

  /** A page is never empty. */
  protected override get emptySentence(): string {
    return '';
  }

  protected override get expectedLines(): number {
    return PLACEHOLDERS;
  }

  protected override isEmpty(): boolean {
    return false;
  }

  /** The frame is there before its page is, and stays. */
  protected override renderBody(): TemplateResult {
    const { page, isRevealed } = this.source;
    const status = html`<div class=${isRevealed ? 'notice' : 'cover'}>
      ${super.renderBody()} ${page && this.status === 'error' ? this.#renderLink(page) : nothing}
    </div>`;
    return html`${page ? keyed(page, this.#renderFrame(page)) : nothing} ${this.status === 'ready' ? nothing : status}`;
  }

  /** The page is in its frame, which `renderBody` renders in every state. */
  protected override renderData(): typeof nothing {
    return nothing;
  }

  /** Nothing else may change its address: that would load it anew, and the platform tells of no message for a theme. */
  #renderFrame(page: FramePage): TemplateResult {
    const state = this.source.isRevealed ? 'revealed' : 'waiting';
    if (page === this.#sample) return this.#sample.render(this.heading, state);
    return html`<iframe
      part="frame"
      class=${state}
      title=${this.heading}
      sandbox=${frameSandbox(page, location.origin)}
      allow="clipboard-write; fullscreen"
      referrerpolicy="strict-origin"
      loading=${this.load === 'visible' ? 'lazy' : 'eager'}
      src=${guard([page], () => frameUrl(page, this.scheme ?? usedScheme(this)))}
    ></iframe>`;
  }

  #renderLink({ url }: FramePage): TemplateResult {
    return html`<div class="view">
      <a href=${url} target="_blank" rel="noopener noreferrer">${this.strings.openInNewTab}</a>
    </div>`;
  }

  #request(): FrameRequest | undefined {
    if (!this.mayLoad) return undefined;
    if (this.demo) return { name: 'demo', find: async () => (this.#sample = await loadSample(html)) };
    const page = pageAt(this.src);
    if (page) return { name: page.url, find: async () => ({ ...page }) };
    const { address, widget } = this;
    const id = widget ? this.widgetId : this.channelId;
    if (!address || !id) return undefined;
    const find = (signal: AbortSignal): Promise<FramePage> => findFrame(address, { widget, id }, signal);
    return { name: `${widget}/${id}`, address, tokens: this.#frameTokens, find };
  }

  /** Whose tokens of the platform the frame gets: never those that are meant for the bridge. */
  get #frameTokens(): TokenSession | undefined {
    const { getFrameToken, frameTokenUrl } = settings();
    const source = this.getFrameToken ?? this.frameTokenUrl ?? getFrameToken ?? frameTokenUrl;
    if (!source) return undefined;
    const session = pageSession(source);
    if (session !== this.session) return session;
    warnOnce(
      `<${this.localName}> gets the bridge's token and the frame's from one place: a frame never gets the bridge's.`,
    );
    return undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'returning-channel': ReturningChannel;
  }
}
