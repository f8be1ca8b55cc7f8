import type { Member } from '../../schemas/member.ts';
import type { Message } from '../../schemas/messages.ts';
import type { Query, View } from '../store/store.ts';
import { collections, messageDocument, readDocument, type MemberDocument, type MessageDocument } from './documents.ts';
import { readMember } from './people.ts';

/** An instant as it travels. */
export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** What the public may see of a member. */
export function presentMember({ id, name, avatar }: MemberDocument): Member {
  return { id, name, avatar };
}

/** A message with its author; undefined when either is gone. */
export function presentMessage(message: MessageDocument, view: View): Message | undefined {
  const author = readMember(view, message.author);
  if (author === undefined) return undefined;
  const { id, sentAt, editedAt, replyTo, body } = message;
  return {
    id,
    author: presentMember(author),
    sentAt: toInstant(sentAt),
    editedAt: editedAt === null ? null : toInstant(editedAt),
    replyTo,
    body,
  };
}

/** The authors of messages whose documents the view holds. */
export function authorsQuery(messageIds: readonly string[], view: View): Query {
  const authors = messageIds.map((id) => readMessage(view, id)?.author).filter((author) => author !== undefined);
  return { documents: authors.map((key) => ({ collection: collections.members, key })) };
}

export function readMessage(view: View, id: string): MessageDocument | undefined {
  return readDocument(view, messageDocument, collections.messages, id);
}
