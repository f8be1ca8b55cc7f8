import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { foldMessages, type MessagesState } from '../../client/fold-messages.ts';
import { EarlierMessagesController } from '../../controllers/earlier-messages.ts';
import { LiveResourceController, type Feed } from '../../controllers/live-resource.ts';
import { oneOf, wholeNumber } from '../../internal/attributes.ts';
import { avatarView } from '../../internal/avatar-view.ts';
import { formatInstant, formatNumber } from '../../internal/format.ts';
import { richTextView } from '../../internal/rich-text-view.ts';
import { WidgetElement } from '../../internal/widget-element.ts';
import { MAX_PAGE_SIZE, type Message, type MessagePage, type Reaction } from '../../schemas/messages.ts';
import { channelTopic } from '../../schemas/topic.ts';
import { messageFeedStyles } from './message-feed.styles.ts';

const limits = { min: 1, max: MAX_PAGE_SIZE, fallback: 20 };
const orders = ['newest-last', 'newest-first'] as const;
/** As many placeholder lines fill the box: messages have no fixed height, so more would not say more. */
const MAX_EXPECTED_LINES = 8;

/**
 * The messages of a channel, new ones as they are posted. Its light-DOM children show until it is defined, and where
 * scripts do not run.
 *
 * @element returning-message-feed
 * @slot loading - Shown until the first answer, in place of the placeholder lines.
 * @slot empty - Shown when the channel has no messages, in place of the sentence.
 * @slot error - Shown when nothing could be loaded, in place of the sentence; the retry button stays.
 * @fires {ReturningReadyEvent} returning-ready - The first data is on the screen; once.
 * @fires {ReturningDataEvent} returning-data - What is shown changed; `data` is all that is loaded, newest first.
 * @fires {ReturningErrorEvent} returning-error - A load or the stream failed; `code` says why.
 * @fires {ReturningLiveEvent} returning-live - The state of the live stream changed.
 * @csspart base - The box around everything.
 * @csspart header - The line of title and live state.
 * @csspart title - The channel's name.
 * @csspart status - The live state in words.
 * @csspart list - The scrolling list of messages.
 * @csspart message - A message.
 * @csspart author - The name of a message's author.
 * @csspart avatar - The author's picture, or the first letter of the name.
 * @csspart time - When a message was sent.
 * @csspart body - The text of a message.
 * @csspart mention - The name of a member in a text.
 * @csspart reaction - An emoji that was set on a message, and how many set it.
 * @csspart load-earlier - The button that loads earlier messages.
 * @csspart empty - The view of a channel without messages.
 * @csspart error - The view of a load that failed.
 * @csspart retry - The button that tries again.
 * @cssprop [--returning-font=inherit] - Font family.
 * @cssprop [--returning-font-size=max(14px, 1em)] - Font size.
 * @cssprop [--returning-accent=light-dark(#3b4cca, #a9b4ff)] - Links.
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
 * @cssstate empty - The channel has no messages.
 * @cssstate error - Nothing could be loaded.
 * @cssstate ready - Messages are shown.
 * @cssstate refreshing - A load is under way while something else than placeholders is shown.
 * @cssstate live - New messages are shown as they are posted.
 * @cssstate stale - What is shown may be out of date.
 * @cssstate offline - The browser is offline.
 */
export class ReturningMessageFeed extends WidgetElement<MessagesState> {
  static override styles: CSSResultGroup = [super.styles, messageFeedStyles];

  protected override readonly source = new LiveResourceController<MessagesState>(this, {
    fold: foldMessages,
    feed: () => this.#feed(),
    onRestart: () => this.#earlier.clear(),
  });
  readonly #earlier = new EarlierMessagesController(this, this.source);

  /** Id of the channel, as the bridge's configuration names it. Required. */
  @property({ attribute: 'channel-id' }) channelId: string | null = null;

  /** How many messages to load at once, 1 to 100. Default, also for other values: 20. */
  @property()
  get limit(): number {
    return this.#limit;
  }
  set limit(value: number | string | null) {
    this.#limit = wholeNumber(value, limits);
  }

