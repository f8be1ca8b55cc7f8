import { messagePage, type MessagePage } from '../schemas/index.ts';
import type { Readable } from './bridge-reader.ts';

export interface MessagesQuery {
  readonly channel: string;
  /** Default: the bridge's. */
  readonly limit?: number | undefined;
  /** A page's `nextBefore`, to get the page older than it. */
  readonly before?: string | undefined;
}

/** A page of a channel's messages. */
export function messagesAt({ channel, limit, before }: MessagesQuery): Readable<MessagePage> {
  return { path: `/channels/${encodeURIComponent(channel)}/messages`, query: { limit, before }, schema: messagePage };
}
