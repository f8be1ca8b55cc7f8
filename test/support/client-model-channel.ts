import {
  positionAfter,
  standsAfter,
  type Message,
  type MessageDeleted,
  type MessageEdited,
  type MessagePage,
  type MessagePosted,
  type MessageReacted,
} from '../../src/schemas/index.ts';
import { messageOf, messagePageOf } from './client-samples.ts';

type Unplaced<Event> = Omit<Event, 'seq'>;
type MessageEvent = MessagePosted | MessageEdited | MessageDeleted | MessageReacted;

/** A channel as a bridge keeps it: the truth that clients are compared with. */
export class ModelChannel {
  readonly id: string;
  readonly #deleted = new Set<string>();
  #messages: Message[] = [];

  constructor(id: string) {
    this.id = id;
  }

  get topic(): string {
    return `channel/${this.id}`;
  }

  /** Newest first. */
  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** A new message, a late one, or another text for one that is there. What was deleted stays so. */
  post(id: string, second: number, text: string): Unplaced<MessagePosted>[] {
    if (this.#deleted.has(id)) return [];
    const known = this.#find(id);
    const message = known ? withText(known, text) : messageOf(id, second, text);
    this.#messages = [message, ...this.#messages.filter((other) => other !== known)].sort(comparePlaces);
    return [{ name: 'message.posted', ...this.#place, message }];
  }

  edit(id: string, text: string): Unplaced<MessageEdited>[] {
    const known = this.#find(id);
    if (!known) return [];
    const message = { ...withText(known, text), editedAt: known.sentAt };
    this.#replace(message);
    return [{ name: 'message.edited', ...this.#place, message }];
  }

  delete(id: string): Unplaced<MessageDeleted>[] {
    this.#deleted.add(id);
    this.#messages = this.#messages.filter((message) => message.id !== id);
    return [{ name: 'message.deleted', ...this.#place, id }];
  }

  react(id: string, count: number): Unplaced<MessageReacted>[] {
    const known = this.#find(id);
    if (!known) return [];
    const reactions = [{ emoji: '👍', count }];
    this.#replace({ ...known, reactions });
    return [{ name: 'message.reacted', ...this.#place, id, reactions }];
  }

  /** @param before the position after a message, which may be deleted */
  page(limit: number, cursor: string, before: string | undefined): MessagePage {
    const older = this.#messages.filter((message) => before === undefined || standsAfter(before, message));
    const messages = older.slice(0, limit);
    const last = messages.at(-1);
    const nextBefore = older.length > limit && last ? positionAfter(last.id, Date.parse(last.sentAt)) : null;
    return messagePageOf(messages, { channel: { id: this.id, name: this.id }, nextBefore, cursor });
  }

  get #place(): { topic: string; channel: string } {
    return { topic: this.topic, channel: this.id };
  }

  #find(id: string): Message | undefined {
    return this.#messages.find((message) => message.id === id);
  }

  #replace(message: Message): void {
    this.#messages = this.#messages.map((other) => (other.id === message.id ? message : other));
  }
}

/** Two changes of one message as one, which tells all of both. */
export function mergeMessageEvents(earlier: MessageEvent, later: MessageEvent): MessageEvent | undefined {
  if (messageIdOf(earlier) !== messageIdOf(later)) return undefined;
  if (earlier.name === 'message.deleted' || later.name === 'message.deleted') return later;
  if ('message' in later) return { ...later, name: earlier.name === 'message.posted' ? earlier.name : later.name };
  if ('message' in earlier)
    return { ...earlier, seq: later.seq, message: { ...earlier.message, ...reactionsOf(later) } };
  return later;
}

function messageIdOf(event: MessageEvent): string {
  return 'message' in event ? event.message.id : event.id;
}

function reactionsOf({ reactions }: MessageReacted): Pick<Message, 'reactions'> {
  return { reactions };
}

function withText(message: Message, text: string): Message {
  return { ...message, body: [{ type: 'text', text }] };
}

/** Grows with age, then with the id: the order of pages. */
function placeOf({ sentAt, id }: Message): string {
  return `${8.64e15 - Date.parse(sentAt)} ${id}`;
}

function comparePlaces(a: Message, b: Message): number {
  return placeOf(a) < placeOf(b) ? -1 : 1;
}
