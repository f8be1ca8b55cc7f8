import {
  compareText,
  messageEvents,
  positionAfter,
  standsAfter,
  type Message,
  type MessageEvent,
  type MessagePage,
} from '../schemas/index.ts';
import { advanceCursor, cursorReaches } from './cursor-order.ts';
import { foldOf } from './fold.ts';

/** As many of the newest messages are enough for who reads along. */
const ENOUGH = 200;

/** The newest messages of a channel, newest first, as far back as pages were loaded; true at `cursor`. */
export interface MessagesState extends MessagePage {
  /** Up to where changes were told that belong to pages not loaded yet. Default: `cursor`. */
  readonly olderSince?: string;
}

/** A channel after an event. What it already includes changes nothing. */
export const foldMessages = foldOf(messageEvents, channelAfter, 1);

function channelAfter(state: MessagesState, event: MessageEvent): MessagesState {
  const cursor = advanceCursor(state.cursor, event.seq);
  if (belongsToOlderPage(state, event)) return { ...state, cursor, olderSince: cursor };
  const messages = messagesAfter(state.messages, event);
  return { ...state, messages, cursor, olderSince: olderSinceOf(state) };
}

/**
 * For who reads along at the newest message: events alone would fill a page that stays open for days, so what they pushed
 * far back becomes an older page again. Many messages at once, as an older page under way meanwhile is of no use.
 */
export function withoutOldest(state: MessagesState): MessagesState {
  const { messages, cursor } = state;
  const oldest = messages[ENOUGH - 1];
  if (!oldest || messages.length < 2 * ENOUGH) return state;
  return {
    ...state,
    messages: messages.slice(0, ENOUGH),
    nextBefore: positionAfter(oldest.id, Date.parse(oldest.sentAt)),
    olderSince: cursor,
  };
}

/** Up to where an older page must reach to be joined: ask for it with this as `since`. */
export function olderSinceOf(state: MessagesState): string {
  return state.olderSince ?? state.cursor;
}

/**
 * The state with an older page at its end. The page may be newer than the state: the events that it includes are folded
 * once more, which changes nothing in the end.
 * @param before what the page was asked for with: the state's `nextBefore` at that time
 * @returns undefined when the page is not the next one, or misses changes that were already told: ask again
 */
export function joinOlderPage(state: MessagesState, older: MessagePage, before: string): MessagesState | undefined {
  const olderSince = olderSinceOf(state);
  if (before !== state.nextBefore || !cursorReaches(older.cursor, olderSince)) return undefined;
  const loaded = new Set(state.messages.map(({ id }) => id));
  const added = older.messages.filter(({ id }) => !loaded.has(id));
  const messages = [...state.messages, ...added].sort(newestFirst);
  return { ...state, messages, nextBefore: older.nextBefore, olderSince };
}

/** The messages with one posted, or with a known one replaced or taken out. */
function messagesAfter(messages: readonly Message[], event: MessageEvent): Message[] {
  const changedId = idIn(event);
  const others = messages.filter(({ id }) => id !== changedId);
  switch (event.name) {
    case 'message.posted':
      return [event.message, ...others].sort(newestFirst);
    case 'message.deleted':
      return others;
    case 'message.edited':
      return messages.map((message) => (message.id === changedId ? event.message : message));
    case 'message.reacted':
      return messages.map((message) =>
        message.id === changedId ? { ...message, reactions: event.reactions } : message,
      );
    default:
      return event satisfies never;
  }
}

/** Whether pages not loaded yet have to show it. A change of a message that isn't loaded may be theirs. */
function belongsToOlderPage({ nextBefore, messages }: MessagesState, event: MessageEvent): boolean {
  if (nextBefore === null) return false;
  const changedId = idIn(event);
  if (messages.some(({ id }) => id === changedId)) return false;
  return event.name !== 'message.posted' || standsAfter(nextBefore, event.message);
}

function idIn(event: MessageEvent): string {
  return 'message' in event ? event.message.id : event.id;
}

/** The order of the bridge's pages: later first; of the same instant, by id. */
function newestFirst(a: Message, b: Message): number {
  return compareText(b.sentAt, a.sentAt) || compareText(a.id, b.id);
}
