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
  /** When it was taken back (epoch ms): it counts against the member then. */
  readonly revokedAt?: number;
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
    score: credit.revokedAt === undefined ? worth(board, credit.deed) : -worth(board, credit.deed),
    reachedAt: credit.revokedAt ?? credit.at,
  };
}

function addGains(sum: Gain, gain: Gain): Gain {
  return { ...sum, score: sum.score + gain.score, reachedAt: Math.max(sum.reachedAt, gain.reachedAt) };
}
