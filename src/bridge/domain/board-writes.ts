import type { CommunityConfig } from '../../schemas/config.ts';
import type { Query, RankedMember, Slice, View } from '../store/store.ts';
import type { BoardChange, BoardReset, RowChange } from './log-entry.ts';
import { mostExcluded, namingRuleOf } from './naming.ts';
import { periodAt } from './periods.ts';
import { boardTimeZone, type Gain } from './scoring.ts';
import { standingIn, standingRefs, standingWrites, type StandingWrite, type StandingWrites } from './standings.ts';

export interface BoardWrites extends StandingWrites {
  /** One for each board and period that is running now: what happened in an ended one is history, and not told. */
  readonly changes: readonly (BoardChange | BoardReset)[];
}

/** What must be known to write gains. @param view holds `botsQuery` */
export function boardQuery(gains: readonly Gain[], community: CommunityConfig, view: View): Query {
  return {
    standings: gains.flatMap(standingRefs),
    totals: gains.map(({ ranking }) => ranking),
    slices: gains.filter(mayFall).map((gain) => topSlice(gain, community, fallingIn(gain.ranking, gains), view).slice),
  };
}

export function boardWrites(gains: readonly Gain[], view: View, community: CommunityConfig, now: number): BoardWrites {
  const after = gains.map((gain) => standingAfter(gain, view));
  const changes = [...new Map(gains.map((gain) => [gain.ranking, gain])).values()]
    .filter((gain) => isRunning(gain, community, now))
    .flatMap((gain) => changeOf(gain, gains, after, view, community) ?? []);
  return { ...standingWrites(after, view), changes };
}

function standingAfter({ ranking, member, score, reachedAt }: Gain, view: View): StandingWrite {
  const before = standingIn(view, { ranking, member }) ?? { score: 0, tie: 0 };
  return { ranking, member, score: before.score + score, tie: Math.max(before.tie, reachedAt) };
}

/** Undefined when nobody on the board is concerned. */
function changeOf(
  gain: Gain,
  gains: readonly Gain[],
  after: readonly StandingWrite[],
  view: View,
  community: CommunityConfig,
): BoardChange | BoardReset | undefined {
  const { ranking, board, period, periodKey } = gain;
  const isOn = ({ member }: { readonly member: string }): boolean => view.standing(ranking, member) !== undefined;
  const told = after.filter((standing) => standing.ranking === ranking);
  const changed = told.filter(({ score }) => score !== 0);
  const left = told.filter((standing) => standing.score === 0 && isOn(standing)).map(({ member }) => member);
  if (changed.length + left.length === 0) return undefined;
  const falling = fallingIn(ranking, gains);
  // Who had less than nothing and now has nothing rises off the board; what comes in for them was not read.
  const risen = gains.filter((each) => each.ranking === ranking && !mayFall(each)).map(({ member }) => member);
  if (left.some((member) => risen.includes(member))) return { type: 'board.reset', board, period, periodKey };
  const top = topSlice(gain, community, falling, view);
  const entering = falling === 0 ? [] : enteringRows(top, { changed, left }, view);
  const added = changed.filter((standing) => !isOn(standing)).length;
  const total = view.total(ranking) + added - left.length;
  const rows = [...changed, ...entering].map(toRow);
  return { type: 'board.changed', board, period, periodKey, rows, removed: left, total };
}

/**
 * The rows that come into a board's snapshot because others fell out of it: readers keep no more rows than the snapshot
 * holds, so they can't know them.
 */
export function enteringRows(
  top: TopSlice,
  { changed, left }: { readonly changed: readonly RankedMember[]; readonly left: readonly string[] },
  view: View,
): RankedMember[] {
  const before = view.slice(top.slice);
  const known = new Set([...before.slice(0, top.size), ...changed].map(({ member }) => member));
  const moved = new Set([...changed.map(({ member }) => member), ...left]);
  const after = [...before.filter(({ member }) => !moved.has(member)), ...changed].sort(compareRanked);
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
