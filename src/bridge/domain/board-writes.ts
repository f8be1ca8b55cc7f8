import type { CommunityConfig } from '../../schemas/config.ts';
import type { Query, RankedMember, Slice, Standing, StandingRef, View } from '../store/store.ts';
import type { BoardChange, RowChange } from './log-entry.ts';
import { mostExcluded, namingRuleOf } from './naming.ts';
import { periodAt } from './periods.ts';
import { boardTimeZone, type Gain } from './scoring.ts';

export type StandingWrite = StandingRef & Standing;

export interface BoardWrites {
  readonly standings: readonly StandingWrite[];
  /** One for each board and period that is running now: what happened in an ended one is history, and not told. */
  readonly changes: readonly BoardChange[];
}

/** What must be known to write gains. @param view holds `botsQuery` */
export function boardQuery(gains: readonly Gain[], community: CommunityConfig, view: View): Query {
  return {
    standings: gains,
    totals: gains.map(({ ranking }) => ranking),
    slices: gains.filter(mayFall).map((gain) => topSlice(gain, community, fallingIn(gain.ranking, gains), view).slice),
  };
}

export function boardWrites(gains: readonly Gain[], view: View, community: CommunityConfig, now: number): BoardWrites {
  const standings = gains.map((gain) => standingAfter(gain, view));
  const changes = [...new Map(gains.map((gain) => [gain.ranking, gain])).values()]
    .filter((gain) => isRunning(gain, community, now))
    .map((gain) => changeOf(gain, gains, standings, view, community));
  return { standings, changes };
}

function standingAfter({ ranking, member, score, reachedAt }: Gain, view: View): StandingWrite {
  const before = view.standing(ranking, member) ?? { score: 0, tie: 0 };
  return { ranking, member, score: before.score + score, tie: Math.max(before.tie, reachedAt) };
}

function changeOf(
  gain: Gain,
  gains: readonly Gain[],
  standings: readonly StandingWrite[],
  view: View,
  community: CommunityConfig,
): BoardChange {
  const { ranking, board, period, periodKey } = gain;
  const changed = standings.filter((standing) => standing.ranking === ranking);
  const added = changed.filter(({ member }) => view.standing(ranking, member) === undefined).length;
  const falling = fallingIn(ranking, gains);
  const entering = falling === 0 ? [] : enteringRows(topSlice(gain, community, falling, view), changed, view);
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
  return after.slice(0, top.size + top.hidden).filter(({ member }) => !known.has(member));
}

/** The rows of a board's snapshot, and as many below as may come into it. */
export interface TopSlice {
  readonly size: number;
  /** How many rows the snapshot may pass over. */
  readonly hidden: number;
  readonly slice: Slice;
}

/**
 * @param falling how many of its rows may fall at the most
 * @param view holds `botsQuery`
 */
export function topSlice(
  { ranking, board: slug }: Pick<Gain, 'ranking' | 'board'>,
  community: CommunityConfig,
  falling: number,
  view: View,
): TopSlice {
  const board = community.boards.find((candidate) => candidate.slug === slug);
  const size = board?.size ?? 0;
  const hidden = board === undefined ? 0 : mostExcluded(namingRuleOf(board, community), view);
  return { size, hidden, slice: { ranking, limit: size + hidden + falling } };
}

function fallingIn(ranking: string, gains: readonly Gain[]): number {
  return gains.filter((gain) => gain.ranking === ranking && mayFall(gain)).length;
}

/** A score that is reached later, and no higher, falls below its equals. */
function mayFall({ score }: Gain): boolean {
  return score <= 0;
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
