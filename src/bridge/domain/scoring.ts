import type { BoardConfig, CommunityConfig, Metric } from '../../schemas/config.ts';
import type { Period } from '../../schemas/period.ts';
import { periodAt } from './periods.ts';

/** What a member can be given points for. */
export type Deed = keyof BoardConfig['points'];

/** One member's deed, given or taken back. */
export interface Credit {
  readonly member: string;
  readonly deed: Deed;
  /** When it was done (epoch ms): it counts in the periods of that moment. */
  readonly at: number;
  /**
   * How often it counts; default 1. 0: it was told, and counts nothing, or not yet; -1: it counted, and turned out not to.
   * Its date leaves the same trace in all three, so that it makes no difference which was known first.
   */
  readonly times?: 1 | 0 | -1;
  /** When it was taken back (epoch ms): it counts against the member then, and was done all the same. */
  readonly revokedAt?: number;
}

/** Points that members bring along to one board, all of one moment (epoch ms). */
export interface Grants {
  readonly board: string;
  readonly at: number;
  readonly scores: readonly { readonly member: string; readonly score: number }[];
}

/** A board of the platform's own counts, which nothing is ever added to. */
export type PlatformBoard = BoardConfig & { readonly metric: 'xp' | 'coins' };

export function isPlatformBoard(board: BoardConfig): board is PlatformBoard {
  return board.metric === 'xp' || board.metric === 'coins';
}

/** What a member gains on one board in one span of time. */
export interface Gain {
  readonly board: string;
  readonly period: Period;
  readonly periodKey: string;
  readonly ranking: string;
  readonly member: string;
  readonly score: number;
  /** The latest change that counted (epoch ms). */
  readonly reachedAt: number;
}

/** The deed each metric counts; `xp` and `coins` are the platform's own counts, which no deed changes. */
const countedDeeds = {
  messages: 'post',
  visits: 'visit',
  referrals: 'refer',
  purchases: 'buy',
  xp: undefined,
  coins: undefined,
} as const satisfies Record<Exclude<Metric, 'points'>, Deed | undefined>;

/** What one deed is worth on a board; 0: it does not count there. */
export function worth(board: BoardConfig, deed: Deed): number {
  if (board.metric === 'points') return board.points[deed];
  return countedDeeds[board.metric] === deed ? 1 : 0;
}

/** Where a board's standings of one span are kept. */
export function boardRanking(board: string, period: Period, periodKey: string): string {
  return `board/${board}/${period}/${periodKey}`;
}

/** The time zone in which a board's periods run. */
export function boardTimeZone(board: BoardConfig, community: CommunityConfig): string {
  return board.timeZone ?? community.timeZone;
}

/** All that credits change, one gain for each ranking and member: deeds count in the period of their own date. */
export function gainsOf(credits: readonly Credit[], community: CommunityConfig): Gain[] {
  return summed(credits.flatMap((credit) => gainsOfCredit(credit, community)));
}

/** The same for what is brought along. */
export function gainsOfGrants({ board: slug, at, scores }: Grants, community: CommunityConfig): Gain[] {
  const board = community.boards.find((candidate) => candidate.slug === slug);
  if (board === undefined || isPlatformBoard(board)) return [];
  const places = placesAt(board, at, community);
  return summed(scores.flatMap((score) => places.map((place) => ({ ...place, ...score, reachedAt: at }))));
}

/** A gain that is told once more, with another date: it adds nothing, but may have been reached later. */
export function countedBefore(gain: Gain): Gain {
  return { ...gain, score: 0 };
}

function summed(gains: readonly Gain[]): Gain[] {
  const sums = new Map<string, Gain>();
  for (const gain of gains) {
    const place = `${gain.ranking} ${gain.member}`;
    const sum = sums.get(place);
    sums.set(place, sum === undefined ? gain : addGains(sum, gain));
  }
  return [...sums.values()];
}

function gainsOfCredit({ member, deed, at, times = 1, revokedAt }: Credit, community: CommunityConfig): Gain[] {
  const sign = revokedAt === undefined ? times : -1;
  return community.boards
    .filter((board) => worth(board, deed) !== 0)
    .flatMap((board) => {
      const score = sign === 0 ? 0 : sign * worth(board, deed);
      return placesAt(board, at, community).map((place) => ({ ...place, member, score, reachedAt: revokedAt ?? at }));
    });
}

/** Where a board counts what happened at a moment: one for each of its periods. */
function placesAt(
  board: BoardConfig,
  at: number,
  community: CommunityConfig,
): Pick<Gain, 'board' | 'period' | 'periodKey' | 'ranking'>[] {
  return board.periods.map((period) => {
    const { key } = periodAt(period, at, boardTimeZone(board, community));
    return { board: board.slug, period, periodKey: key, ranking: boardRanking(board.slug, period, key) };
  });
}

function addGains(sum: Gain, gain: Gain): Gain {
  return { ...sum, score: sum.score + gain.score, reachedAt: Math.max(sum.reachedAt, gain.reachedAt) };
}
