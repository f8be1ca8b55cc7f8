import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { foldMessages, withoutOldest, type MessagesState } from '../../client/fold-messages.ts';
import { messagesAt } from '../../client/read-messages.ts';
import { ClockController } from '../../controllers/clock.ts';
import { EarlierMessagesController } from '../../controllers/earlier-messages.ts';
import { LiveResourceController, type Feed } from '../../controllers/live-resource.ts';
import { pixels, wholeNumber, wordOf } from '../../internal/attributes.ts';
import { formatNumber } from '../../internal/format.ts';
import { messageFeedEnglish } from '../../internal/strings/en.ts';
import type { MessageFeedStrings } from '../../internal/strings/strings.ts';
import { WidgetElement } from '../widget-element.ts';
import { MAX_PAGE_SIZE } from '../../schemas/messages.ts';
import { channelTopic } from '../../schemas/topic.ts';
import { loadSample } from './load-sample.ts';
import { messagesView, type MessageContext } from './message-view.ts';
import { NewMessages } from './new-messages.ts';
import { ReadingPlace } from './reading-place.ts';
import { messageFeedStyles, PLACEHOLDER_PX } from './message-feed.styles.ts';
import { messageStyles } from './message.styles.ts';

/** How exactly messages tell their age. */
const STEP_MS = 30_000;
const limits = { min: 1, max: MAX_PAGE_SIZE, fallback: 20 };
const heights = { min: 120, max: 4000, fallback: 480 };
const orders = ['newest-last', 'newest-first'] as const;

/**
 * The messages of a channel, new ones as they are posted. At the newest message it follows; elsewhere it stays where its
 * reader is, and says how many came. Its light-DOM children show until it is defined, and where scripts do not run.
 *
 * @element returning-message-feed
 * @slot empty - Shown when the channel has no messages, in place of the sentence.
 * @fires {ReturningSelectEvent} returning-select - A message of a `selectable` feed was chosen, or an author's link.
 * @csspart list - The scrolling list of messages.
 * @csspart day - The line that names the day of the messages under it.
 * @csspart message - A message.
 * @csspart author - The name of a message's author; with `member-url` a link.
 * @csspart avatar - The author's picture, or the first letters of the name.
 * @csspart time - When a message was sent.
 * @csspart reply - Whom a message answers; a button that scrolls to the answered message where that is loaded.
 * @csspart body - The text of a message.
 * @csspart mention - The name of a member in a text.
 * @csspart reaction - An emoji that was set on a message, and how many set it.
 * @csspart load-earlier - The button that loads earlier messages.
 * @csspart new-messages - The button that scrolls to messages that came meanwhile.
 * @csspart empty - The view of a channel without messages.
 * @cssstate empty - The channel has no messages.
 */
export class ReturningMessageFeed extends WidgetElement<MessagesState, MessageFeedStrings> {
  static override styles: CSSResultGroup = [super.styles, messageFeedStyles, messageStyles];

  protected override readonly english = messageFeedEnglish;

  protected override readonly source = new LiveResourceController<MessagesState>(this, {
    fold: foldMessages,
    feed: () => this.#feed(),
    onRestart: () => {
      this.#earlier.clear();
      this.#new = new NewMessages();
    },
  });
  readonly #earlier = new EarlierMessagesController(this, this.source);
  readonly #place = new ReadingPlace(this);
  readonly #clock = new ClockController(this);

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
  @property({ converter: wordOf(orders, 'newest-last') }) order: (typeof orders)[number] = 'newest-last';

  /** Height of the scrolling list, kept free from the first paint on, in px: `600px` or `600`, at least 120 and at most 4000. Default, also for what is no length: 480. */
  @property()
  get height(): number {
    return this.#height;
  }
  set height(value: number | string | null) {
    this.#height = pixels(value, heights);
  }

  /** Where a member's page is, with `{id}` or `{name}` in it: names of authors become links. Default: none. */
  @property({ attribute: 'member-url' }) memberUrl: string | null = null;

