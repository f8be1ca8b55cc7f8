import * as z from 'zod/mini';
import type { DocumentRef, View } from '../../store/store.ts';
import { collections, readDocument } from '../documents.ts';
import type { Credit } from '../scoring.ts';
import { dayAt, withRun, type DayRun } from './active-days.ts';

/** What a member did, as far as rules ask for it, and the badges they have. The key is the member's id. */
const memberBadgesDocument = z.object({
  /** How often each deed was done. */
  counts: z.object({ join: z.int(), visit: z.int(), post: z.int(), refer: z.int(), buy: z.int() }),
  /** The days on which the member did something, as runs in order, with a gap between each and the next. */
  activeDays: z.array(z.readonly(z.tuple([z.int(), z.int()]))),
  /** By badge; `at` in epoch ms. */
  earned: z.record(z.string(), z.object({ at: z.int(), by: z.enum(['rule', 'hand']) })),
  /** Badges that were taken by hand: no rule gives them again. */
  taken: z.array(z.string()),
});

export type MemberBadges = z.infer<typeof memberBadgesDocument>;
export type Award = MemberBadges['earned'][string];

export function memberBadgesRef(member: string): DocumentRef {
  return { collection: collections.badges, key: member };
}

/** From a view that holds the member's document. */
export function readMemberBadges(view: View, member: string): MemberBadges {
  return readDocument(view, memberBadgesDocument, collections.badges, member) ?? noBadges;
}

/** Counts a deed. Its day is one of activity when it proves that: a visit does not, nor does what a referred person did. */
export function withDeed(known: MemberBadges, { deed, at, times = 1 }: Credit, timeZone: string): MemberBadges {
  const counts = { ...known.counts, [deed]: known.counts[deed] + times };
  if (deed === 'visit' || deed === 'refer') return { ...known, counts };
  const day = dayAt(at, timeZone);
  return { ...known, counts, activeDays: withRun(known.activeDays, [day, day]) };
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
  const { join, visit, post, refer, buy } = other.counts;
  const awards = [...Object.entries(one.earned), ...Object.entries(other.earned)].toSorted(
    ([, a], [, b]) => a.at - b.at,
  );
  const united: MemberBadges = {
    counts: {
      join: one.counts.join + join,
      visit: one.counts.visit + visit,
      post: one.counts.post + post,
      refer: one.counts.refer + refer,
      buy: one.counts.buy + buy,
    },
    activeDays: other.activeDays.reduce<DayRun[]>(withRun, [...one.activeDays]),
    earned: {},
    taken: [...new Set([...one.taken, ...other.taken])],
  };
  return awards.reduce((sofar, [badge, award]) => withAward(sofar, badge, award), united);
}

export const noBadges: MemberBadges = {
  counts: { join: 0, visit: 0, post: 0, refer: 0, buy: 0 },
  activeDays: [],
  earned: {},
  taken: [],
};
