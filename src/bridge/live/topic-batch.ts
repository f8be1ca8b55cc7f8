import { boardTopic, channelTopic, communityTopic, memberTopic, standingTopic } from '../../schemas/topic.ts';
import type { BoardChange } from '../domain/log-entry.ts';
import { mergeStandingChanges, type ToldChange } from '../domain/standing-changes.ts';

/** A change and the log entry up to which it tells its topic's whole story. */
export interface SequencedChange {
  readonly seq: number;
  readonly change: ToldChange;
}

/** What waits to be told in one topic, in order; `first` is the lowest entry in it. */
export interface TopicBatch {
  readonly first: number;
  readonly changes: readonly SequencedChange[];
}

export function topicOf(change: ToldChange): string {
  if ('channel' in change) return channelTopic(change.channel);
  if ('board' in change) return boardTopic(change.board, change.period);
  if (change.type === 'badges.changed' || change.type === 'badges.reset') return memberTopic(change.member);
  return 'standings' in change ? standingTopic(change.member) : communityTopic;
}

/** Adds what came after. Absolute scores become one change, a board's as well as a member's own; the others stay one each. */
export function addToBatch(batch: TopicBatch | undefined, next: SequencedChange): TopicBatch {
  if (batch === undefined) return { first: next.seq, changes: [next] };
  const last = batch.changes.at(-1);
  const merged = last && mergeChanges(last.change, next.change);
  if (merged === undefined) return { first: batch.first, changes: [...batch.changes, next] };
  return { first: batch.first, changes: [...batch.changes.slice(0, -1), { seq: next.seq, change: merged }] };
}

function mergeChanges(earlier: ToldChange, later: ToldChange): ToldChange | undefined {
  if (earlier.type === 'board.changed' && later.type === 'board.changed') return mergeBoardChanges(earlier, later);
  const areStandings = earlier.type === 'standing.changed' && later.type === 'standing.changed';
  return areStandings ? mergeStandingChanges(earlier, later) : undefined;
}

/**
 * Two changes of one board as one: the later row of a member counts, and the later period. Who was taken out stays so
 * beside a later row: whether that is shown is known when it is told.
 */
export function mergeBoardChanges(earlier: BoardChange, later: BoardChange): BoardChange {
  if (earlier.periodKey !== later.periodKey) return later;
  const told = new Set([...later.rows.map(({ member }) => member), ...later.removed]);
  return {
    ...later,
    rows: [...earlier.rows.filter(({ member }) => !told.has(member)), ...later.rows],
    removed: [...new Set([...earlier.removed, ...later.removed])],
  };
}
