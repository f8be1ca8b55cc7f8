import { boardTopic, channelTopic, memberTopic } from '../../schemas/topic.ts';
import type { BoardChange, Change } from '../domain/log-entry.ts';

/** A change and the log entry up to which it tells its topic's whole story. */
export interface SequencedChange {
  readonly seq: number;
  readonly change: Change;
}

/** What waits to be told in one topic, in order; `first` is the lowest entry in it. */
export interface TopicBatch {
  readonly first: number;
  readonly changes: readonly SequencedChange[];
}

export function topicOf(change: Change): string {
  if ('channel' in change) return channelTopic(change.channel);
  return 'badges' in change ? memberTopic(change.member) : boardTopic(change.board, change.period);
}

/** Adds what came after. Changes of a board become one, since their rows are absolute; messages and badges stay one each. */
export function addToBatch(batch: TopicBatch | undefined, next: SequencedChange): TopicBatch {
  if (batch === undefined) return { first: next.seq, changes: [next] };
  const last = batch.changes.at(-1);
  if (last?.change.type === 'board.changed' && next.change.type === 'board.changed') {
    const merged = { seq: next.seq, change: mergeBoardChanges(last.change, next.change) };
    return { first: batch.first, changes: [...batch.changes.slice(0, -1), merged] };
  }
  return { first: batch.first, changes: [...batch.changes, next] };
}

/** Two changes of one board as one: the later row of a member counts, and the later period. */
export function mergeBoardChanges(earlier: BoardChange, later: BoardChange): BoardChange {
  if (earlier.periodKey !== later.periodKey) return later;
  const told = new Set([...later.rows.map(({ member }) => member), ...later.removed]);
  const back = new Set(later.rows.map(({ member }) => member));
  return {
    ...later,
    rows: [...earlier.rows.filter(({ member }) => !told.has(member)), ...later.rows],
    removed: [...new Set([...earlier.removed.filter((member) => !back.has(member)), ...later.removed])],
  };
}
