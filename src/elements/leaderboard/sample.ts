import type { Leaderboard, LeaderboardEntry } from '../../schemas/leaderboard.ts';
import type { Period } from '../../schemas/period.ts';

const DAY_MS = 86_400_000;

/** Name, score of a week, and the rank before. */
type Standing = readonly [name: string, score: number, previousRank: number | null];

const top: readonly Standing[] = [
  ['Priya Raman', 12_480, 2],
  ['Mateo Álvarez', 11_930, 1],
  ['Aiko 愛子', 9_875, 3],
  ['Wanjiru Kamau', 8_610, 7],
  ['Jonas Weiß 🎲', 8_610, 4],
  ['ليلى حداد', 7_204, 5],
  ['Zoë van den Berg', 6_980, null],
  ['Oluwaseun “Seun” Adébáyò', 6_415, 6],
  ['Ngọc Anh', 5_777, 12],
  ['Иван Петров', 5_310, 9],
  ['Maria do Carmo', 4_902, 8],
  ['🦊 Renard', 4_388, 11],
  ['Siobhán O’Neill', 4_150, 14],
  ['Kim Min-jun', 3_964, 10],
  ['Fatima Zahra', 3_541, 13],
];

const around: readonly Standing[] = [
  ['Chloé Martin', 1_245, 42],
  ['Jane Doe', 1_208, 46],
  ['Arjun Nair', 1_190, 40],
];

/** The rank of the first of those around the viewer. */
const AROUND_FROM = 41;

/** How much longer than a week a period is. */
const factors: Readonly<Record<Period, number>> = { daily: 0.2, weekly: 1, monthly: 4, yearly: 46, 'all-time': 131 };

/** A believable board, with the viewer at place 42. */
export function sample(period: Period, now = Date.now()): Leaderboard {
  const rowOf = ([name, score, previousRank]: Standing, rank: number): LeaderboardEntry => ({
    rank,
    previousRank,
    member: { id: `sample-${name}`, name, avatar: null },
    score: Math.round(score * factors[period]),
    reachedAt: new Date(now).toISOString(),
  });
  const neighbours = around.map((each, index) => rowOf(each, AROUND_FROM + index));
  const [, own] = neighbours;
  return {
    slug: 'sample',
    title: 'Top members',
    description: '',
    rankBy: 'points',
    period,
    periods: ['all-time', 'yearly', 'monthly', 'weekly', 'daily'],
    periodKey: period,
    periodEndsAt: period === 'all-time' ? null : new Date(now + 3 * DAY_MS + 1000).toISOString(),
    size: 100,
    entries: top.map((each) => rowOf(each, 1 + top.filter(([, score]) => score > each[1]).length)),
    viewer: own ? { member: own.member.id, rank: own.rank, score: own.score, neighbours } : null,
    total: 2184,
    updatedAt: new Date(now).toISOString(),
    cursor: 'sample.0',
  };
}
