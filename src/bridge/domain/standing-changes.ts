import type { Period } from '../../schemas/period.ts';
import type { BadgesMirror, BadgesReset, BoardChange, Change, LogEntryBody } from './log-entry.ts';

/** What a log entry says of one member's own scores. It is read off the boards' rows, and kept nowhere else. */
export interface StandingChange {
  readonly type: 'standing.changed';
  readonly member: string;
  readonly standings: readonly OwnScore[];
}

export interface OwnScore {
  readonly board: string;
  readonly period: Period;
  readonly score: number;
}

/** All that can be told of a log entry. */
export type ToldChange = Exclude<Change, BadgesMirror> | StandingChange;

/**
 * What a log entry tells: its changes, that the shelf of who is gone is no more, and to each member on a changed board
 * their own scores, in one change.
 */
export function toldBy({ changes }: LogEntryBody): ToldChange[] {
  const standings = new Map<string, OwnScore[]>();
  for (const change of changes) if (change.type === 'board.changed') addScores(change, standings);
  const own = [...standings].map(([member, scores]): StandingChange => ({
    type: 'standing.changed',
    member,
    standings: scores,
  }));
  return [...changes.filter((change) => change.type !== 'badges.mirror'), ...changes.flatMap(resetsOf), ...own];
}

function resetsOf(change: Change): BadgesReset[] {
  if (change.type === 'member.erased') return [{ type: 'badges.reset', member: change.id }];
  return change.type === 'member.merged' ? [{ type: 'badges.reset', member: change.from }] : [];
}

/** Two changes of one member as one: the later score counts. */
export function mergeStandingChanges(earlier: StandingChange, later: StandingChange): StandingChange {
  const told = new Set(later.standings.map(placeOf));
  return {
    ...later,
    standings: [...earlier.standings.filter((score) => !told.has(placeOf(score))), ...later.standings],
  };
}

function addScores({ board, period, rows, removed }: BoardChange, standings: Map<string, OwnScore[]>): void {
  const none = removed.map((member) => ({ member, score: 0 }));
  for (const { member, score } of [...rows, ...none]) {
    const known = standings.get(member);
    if (known === undefined) standings.set(member, [{ board, period, score }]);
    else known.push({ board, period, score });
  }
}

function placeOf({ board, period }: OwnScore): string {
  return `${board}/${period}`;
}
