import type { Decision, StandingRef, View, Work } from '../../store/store.ts';
import { messageRanking } from '../channels.ts';
import { collections, type MessageDocument } from '../documents.ts';
import type { LogEntryBody, MessageChange } from '../log-entry.ts';
import { authorOf, readMessage } from '../message-state.ts';
import type { StoredNode, StoredRichText } from '../rich-text/stored-rich-text.ts';
import { ERASED_ID, isErased, type ErasedPerson } from './erased-person.ts';

/**
 * Takes out the messages a person wrote, and the person out of others' messages: reactions, and who is mentioned.
 * @param keys of the messages to look at
 * @param channels in which messages are shown, or were
 * @returns how many messages went
 */
export function eraseMessages(
  keys: readonly string[],
  channels: readonly string[],
  person: ErasedPerson,
  now: number,
): Work<number> {
  return {
    reads: [
      () => ({ documents: keys.map((key) => ({ collection: collections.messages, key })) }),
      (view) => ({ standings: affected(keys, person, view).flatMap(({ before }) => places(before, channels)) }),
    ],
    decide: (view) => decide(affected(keys, person, view), channels, view, now),
  };
}

function decide(
  affectedOnes: readonly Affected[],
  channels: readonly string[],
  view: View,
  now: number,
): Decision<number> {
  if (affectedOnes.length === 0) return { outcome: 0 };
  const gone = affectedOnes.filter(({ after }) => after === undefined);
  const entry: LogEntryBody = { at: now, changes: affectedOnes.flatMap((each) => changesOf(each, channels, view)) };
  return {
    outcome: gone.length,
    writes: {
      claims: [],
      documents: affectedOnes.flatMap(({ after }) =>
        after === undefined ? [] : [{ collection: collections.messages, key: after.id, value: after }],
      ),
      standings: [],
      removed: {
        documents: gone.map(({ before }) => ({ collection: collections.messages, key: before.id })),
        standings: affectedOnes.filter(isHidden).flatMap(({ before }) => places(before, channels)),
      },
      entry,
    },
  };
}

interface Affected {
  readonly before: MessageDocument;
  /** Undefined: it goes. */
  readonly after: MessageDocument | undefined;
}

function affected(keys: readonly string[], person: ErasedPerson, view: View): Affected[] {
  return keys
    .flatMap((key) => readMessage(view, key) ?? [])
    .map((before) => ({ before, after: withoutPerson(before, person) }))
    .filter(({ before, after }) => after !== before);
}

/** Undefined when it is theirs; the message itself when they are not in it. */
function withoutPerson(message: MessageDocument, person: ErasedPerson): MessageDocument | undefined {
  if (authorOf(message) === person.member) return undefined;
  const reactions = message.reactions.filter(({ member }) => member !== person.member);
  const text = message.text && textWithout(message.text, person);
  const isSame = reactions.length === message.reactions.length && text === message.text;
  return isSame ? message : { ...message, reactions, text };
}

type Text = NonNullable<MessageDocument['text']>;

/** Null when they wrote it: who comes under the same name may tell of a message that they edited. */
function textWithout(text: Text, person: ErasedPerson): Text | null {
  if (text.by === person.member) return null;
  const body = withoutMentions(text.body, person);
  return body === text.body ? text : { ...text, body };
}

function withoutMentions(body: StoredRichText, person: ErasedPerson): StoredRichText {
  const after = body.map((node) => withoutMention(node, person));
  return after.every((node, index) => node === body[index]) ? body : after;
}

function withoutMention(node: StoredNode, person: ErasedPerson): StoredNode {
  if (node.type === 'mention') return isErased(person, node.source, node) ? { ...node, externalId: ERASED_ID } : node;
  if (!('children' in node)) return node;
  const children = withoutMentions(node.children, person);
  return children === node.children ? node : { ...node, children };
}

function changesOf(each: Affected, channels: readonly string[], view: View): MessageChange[] {
  const { before } = each;
  const type = typeOf(each);
  return channels
    .filter((channel) => view.standing(messageRanking(channel), before.id) !== undefined)
    .map((channel) => ({ type, channel, message: before.id }));
}

function typeOf(each: Affected): MessageChange['type'] {
  if (isHidden(each)) return 'message.deleted';
  return each.after?.text === each.before.text ? 'message.reacted' : 'message.edited';
}

/** Without a text there is nothing to show. */
function isHidden({ after }: Affected): boolean {
  return after === undefined || after.text === null;
}

function places({ id }: MessageDocument, channels: readonly string[]): StandingRef[] {
  return channels.map((channel) => ({ ranking: messageRanking(channel), member: id }));
}
