import type { BoardConfig, CommunityConfig } from '../../schemas/config.ts';
import type { Period } from '../../schemas/period.ts';
import { periodAt } from './periods.ts';

/** What a member can be given points for. */
export type Deed = keyof BoardConfig['points'];

/** One member's deed at one time (epoch ms). */
export interface Credit {
  readonly member: string;
  readonly deed: Deed;
  readonly at: number;
}

/** What a member gains on one board in one span of time. */
export interface Gain {
  readonly board: string;
  readonly period: Period;
  readonly periodKey: string;
  readonly ranking: string;
  readonly member: string;
  readonly score: number;
  /** The latest deed that counted (epoch ms). */
  readonly reachedAt: number;
}

const countedDeeds = { messages: 'post', visits: 'visit', referrals: 'refer' } as const satisfies Record<string, Deed>;

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
  const gains = new Map<string, Gain>();
  for (const gain of credits.flatMap((credit) => gainsOfCredit(credit, community))) {
    const place = `${gain.ranking} ${gain.member}`;
    const sum = gains.get(place);
    gains.set(place, sum === undefined ? gain : addGains(sum, gain));
  }
  return [...gains.values()];
}

function gainsOfCredit(credit: Credit, community: CommunityConfig): Gain[] {
  return community.boards
    .filter((board) => worth(board, credit.deed) !== 0)
    .flatMap((board) => board.periods.map((period) => gainIn(board, period, credit, community)));
}

function gainIn(board: BoardConfig, period: Period, credit: Credit, community: CommunityConfig): Gain {
  const { key } = periodAt(period, credit.at, boardTimeZone(board, community));
  return {
    board: board.slug,
    period,
    periodKey: key,
    ranking: boardRanking(board.slug, period, key),
    member: credit.member,
    score: worth(board, credit.deed),
    reachedAt: credit.at,
  };
}

function addGains(sum: Gain, gain: Gain): Gain {
  return { ...sum, score: sum.score + gain.score, reachedAt: Math.max(sum.reachedAt, gain.reachedAt) };
}
