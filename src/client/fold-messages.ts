import { messageEvents, type Message, type MessageEvent, type MessagePage } from '../schemas/index.ts';
import { advanceCursor, cursorReaches } from './cursor-order.ts';
import { foldOf } from './fold.ts';

/** Where a message stands among the others. */
type Place = Pick<Message, 'id' | 'sentAt'>;

/** The newest messages of a channel, newest first, as far back as pages were loaded; true at `cursor`. */
export interface MessagesState extends MessagePage {
  /** Up to where changes were told that belong to pages not loaded yet. Default: `cursor`. */
  readonly olderSince?: string;
  /** How far back pages were loaded; the message that stood there may be deleted. Default: the oldest message. */
  readonly loadedTo?: Place | undefined;
}

/** A channel after an event. What it already includes is ignored. */
export const foldMessages = foldOf(messageEvents, channelAfter);

function channelAfter(state: MessagesState, event: MessageEvent): MessagesState {
  const cursor = advanceCursor(state.cursor, event.seq);
  if (belongsToOlderPage(state, event)) return { ...state, cursor, olderSince: cursor };
  return { ...state, messages: messagesAfter(state.messages, event), cursor, ...pagesBefore(state) };
}

/** Up to where an older page must reach to be joined: ask for it with this as `since`. */
export function olderSinceOf(state: MessagesState): string {
  return state.olderSince ?? state.cursor;
}

/**
 * The state with an older page at its end.
 * `outdated`: the page is not the next one, or misses changes that were already told; ask again. It may be newer than
 * the state: the events that it includes are folded once more, which changes nothing in the end.
 * @param before what the page was asked for with: the state's `nextBefore` at that time
 */
export function joinOlderPage(state: MessagesState, older: MessagePage, before: string): MessagesState | 'outdated' {
  const { olderSince, loadedTo } = pagesBefore(state);
  if (before !== state.nextBefore || !cursorReaches(older.cursor, olderSince)) return 'outdated';
  const loaded = new Set(state.messages.map(({ id }) => id));
  const added = older.messages.filter(({ id }) => !loaded.has(id));
  const messages = [...state.messages, ...added].sort(newestFirst);
  return {
    ...state,
    messages,
    nextBefore: older.nextBefore,
    olderSince,
    loadedTo: oldestOf(older.messages) ?? loadedTo,
  };
}

/** Where older pages begin, which changes of loaded messages do not move. */
function pagesBefore(state: MessagesState): Required<Pick<MessagesState, 'olderSince' | 'loadedTo'>> {
  return { olderSince: olderSinceOf(state), loadedTo: state.loadedTo ?? oldestOf(state.messages) };
}

// Not the message itself: what is deleted is not kept.
function oldestOf(messages: readonly Message[]): Place | undefined {
  const oldest = messages.at(-1);
  return oldest && { id: oldest.id, sentAt: oldest.sentAt };
}

/** The messages with one posted, or with a known one replaced or taken out. */
function messagesAfter(messages: readonly Message[], event: MessageEvent): Message[] {
  switch (event.name) {
    case 'message.posted':
      return [event.message, ...messages.filter(({ id }) => id !== event.message.id)].sort(newestFirst);
    case 'message.edited':
      return messages.map((message) => (message.id === event.message.id ? event.message : message));
    case 'message.deleted':
      return messages.filter(({ id }) => id !== event.id);
    case 'message.reacted':
      return messages.map((message) =>
        message.id === event.id ? { ...message, reactions: event.reactions } : message,
      );
    default:
      return event satisfies never;
  }
}

/** Whether pages not loaded yet have to show it. A change of a message that isn't loaded may be theirs. */
function belongsToOlderPage(state: MessagesState, event: MessageEvent): boolean {
  if (state.nextBefore === null) return false;
  const changedId = 'message' in event ? event.message.id : event.id;
  if (state.messages.some(({ id }) => id === changedId)) return false;
  if (event.name !== 'message.posted') return true;
  const { loadedTo } = pagesBefore(state);
  return loadedTo === undefined || newestFirst(event.message, loadedTo) > 0;
}

/** The order of the bridge's pages: later first; of the same instant, by id. */
function newestFirst(a: Place, b: Place): number {
  if (a.sentAt !== b.sentAt) return a.sentAt > b.sentAt ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
