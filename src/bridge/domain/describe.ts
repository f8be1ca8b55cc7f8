import type { BoardRow } from '../../schemas/leaderboard.ts';
import type { DataEvent } from '../../schemas/live-event.ts';
import { boardTopic, channelTopic } from '../../schemas/topic.ts';
import type { DocumentRef, Reads, View } from '../store/store.ts';
import { collections } from './documents.ts';
import type { BoardChange, Change, MessageChange, RowChange } from './log-entry.ts';
import { readMember } from './people.ts';
import { authorsQuery, presentMember, presentMessage, readMessage, toInstant } from './present.ts';

/** What must be known to tell changes to a reader: the members and messages they name. */
export function describeReads(changes: readonly Change[]): Reads {
  const messages = changes.flatMap((change) => (change.type === 'message.posted' ? [change.message] : []));
  return [() => ({ documents: changes.flatMap(documentRefs) }), (view) => authorsQuery(messages, view)];
}

/** A change as readers get it, with names and bodies as they are now; undefined when what it tells of is gone. */
export function describeChange(seq: number, change: Change, view: View): DataEvent | undefined {
  switch (change.type) {
    case 'board.changed':
      return describeBoard(seq, change, view);
    case 'board.reset': {
      const { board, period, periodKey } = change;
      return { name: 'board.reset', topic: boardTopic(board, period), seq, board, period, periodKey };
    }
    case 'message.posted':
      return describeMessage(seq, change, view);
    default:
      return change satisfies never;
  }
}

function documentRefs(change: Change): DocumentRef[] {
  switch (change.type) {
    case 'board.changed':
      return change.rows.map(({ member }) => ({ collection: collections.members, key: member }));
    case 'board.reset':
      return [];
    case 'message.posted':
      return [{ collection: collections.messages, key: change.message }];
    default:
      return change satisfies never;
  }
}

function describeBoard(seq: number, change: BoardChange, view: View): DataEvent {
  const { board, period, periodKey, rows, removed, total } = change;
  return {
    name: 'board.changed',
    topic: boardTopic(board, period),
    seq,
    board,
    period,
    periodKey,
    rows: rows.flatMap((row) => describeRow(row, view)),
    removed,
    total,
  };
}

function describeRow({ member, score, reachedAt }: RowChange, view: View): BoardRow[] {
  const known = readMember(view, member);
  return known === undefined ? [] : [{ member: presentMember(known), score, reachedAt: toInstant(reachedAt) }];
}

function describeMessage(seq: number, { channel, message }: MessageChange, view: View): DataEvent | undefined {
  const known = readMessage(view, message);
  const presented = known && presentMessage(known, view);
  if (presented === undefined) return undefined;
  return { name: 'message.posted', topic: channelTopic(channel), seq, channel, message: presented };
}
