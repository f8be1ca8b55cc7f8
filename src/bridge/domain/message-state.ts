import type { Reaction } from '../../schemas/messages.ts';
import { MAX_REACTIONS } from '../../schemas/messages.ts';
import type { View } from '../store/store.ts';
import { emojiText } from './rich-text.ts';
import { collections, messageDocument, readDocument, type MessageDocument } from './documents.ts';

/** The rules by which what is told of a message adds up to one state, in whichever order it is told. */

export function readMessage(view: View, id: string): MessageDocument | undefined {
  return readDocument(view, messageDocument, collections.messages, id);
}

export function unknownMessage(id: string): MessageDocument {
  return { id, posted: null, text: null, deletedAt: null, reactions: [] };
}

/** Whether readers see it. */
export function isShown({ posted, deletedAt }: MessageDocument): boolean {
  return posted !== null && deletedAt === null;
}

/** The member whose message it is, as far as anyone told. */
export function authorOf({ posted, text }: MessageDocument): string | undefined {
  return posted?.author ?? text?.by;
}

type MessageText = NonNullable<MessageDocument['text']>;

/**
 * The newest text stands. Of a post and an edit of one moment it is the edit, of two edits the greater text, so that it makes no
 * difference which was told first.
 */
export function withText(message: MessageDocument, text: MessageText): MessageDocument {
  return message.text === null || isNewerText(text, message.text) ? { ...message, text } : message;
}

function isNewerText(text: MessageText, known: MessageText): boolean {
  if (text.at !== known.at) return text.at > known.at;
  if (text.isEdit !== known.isEdit) return text.isEdit;
  return JSON.stringify(text.body) > JSON.stringify(known.body);
}

/**
 * A deletion is for good: no later edit brings the message back, and nothing of it is kept. Told with two dates, the later
 * counts, since a standing keeps the latest date at which it was reached.
 */
export function withDeletion(message: MessageDocument, at: number): MessageDocument {
  const deletedAt = message.deletedAt === null ? at : Math.max(message.deletedAt, at);
  return { ...message, text: null, reactions: [], deletedAt };
}

export function withReaction(
  message: MessageDocument,
  reaction: MessageDocument['reactions'][number],
): MessageDocument {
  if (message.deletedAt !== null) return message;
  const isSame = (other: typeof reaction): boolean =>
    other.emoji === reaction.emoji && other.member === reaction.member;
  const known = message.reactions.find(isSame);
  if (known !== undefined && !isLater(reaction, known)) return message;
  return { ...message, reactions: [...message.reactions.filter((other) => !isSame(other)), reaction] };
}

/** The longest name shown of an emoji that has no character of its own. */
const MAX_EMOJI_LENGTH = 64;

/**
 * How many set each emoji, in the order of who set it first. Names for the same character count together.
 * @param excluded whose reactions do not count
 */
export function reactionCounts({ reactions }: MessageDocument, excluded: ReadonlySet<string>): Reaction[] {
  const counts = new Map<string, number>();
  const inOrder = reactions
    .filter(({ isSet, member }) => isSet && !excluded.has(member))
    .toSorted((a, b) => a.at - b.at || (a.emoji < b.emoji ? -1 : 1));
  for (const { emoji } of inOrder) {
    const text = emojiText(emoji).slice(0, MAX_EMOJI_LENGTH);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].slice(0, MAX_REACTIONS).map(([emoji, count]) => ({ emoji, count }));
}

// Set and taken back in the same moment: taken back, whichever is told first.
function isLater(next: { at: number; isSet: boolean }, known: { at: number; isSet: boolean }): boolean {
  return next.at > known.at || (next.at === known.at && !next.isSet);
}
