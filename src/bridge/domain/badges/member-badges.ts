import * as z from 'zod/mini';
import type { DocumentRef, View } from '../../store/store.ts';
import { collections, readDocument } from '../documents.ts';
import type { Credit } from '../scoring.ts';
import { dayAt, withRun, type DayRun } from './active-days.ts';

/** What a member did, as far as rules ask for it, and the badges they have. The key is the member's id. */
const memberBadgesDocument = z.object({
  /** How often each deed was done. */
  counts: z.object({
    join: z.int(),
    visit: z.int(),
    post: z.int(),
    refer: z.int(),
    buy: z.int(),
    react: z._default(z.int(), 0),
  }),
  /** The days on which the member did something, as runs in order, with a gap between each and the next. */
  activeDays: z.array(z.readonly(z.tuple([z.int(), z.int()]))),
  /** The platform's own streak as it was told last (`at`, epoch ms); undefined where it was never told. */
  loginStreak: z.exactOptional(z.object({ days: z.int(), at: z.int() })),
  /** By badge; `at` in epoch ms. */
  earned: z.record(z.string(), z.object({ at: z.int(), by: z.enum(['rule', 'hand']) })),
  /** Badges that were taken by hand: no rule gives them again. */
  taken: z.array(z.string()),
});

/** What rules may ask for: all that boards may count, and reacting, which none does. */
export type BadgeDeed = keyof MemberBadges['counts'];

/** One member's deed, see `Credit`. */
export interface BadgeCredit extends Omit<Credit, 'deed'> {
  readonly deed: BadgeDeed;
}

export type MemberBadges = z.infer<typeof memberBadgesDocument>;
export type Award = MemberBadges['earned'][string];
export type LoginStreak = NonNullable<MemberBadges['loginStreak']>;

export function memberBadgesRef(member: string): DocumentRef {
  return { collection: collections.badges, key: member };
}

/** From a view that holds the member's document. */
export function readMemberBadges(view: View, member: string): MemberBadges {
  return readDocument(view, memberBadgesDocument, collections.badges, member) ?? noBadges;
}

const activeDeeds: readonly BadgeDeed[] = ['join', 'post', 'buy'];

/** Counts a deed. Its day is one of activity when it proves that: a visit does not, nor does what a referred person did. */
export function withDeed(known: MemberBadges, { deed, at, times = 1 }: BadgeCredit, timeZone: string): MemberBadges {
  const counts = { ...known.counts, [deed]: known.counts[deed] + times };
  if (!activeDeeds.includes(deed)) return { ...known, counts };
  const day = dayAt(at, timeZone);
  return { ...known, counts, activeDays: withRun(known.activeDays, [day, day]) };
}

/** Keeps the newest word of the platform's own streak, in whichever order it comes. */
export function withLoginStreak(known: MemberBadges, told: LoginStreak | undefined): MemberBadges {
  const streaks = [known.loginStreak, told].filter((streak) => streak !== undefined);
  const [newest] = streaks.toSorted((a, b) => b.at - a.at || b.days - a.days);
  return newest === undefined ? known : { ...known, loginStreak: newest };
}

/** @returns undefined for a badge the member does not have; one may be called `constructor` */
export function awardOf({ earned }: MemberBadges, badge: string): Award | undefined {
  return Object.hasOwn(earned, badge) ? earned[badge] : undefined;
}

/**
 * Gives a badge. Who has it keeps the first award, which is by hand once a hand gave it too; what was taken by hand comes
 * back by hand only.
 */
export function withAward(known: MemberBadges, badge: string, award: Award): MemberBadges {
  const had = awardOf(known, badge);
  if (had !== undefined) {
    const isConfirmed = had.by === 'rule' && award.by === 'hand';
    return isConfirmed ? { ...known, earned: { ...known.earned, [badge]: { ...had, by: 'hand' } } } : known;
  }
  if (award.by === 'rule' && known.taken.includes(badge)) return known;
  return {
    ...known,
    earned: { ...known.earned, [badge]: award },
    taken: known.taken.filter((each) => each !== badge),
  };
}

/** Takes a badge, for good as far as rules are concerned. */
export function withoutAward(known: MemberBadges, badge: string): MemberBadges {
  if (awardOf(known, badge) === undefined) return known;
  return { ...neverAwarded(known, badge), taken: [...known.taken, badge] };
}

/** As if a badge had not been given. */
export function neverAwarded(known: MemberBadges, badge: string): MemberBadges {
  const { [badge]: _award, ...earned } = known.earned;
  return { ...known, earned };
}

/** Two members who turn out to be one. Of a badge both have the first award stands; what was taken stays taken. */
export function uniteBadges(one: MemberBadges, other: MemberBadges): MemberBadges {
  const { join, visit, post, refer, buy, react } = other.counts;
  const awards = [...Object.entries(one.earned), ...Object.entries(other.earned)].toSorted(
    ([, a], [, b]) => a.at - b.at,
  );
  const united: MemberBadges = {
    ...withLoginStreak(one, other.loginStreak),
    counts: {
      join: one.counts.join + join,
      visit: one.counts.visit + visit,
      post: one.counts.post + post,
      refer: one.counts.refer + refer,
      buy: one.counts.buy + buy,
      react: one.counts.react + react,
    },
    activeDays: other.activeDays.reduce<DayRun[]>(withRun, [...one.activeDays]),
    earned: {},
    taken: [...new Set([...one.taken, ...other.taken])],
  };
  return awards.reduce((sofar, [badge, award]) => withAward(sofar, badge, award), united);
}

export const noBadges: MemberBadges = {
  counts: { join: 0, visit: 0, post: 0, refer: 0, buy: 0, react: 0 },
  activeDays: [],
  earned: {},
  taken: [],
};
