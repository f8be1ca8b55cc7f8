import type { CommunityConfig } from '../../schemas/config.ts';
import type { Query, RankedMember, Slice, Standing, StandingRef, View } from '../store/store.ts';
import type { BoardChange, RowChange } from './log-entry.ts';
import { periodAt } from './periods.ts';
import { boardTimeZone, type Gain } from './scoring.ts';

export type StandingWrite = StandingRef & Standing;

export interface BoardWrites {
  readonly standings: readonly StandingWrite[];
  /** One for each board and period that is running now: what happened in an ended one is history, and not told. */
  readonly changes: readonly BoardChange[];
}

/** What must be known to write gains. */
export function boardQuery(gains: readonly Gain[], community: CommunityConfig): Query {
  return {
    standings: gains,
    totals: gains.map(({ ranking }) => ranking),
    slices: gains.filter(isLoss).map((gain) => topSlice(gain, community, 1).slice),
  };
}

export function boardWrites(gains: readonly Gain[], view: View, community: CommunityConfig, now: number): BoardWrites {
  const standings = gains.map((gain) => standingAfter(gain, view));
  const changes = new Map<string, BoardChange>();
  for (const gain of gains.filter((each) => isRunning(each, community, now))) {
    if (!changes.has(gain.ranking)) changes.set(gain.ranking, changeOf(gain, gains, standings, view, community));
  }
  return { standings, changes: [...changes.values()] };
}

function standingAfter({ ranking, member, score, reachedAt }: Gain, view: View): StandingWrite {
  const before = view.standing(ranking, member) ?? { score: 0, tie: 0 };
  return { ranking, member, score: before.score + score, tie: Math.max(before.tie, reachedAt) };
}

function changeOf(
  { ranking, board, period, periodKey }: Gain,
  gains: readonly Gain[],
  standings: readonly StandingWrite[],
  view: View,
  community: CommunityConfig,
): BoardChange {
  const changed = standings.filter((standing) => standing.ranking === ranking);
  const added = changed.filter(({ member }) => view.standing(ranking, member) === undefined).length;
  const loss = gains.find((gain) => gain.ranking === ranking && isLoss(gain));
  // One fact takes points from one member.
  const entering = loss === undefined ? [] : enteringRows(topSlice(loss, community, 1), changed, view);
  return {
    type: 'board.changed',
    board,
    period,
    periodKey,
    rows: [...changed, ...entering].map(toRow),
    removed: [],
    total: view.total(ranking) + added,
  };
}

/**
 * The rows that come into a board's snapshot because others fell out of it: readers keep no more rows than the snapshot
 * holds, so they can't know them.
 */
export function enteringRows(top: TopSlice, changed: readonly RankedMember[], view: View): RankedMember[] {
  const before = view.slice(top.slice);
  const known = new Set([...before.slice(0, top.size), ...changed].map(({ member }) => member));
  const told = new Set(changed.map(({ member }) => member));
  const after = [...before.filter(({ member }) => !told.has(member)), ...changed].sort(compareRanked);
  return after.slice(0, top.size).filter(({ member }) => !known.has(member));
}

/** The rows of a board's snapshot, and as many below as may come into it. */
export interface TopSlice {
  readonly size: number;
  readonly slice: Slice;
}

/** @param falling how many of its rows may fall at the most */
export function topSlice(
  { ranking, board }: Pick<Gain, 'ranking' | 'board'>,
  community: CommunityConfig,
  falling: number,
): TopSlice {
  const size = community.boards.find(({ slug }) => slug === board)?.size ?? 0;
  return { size, slice: { ranking, limit: size + falling } };
}

function isLoss({ score }: Gain): boolean {
  return score < 0;
}

function isRunning(gain: Gain, community: CommunityConfig, now: number): boolean {
  const board = community.boards.find(({ slug }) => slug === gain.board);
  return board !== undefined && periodAt(gain.period, now, boardTimeZone(board, community)).key === gain.periodKey;
}

/** The store's order of a ranking. */
function compareRanked(a: RankedMember, b: RankedMember): number {
  return b.score - a.score || a.tie - b.tie || (a.member < b.member ? -1 : 1);
}

function toRow({ member, score, tie }: RankedMember): RowChange {
  return { member, score, reachedAt: tie };
}
