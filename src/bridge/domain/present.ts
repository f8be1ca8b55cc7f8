import type { Member } from '../../schemas/member.ts';
import type { Message } from '../../schemas/messages.ts';
import type { DocumentRef, Reads, View } from '../store/store.ts';
import { collections, type MessageDocument } from './documents.ts';
import { identityKey, identityRef, resolveIdentity } from './identity.ts';
import { mergedInto, mergeRef } from './linking/merge.ts';
import { reactionCounts, readMessage } from './message-state.ts';
import { showMember, type Presentation } from './naming.ts';
import { readMember } from './people.ts';
import { mentionedIds, presentRichText, type ExternalId } from './rich-text.ts';

/** An instant as it travels. */
export function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** What readers may see of a member; undefined when nobody has that id, or they are not shown. */
export function presentMember(id: string, presentation: Presentation, view: View): Member | undefined {
  const known = readMember(view, id);
  return known && showMember({ id, name: known.name, avatar: known.avatar }, presentation);
}

/** A message with its author; undefined when nobody may see it, or its author is gone or not shown. */
export function presentMessage(message: MessageDocument, presentation: Presentation, view: View): Message | undefined {
  const { id, posted, text, deletedAt } = message;
  if (posted === null || text === null || deletedAt !== null) return undefined;
  const author = presentMember(whoStays(posted.author, view), presentation, view);
  if (author === undefined) return undefined;
  return {
    id,
    author,
    sentAt: toInstant(posted.sentAt),
    editedAt: text.isEdit ? toInstant(text.at) : null,
    replyTo: posted.replyTo,
    body: presentRichText(text.body, (source, externalId) => {
      const mentioned = resolveIdentity(view, identityKey(source, externalId));
      return mentioned && presentMember(mentioned, presentation, view)?.name;
    }),
    reactions: reactionCounts(message, presentation.excluded),
  };
}

/**
 * The people in messages: their authors and who is mentioned, then the latter's members, and those of authors whose merge is
 * under way, so that they are not missed until it comes to their messages.
 * @param messagesIn the ids of the messages, from a view that holds their documents
 */
export function peopleReads(messagesIn: (view: View) => readonly string[]): Reads {
  // Decoded once: three reads go by them.
  const decoded = new WeakMap<View, readonly MessageDocument[]>();
  const messages = (view: View): readonly MessageDocument[] => {
    const found = decoded.get(view) ?? messagesIn(view).flatMap((id) => readMessage(view, id) ?? []);
    decoded.set(view, found);
    return found;
  };
  return [
    (view) => ({
      documents: messages(view).flatMap((message) => [
        ...(message.posted === null ? [] : [memberRef(message.posted.author)]),
        ...mentionsIn(message).map(({ source, externalId }) => identityRef(identityKey(source, externalId))),
      ]),
    }),
    (view) => {
      const found = messages(view);
      const merges = authorsGone(found, view).map((from) => mergeRef({ from }));
      return { documents: [...mentionedRefs(found.flatMap(mentionsIn), view), ...merges] };
    },
    (view) => ({ documents: authorsGone(messages(view), view).map((id) => memberRef(whoStays(id, view))) }),
  ];
}

function authorsGone(messages: readonly MessageDocument[], view: View): string[] {
  return messages
    .flatMap(({ posted }) => posted?.author ?? [])
    .filter((author) => view.document(collections.members, author) === undefined);
}

function whoStays(member: string, view: View): string {
  return view.document(collections.members, member) === undefined ? (mergedInto(member, view) ?? member) : member;
}

export function memberRef(id: string): DocumentRef {
  return { collection: collections.members, key: id };
}

function mentionsIn({ text }: MessageDocument): ExternalId[] {
  return text === null ? [] : mentionedIds(text.body);
}

function mentionedRefs(mentions: readonly ExternalId[], view: View): DocumentRef[] {
  return mentions
    .map(({ source, externalId }) => resolveIdentity(view, identityKey(source, externalId)))
    .filter((member) => member !== undefined)
    .map(memberRef);
}
