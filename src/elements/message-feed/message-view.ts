import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { avatarView } from '../../internal/avatar-view.ts';
import type { SelectedItem } from '../../internal/events.ts';
import {
  formatCompact,
  formatDay,
  formatDayDistance,
  formatInstant,
  formatRelative,
  formatTime,
} from '../../internal/format.ts';
import { memberUrl } from '../../internal/member-link.ts';
import { richTextView, textOf } from '../../internal/rich-text-view.ts';
import type { MessageFeedStrings } from '../../internal/strings/strings.ts';
import type { Member } from '../../schemas/member.ts';
import type { Message } from '../../schemas/messages.ts';

const DAY_MS = 86_400_000;
/** Messages of one author that are no further apart are one contribution. */
const GROUP_MS = 300_000;
/** A few pictures and nothing to read. */
const onlyEmoji = /^(?=.*\p{Extended_Pictographic})[^\p{L}\p{N}\p{P}]{1,16}$/u;

/** What all messages of a feed are shown with. */
export interface MessageContext {
  readonly strings: MessageFeedStrings;
  readonly locale: string;
  /** Epoch milliseconds, in steps: at each other time all messages are made anew. */
  readonly now: number;
  readonly memberUrl: string | null;
  readonly isSelectable: boolean;
  /** Scrolls to a message. */
  readonly show: (id: string) => void;
  readonly select: (item: SelectedItem, cause: Event) => void;
}

interface Surroundings {
  /** The message shown above it. */
  readonly above: Message | undefined;
  /** The message it answers, where that is loaded. */
  readonly answered: Message | undefined;
}

/** Messages as list items; one whose surroundings and context are the same is not made again. */
export function messagesView(messages: readonly Message[], context: MessageContext): unknown {
  const fixed: readonly unknown[] = Object.values(context);
  return repeat(
    messages,
    ({ id }) => id,
    (message, index) => {
      const { replyTo } = message;
      const above = messages[index - 1];
      const answered = replyTo === null ? undefined : messages.find(({ id }) => id === replyTo);
      return guard([message, above, answered, ...fixed], () => messageView(message, { above, answered }, context));
    },
  );
}

/** A message, under its day if that begins here. One that goes on from the message above has no byline of its own. */
function messageView(message: Message, { above, answered }: Surroundings, context: MessageContext): TemplateResult {
  const { author, sentAt, replyTo, reactions } = message;
  const { locale, now } = context;
  const isNewDay = !above || dayOf(above.sentAt) !== dayOf(sentAt);
  const isGrouped = !isNewDay && replyTo === null && isContribution(message, above);
  const time = isGrouped ? formatTime(locale, sentAt) : ageOf(message, context);
  const label = `${author.name} · ${time}`;
  const timeView = selectView(
    html`<time part="time" datetime=${sentAt} title=${formatInstant(locale, sentAt)}>${time}</time>`,
    { message, label, context },
  );
  return html`<li>
    ${isNewDay ? html`<div part="day"><time datetime=${sentAt}>${dayName(locale, sentAt, now)}</time></div>` : nothing}
    <article id=${message.id} part="message" class=${isGrouped ? 'grouped' : nothing} aria-label=${label}>
      ${isGrouped ? timeView : avatarView(author)}
      <div>
        ${isGrouped ? nothing : html`<div>${authorView(author, context)} ${timeView}</div>`}
        ${replyTo === null ? nothing : replyView(answered, context)} ${bodyView(message, context)}
        ${reactions.length === 0 ? nothing : reactionsView(message, context)}
      </div>
    </article>
  </li>`;
}

function bodyView({ body, editedAt }: Message, { strings, locale }: MessageContext): TemplateResult {
  const edited =
    editedAt === null
      ? nothing
      : html`<bdi class="edited" title=${formatInstant(locale, editedAt)}>(${strings.edited})</bdi>`;
  return html`<div part="body" class=${onlyEmoji.test(textOf(body)) ? 'emoji' : nothing} dir="auto">
    ${richTextView(body, strings.someone)} ${edited}
  </div>`;
}

function authorView(member: Member, context: MessageContext): TemplateResult {
  const name = html`<bdi>${member.name}</bdi>`;
  const url = memberUrl(context.memberUrl, member);
  if (!url) return html`<span part="author">${name}</span>`;
  const handleClick = (event: Event) => context.select({ kind: 'member', member }, event);
  return html`<a part="author" href=${url} @click=${handleClick}>${name}</a>`;
}

interface Selectable {
  readonly message: Message;
  readonly label: string;
  readonly context: MessageContext;
}

/** The time of a message that can be chosen is the button that does it; its sheet lays it over the whole message. */
function selectView(time: TemplateResult, { message, label, context }: Selectable): TemplateResult {
  if (!context.isSelectable) return time;
  const handleClick = (event: Event) => context.select({ kind: 'message', message }, event);
  return html`<button class="plain select" type="button" aria-label=${label} @click=${handleClick}>${time}</button>`;
}

function replyView(answered: Message | undefined, { strings, show }: MessageContext): TemplateResult {
  if (!answered) return html`<span part="reply">${strings.reply}</span>`;
  const handleClick = () => show(answered.id);
  return html`<button part="reply" class="plain" type="button" @click=${handleClick}>
    ${strings.replyTo(answered.author.name)} <bdi>${textOf(answered.body)}</bdi>
  </button>`;
}

function reactionsView({ reactions }: Message, { strings, locale }: MessageContext): TemplateResult {
  const items = reactions.map(
    ({ emoji, count }) =>
      html`<li part="reaction">${strings.reaction(emoji, count, formatCompact(locale, count))}</li>`,
  );
  return html`<ul role="list" aria-label=${strings.reactions}>
    ${items}
  </ul>`;
}

function isContribution({ author, sentAt }: Message, above: Message): boolean {
  return author.id === above.author.id && Math.abs(Date.parse(sentAt) - Date.parse(above.sentAt)) < GROUP_MS;
}

/** "5 minutes ago" within a day, later the time of day: the date stands above. */
function ageOf({ sentAt }: Message, { locale, now }: MessageContext): string {
  // Clocks differ: nothing was sent in the future.
  const latest = Math.max(now, Date.parse(sentAt));
  return latest - Date.parse(sentAt) < DAY_MS ? formatRelative(locale, sentAt, latest) : formatTime(locale, sentAt);
}

function dayName(locale: string, sentAt: string, now: number): string {
  // Days of 23 and 25 hours are days.
  const distance = Math.round((dayOf(sentAt) - dayOf(now)) / DAY_MS);
  return distance < -1 ? formatDay(locale, sentAt) : formatDayDistance(locale, Math.min(distance, 0));
}

/** When its day began, where the reader is. */
function dayOf(instant: string | number): number {
  return new Date(instant).setHours(0, 0, 0, 0);
}
