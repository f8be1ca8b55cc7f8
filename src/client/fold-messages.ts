import type { DataEvent, Message, MessagePage } from '../schemas/index.ts';
import { advanceCursor, cursorReaches, readCursor } from './cursor-order.ts';

/** The newest messages of a channel, newest first, as far back as pages were loaded; true at `cursor`. */
export interface MessagesState extends MessagePage {
  /** Up to where changes were told that belong to pages not loaded yet. Default: `cursor`. */
  readonly olderSince?: string;
}

/** A channel after an event. What it already includes is ignored; a message known by its id is replaced. */
export function foldMessages(state: MessagesState, event: DataEvent): MessagesState {
  if (event.name !== 'message.posted' || event.seq <= readCursor(state.cursor).sequence) return state;
  const cursor = advanceCursor(state.cursor, event.seq);
  if (belongsToOlderPage(state, event.message)) return { ...state, cursor, olderSince: cursor };
  const others = state.messages.filter(({ id }) => id !== event.message.id);
  const messages = [event.message, ...others].sort(newestFirst);
  return { ...state, messages, cursor, olderSince: olderSinceOf(state) };
}

/** What a page of older messages must reach to be joined: ask for it with this as `since`. */
export function olderSinceOf(state: MessagesState): string {
  return state.olderSince ?? state.cursor;
}

/**
 * The state with an older page at its end.
 * `outdated`: the page is not the next one, or misses changes that were already told; ask again. It may be newer than
 * the state: the events that it includes are folded once more, which changes nothing.
 * @param before what the page was asked for with: the state's `nextBefore` at that time
 */
export function joinOlderPage(state: MessagesState, older: MessagePage, before: string): MessagesState | 'outdated' {
  const olderSince = olderSinceOf(state);
  if (before !== state.nextBefore || !cursorReaches(older.cursor, olderSince)) return 'outdated';
  const loaded = new Set(state.messages.map(({ id }) => id));
  const added = older.messages.filter(({ id }) => !loaded.has(id));
  const messages = [...state.messages, ...added].sort(newestFirst);
  return { ...state, messages, nextBefore: older.nextBefore, olderSince };
}

function belongsToOlderPage({ messages, nextBefore }: MessagesState, message: Message): boolean {
  if (nextBefore === null || messages.some(({ id }) => id === message.id)) return false;
  const oldest = messages.at(-1);
  return oldest === undefined || newestFirst(message, oldest) > 0;
}

/** The order of the bridge's pages: later first; of the same instant, by id. */
function newestFirst(a: Message, b: Message): number {
  if (a.sentAt !== b.sentAt) return a.sentAt > b.sentAt ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