  /** Where new messages appear: `newest-last` (at the end; the default, also for other values) or `newest-first`. */
  @property()
  get order(): (typeof orders)[number] {
    return this.#order;
  }
  set order(value: string | null) {
    this.#order = oneOf(value, orders, 'newest-last');
  }

  #limit = limits.fallback;
  #order: (typeof orders)[number] = 'newest-last';

  protected override get requirements(): Readonly<Record<string, string | null | undefined>> {
    return { ...super.requirements, 'channel-id': this.channelId };
  }

  protected override get heading(): string {
    return this.data?.channel.name ?? this.strings.messages;
  }

  protected override get emptySentence(): string {
    return this.strings.emptyMessages;
  }

  protected override get expectedLines(): number {
    return Math.min(this.limit, MAX_EXPECTED_LINES);
  }

  protected override isEmpty({ messages, nextBefore }: MessagePage): boolean {
    return messages.length === 0 && nextBefore === null;
  }

  protected override renderData({ messages, nextBefore }: MessagesState): TemplateResult {
    const isNewestLast = this.order === 'newest-last';
    const shown = isNewestLast ? messages.toReversed() : messages;
    const earlier = nextBefore === null ? nothing : this.#renderLoadEarlier();
    return html`<div part="list" class=${this.order} role="log" aria-live="off" aria-labelledby="title" tabindex="0">
      <div>
        ${isNewestLast ? earlier : nothing}
        <ol role="list">
          ${repeat(
            shown,
            ({ id }) => id,
            (message) => this.#renderMessage(message),
          )}
        </ol>
        ${isNewestLast ? nothing : earlier}
      </div>
    </div>`;
  }

  #renderMessage({ author, sentAt, editedAt, body, reactions }: Message): TemplateResult {
    return html`<li>
      <article part="message">
        ${avatarView(author)}
        <div class="content">
          <div class="byline">
            <bdi part="author">${author.name}</bdi>
            <time part="time" datetime=${sentAt}>${formatInstant(this.activeLocale, sentAt)}</time>
            ${editedAt === null ? nothing : html`<span class="edited">(${this.strings.edited})</span>`}
          </div>
          <div part="body" dir="auto">${richTextView(body, this.strings.someone)}</div>
          ${reactions.length === 0 ? nothing : this.#renderReactions(reactions)}
        </div>
      </article>
    </li>`;
  }

  #renderReactions(reactions: readonly Reaction[]): TemplateResult {
    const items = reactions.map(
      ({ emoji, count }) => html`<li part="reaction">${emoji} ${formatNumber(this.activeLocale, count)}</li>`,
    );
    return html`<ul role="list" aria-label=${this.strings.reactions}>
      ${items}
    </ul>`;
  }

  #renderLoadEarlier(): TemplateResult {
    const { isLoading, error } = this.#earlier;
    return html`<div class="earlier">
      ${error ? html`<p>${this.strings.loadEarlierFailed}</p>` : nothing}
      <button part="load-earlier" type="button" aria-disabled=${isLoading} @click=${this.#handleLoadEarlier}>
        ${this.strings.loadEarlier}
      </button>
    </div>`;
  }

  readonly #handleLoadEarlier = (): void => {
    if (this.address && !this.#earlier.isLoading) void this.#earlier.load(this.address, this.limit);
  };

  #feed(): Feed<MessagesState> | undefined {
    const { address, channelId: channel, limit } = this;
    if (!address || !channel) return undefined;
    return {
      address,
      name: `${channel}/${limit}`,
      isLive: this.live === 'on',
      load: (client, request) => client.messages({ channel, limit: this.#reloadLimit, ...request }),
      topicOf: (shown) => channelTopic(shown.channel.id),
    };
  }

  /** A reload brings back as much as was shown, as far as one page can hold it. */
  get #reloadLimit(): number {
    return Math.min(Math.max(this.limit, this.data?.messages.length ?? 0), MAX_PAGE_SIZE);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'returning-message-feed': ReturningMessageFeed;
  }
}
