import type { BadgeConfig, BadgeRule } from '../../../schemas/badge-config.ts';
import type { CommunityConfig } from '../../../schemas/config.ts';
import type { BadgesChange, BadgeStandingChange } from '../log-entry.ts';
import { dayAt, lengthOf, longestRun, startOfDay } from './active-days.ts';
import { awardOf, neverAwarded, withAward, type MemberBadges } from './member-badges.ts';

/** What a member has of a badge; times in epoch ms. See `schemas/badges.ts`. */
export type StoredStanding = Pick<BadgeStandingChange, 'earnedAt' | 'progress'>;
type Progress = NonNullable<StoredStanding['progress']>;

/** Gives every badge whose rule is fulfilled. */
export function withFulfilled(known: MemberBadges, { badges }: CommunityConfig, at: number): MemberBadges {
  return badges
    .filter(({ rule }) => rule !== undefined && isFulfilled(rule, known))
    .reduce((sofar, { id }) => withAward(sofar, id, { at, by: 'rule' }), known);
}

/**
 * Takes back what a rule gave for deeds that turned out not to count: what the rule asks for was there before, and is not
 * any more.
 */
export function withoutUnfounded(before: MemberBadges, after: MemberBadges, { badges }: CommunityConfig): MemberBadges {
  return badges
    .filter(({ id }) => awardOf(after, id)?.by === 'rule')
    .filter(({ rule }) => rule?.kind === 'count' && isFulfilled(rule, before) && !isFulfilled(rule, after))
    .reduce((sofar, { id }) => neverAwarded(sofar, id), after);
}

export function standingOf(
  { id, rule }: BadgeConfig,
  known: MemberBadges,
  { timeZone }: CommunityConfig,
  now: number,
): StoredStanding {
  const award = awardOf(known, id);
  if (award !== undefined) return { earnedAt: award.at, progress: null };
  const isOpen = rule !== undefined && !known.taken.includes(id);
  return { earnedAt: null, progress: isOpen ? progressOf(rule, known, timeZone, now) : null };
}

/** What readers are told when one state of a member follows another. */
export function badgesChanges(
  member: string,
  [before, after]: readonly [MemberBadges, MemberBadges],
  community: CommunityConfig,
  now: number,
): BadgesChange[] {
  const badges = community.badges.flatMap((badge) => {
    const was = standingOf(badge, before, community, now);
    const is = standingOf(badge, after, community, now);
    const change = changeBetween(was, is);
    return change === undefined ? [] : [{ id: badge.id, change, ...is }];
  });
  return badges.length === 0 ? [] : [{ type: 'badges.changed', member, badges }];
}

function changeBetween(was: StoredStanding, is: StoredStanding): BadgeStandingChange['change'] | undefined {
  if (was.earnedAt === null && is.earnedAt !== null) return 'awarded';
  if (was.earnedAt !== null && is.earnedAt === null) return 'revoked';
  if (was.earnedAt !== is.earnedAt) return 'progressed';
  const isSame = was.progress?.current === is.progress?.current && was.progress?.endsAt === is.progress?.endsAt;
  return isSame ? undefined : 'progressed';
}

/** Ranks are settled when their period is over: nothing a member does fulfils them at once. */
function isFulfilled(rule: BadgeRule, { counts, activeDays, loginStreak }: MemberBadges): boolean {
  switch (rule.kind) {
    case 'count':
      return counts[rule.deed] >= rule.count;
    case 'streak':
      return Math.max(longestRun(activeDays), loginStreak?.days ?? 0) >= rule.days;
    case 'rank':
      return false;
    default:
      return rule satisfies never;
  }
}

function progressOf(rule: BadgeRule, known: MemberBadges, timeZone: string, now: number): Progress | null {
  switch (rule.kind) {
    case 'count':
      return { current: Math.min(known.counts[rule.deed], rule.count), target: rule.count, endsAt: null };
    case 'streak':
      return streakProgress(rule.days, known, timeZone, now);
    case 'rank':
      return null;
    default:
      return rule satisfies never;
  }
}

function streakProgress(target: number, known: MemberBadges, timeZone: string, now: number): Progress {
  const [longest] = runningStreaks(known, timeZone, now).toSorted((a, b) => b.days - a.days || b.lastDay - a.lastDay);
  if (longest === undefined) return { current: 0, target, endsAt: null };
  const endsAt = startOfDay(longest.lastDay + 2, timeZone);
  return { current: Math.min(longest.days, target), target, endsAt };
}

/** The run of active days and the platform's own streak, as far as they go on: until a whole day has passed without either. */
function runningStreaks({ activeDays, loginStreak }: MemberBadges, timeZone: string, now: number): Streak[] {
  const yesterday = dayAt(now, timeZone) - 1;
  const ofDeeds = activeDays.slice(-1).map((run) => ({ days: lengthOf(run), lastDay: run[1] }));
  const ofLogins = loginStreak && { days: loginStreak.days, lastDay: dayAt(loginStreak.at, timeZone) };
  return [...ofDeeds, ...(ofLogins ? [ofLogins] : [])].filter(({ days, lastDay }) => days > 0 && lastDay >= yesterday);
}

interface Streak {
  readonly days: number;
  readonly lastDay: number;
}
