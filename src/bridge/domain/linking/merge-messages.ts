import type { Work } from '../../store/store.ts';
import { messageRanking } from '../channels.ts';
import type { CommunityConfig } from '../../../schemas/config.ts';
import { collections, type MessageDocument } from '../documents.ts';
import type { LogEntryBody, MessageChange } from '../log-entry.ts';
import { readMessage, withReaction } from '../message-state.ts';
import type { Merge } from './merge.ts';

/** Makes the member that stays the author of messages and reactions, and has their readers get them anew. */
export function mergeMessages(
  keys: readonly string[],
  merge: Merge,
  { channels }: CommunityConfig,
  now: number,
): Work<undefined> {
  const places = channels.map(({ id }) => ({ channel: id, ranking: messageRanking(id) }));
  return {
    reads: [
      () => ({
        documents: keys.map((key) => ({ collection: collections.messages, key })),
        standings: keys.flatMap((key) => places.map(({ ranking }) => ({ ranking, member: key }))),
      }),
    ],
    decide: (view) => {
      const changed = keys.flatMap((key) => {
        const before = readMessage(view, key);
        const after = before && merged(before, merge);
        return after === undefined || after === before ? [] : [after];
      });
      if (changed.length === 0) return { outcome: undefined };
      // Posted and not edited: who loaded the channel while its author was nobody any more does not have the message.
      const changes = changed.flatMap(({ id }) =>
        places
          .filter(({ ranking }) => view.standing(ranking, id) !== undefined)
          .map(({ channel }): MessageChange => ({ type: 'message.posted', channel, message: id })),
      );
      const documents = changed.map((value) => ({ collection: collections.messages, key: value.id, value }));
      const entry: LogEntryBody = { at: now, changes };
      return { outcome: undefined, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}

function merged(message: MessageDocument, { from, into }: Merge): MessageDocument {
  const theirs = message.reactions.filter(({ member }) => member === from);
  const isAuthor = message.posted?.author === from;
  const isEditor = message.text?.by === from;
  if (!isAuthor && !isEditor && theirs.length === 0) return message;
  const others = message.reactions.filter(({ member }) => member !== from);
  const posted = message.posted && { ...message.posted, ...(isAuthor && { author: into }) };
  const text = message.text && { ...message.text, ...(isEditor && { by: into }) };
  return theirs.reduce((sofar, reaction) => withReaction(sofar, { ...reaction, member: into }), {
    ...message,
    posted,
    text,
    reactions: others,
  });
}