  /** Whether messages can be chosen, which `returning-select` tells. Default: false. */
  @property({ type: Boolean }) selectable = false;

  #limit = limits.fallback;
  #height = heights.fallback;
  #new = new NewMessages();

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.#place.isFollowing) this.source.amend(withoutOldest);
    const { data } = this;
    if (data && this.#new.update(data.messages, this.#place.isFollowing))
      this.announce(this.strings.newMessagesIn(...this.#newCount, data.channel.name));
  }

  protected override get requirements(): Readonly<Record<string, string | null | undefined>> {
    return { ...super.requirements, 'channel-id': this.channelId };
  }

  protected override get heading(): string {
    return this.data?.channel.name ?? this.strings.messages;
  }

  protected override get emptySentence(): string {
    return this.strings.emptyMessages;
  }

  // Not whole: together they are as high as the list.
  protected override get expectedLines(): number {
    return this.height / PLACEHOLDER_PX;
  }

  protected override isEmpty({ messages, nextBefore }: MessagesState): boolean {
    return messages.length === 0 && nextBefore === null;
  }

  protected override renderData({ messages, nextBefore }: MessagesState): TemplateResult {
    const { order } = this;
    const isNewestLast = order !== 'newest-first';
    const oldestEnd = html`<div class="view" part=${this.#earlier.error ? 'error' : nothing}>
      ${nextBefore === null ? html`<p>${this.strings.noEarlier}</p>` : this.#renderLoadEarlier()}
    </div>`;
    return html`<div
        part="list"
        class=${order}
        role="log"
        aria-live="off"
        aria-label=${this.heading}
        tabindex="0"
        @scroll=${this.#place.handleScroll}
      >
        <div>
          ${isNewestLast ? oldestEnd : nothing}
          <ol role="list">
            ${messagesView(isNewestLast ? messages.toReversed() : messages, this.#context)}
          </ol>
          ${isNewestLast ? nothing : oldestEnd}
        </div>
      </div>
      ${this.#new.count === 0 || this.#place.isFollowing ? nothing : this.#renderNewMessages()}`;
  }

  #renderNewMessages(): TemplateResult {
    return html`<button part="new-messages" type="button" @click=${this.#place.showNewest}>
      ${this.strings.newMessages(...this.#newCount)}
    </button>`;
  }

  #renderLoadEarlier(): TemplateResult {
    const { isLoading, error } = this.#earlier;
    const { loadEarlierFailed, retry, loadEarlier } = this.strings;
    return html`${error ? html`<p>${loadEarlierFailed}</p>` : nothing}
      <button part="load-earlier" type="button" aria-disabled=${isLoading} @click=${this.#handleLoadEarlier}>
        ${error ? retry : loadEarlier}
      </button>`;
  }

  readonly #handleLoadEarlier = async (): Promise<void> => {
    if (!this.address || this.#earlier.isLoading) return;
    await this.#earlier.load(this.address, this.limit);
    if (this.#earlier.error) this.announce(this.strings.loadEarlierFailed);
  };

  get #newCount(): [count: number, formatted: string] {
    const { count } = this.#new;
    return [count, formatNumber(this.activeLocale, count)];
  }

  get #context(): MessageContext {
    return {
      strings: this.strings,
      locale: this.activeLocale,
      now: Math.ceil(this.#clock.now / STEP_MS) * STEP_MS,
      memberUrl: this.memberUrl,
      isSelectable: this.selectable,
      show: this.#place.show,
      select: this.#select,
    };
  }

  readonly #select: MessageContext['select'] = (item, cause) => this.select(item, cause);

  #feed(): Feed<MessagesState> | undefined {
    const { channelId, limit } = this;
    return this.feedOf({
      name: `${channelId}/${limit}`,
      at: messagesAt({ channel: channelId ?? '', limit: this.#reloadLimit }),
      topicOf: (shown) => channelTopic(shown.channel.id),
      sample: loadSample,
    });
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
