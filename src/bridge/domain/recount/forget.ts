import type { Decision, DocumentWrite, View, Work } from '../../store/store.ts';
import { collections } from '../documents.ts';
import { joinRef, joinWrite, readJoin } from '../joins.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { readMessage } from '../message-state.ts';
import type { Counted } from './write-tally.ts';

/** Marks what was not counted, because retention has deleted its fact: nobody can lose again what it once gave. */

/** @returns how many joins were marked just now; undefined when the store has moved on */
export function forgetJoins(members: readonly string[], counted: Counted): Work<number | undefined> {
  return {
    reads: [() => ({ documents: members.map(joinRef) })],
    decide: (view) =>
      mark(counted, view, () =>
        members.flatMap((member) => {
          const join = readJoin(view, member);
          if (join === undefined || join.isForgotten || counted.tally.hasJoin(member, join.at)) return [];
          return [joinWrite(member, { ...join, isForgotten: true })];
        }),
      ),
  };
}

/** The same of messages. */
export function forgetPosts(messages: readonly string[], counted: Counted): Work<number | undefined> {
  return {
    reads: [() => ({ documents: messages.map((key) => ({ collection: collections.messages, key })) })],
    decide: (view) =>
      mark(counted, view, () =>
        messages.flatMap((key) => {
          const message = readMessage(view, key);
          const isKnown = message === undefined || message.posted === null || message.isForgotten;
          if (isKnown || counted.tally.hasPost(key)) return [];
          return [{ collection: collections.messages, key, value: { ...message, isForgotten: true as const } }];
        }),
      ),
  };
}

function mark(
  { sequence, now }: Counted,
  view: View,
  documentsOf: () => DocumentWrite[],
): Decision<number | undefined> {
  if (view.cursor.sequence !== sequence) return { outcome: undefined };
  const documents = documentsOf();
  if (documents.length === 0) return { outcome: 0 };
  const entry: LogEntryBody = { at: now, changes: [] };
  return { outcome: documents.length, writes: { claims: [], documents, standings: [], entry } };
}
