import type { Message, MessagePage, MessagePosted } from '../../src/schemas/index.ts';
import { messageOf, messagePageOf } from './client-samples.ts';

/** A channel as a bridge keeps it: the truth that clients are compared with. */
export class ModelChannel {
  readonly id: string;
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

  /** A new message, a late one, or another text for one that is there. */
  post(id: string, second: number, text: string): Omit<MessagePosted, 'seq'> {
    const known = this.#messages.find((message) => message.id === id);
    const message = { ...messageOf(id, second, text), ...(known && { sentAt: known.sentAt }) };
    this.#messages = [message, ...this.#messages.filter((other) => other !== known)].sort(
      (a, b) => b.sentAt.localeCompare(a.sentAt) || (a.id < b.id ? -1 : 1),
    );
    return { name: 'message.posted', topic: this.topic, channel: this.id, message };
  }

  page(limit: number, cursor: string, before: string | undefined): MessagePage {
    const start = before === undefined ? 0 : this.#messages.findIndex(({ id }) => id === before) + 1;
    const messages = this.#messages.slice(start, start + limit);
    const hasMore = this.#messages.length > start + limit;
    const nextBefore = hasMore ? (messages.at(-1)?.id ?? null) : null;
    return messagePageOf(messages, { channel: { id: this.id, name: this.id }, nextBefore, cursor });
  }
}
