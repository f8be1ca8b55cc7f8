import type { ErrorCode } from '../../client/errors.ts';
import type { LiveState } from '../../client/live-connection.ts';
import type { FrameWidget } from '../../schemas/frames.ts';
import type { Period } from '../../schemas/period.ts';

/** What all widgets say. Numbers and times arrive formatted; where a sentence depends on a number, the number comes as well. */
export interface CommonStrings {
  /** The language of these sentences, as a BCP 47 tag, and how it is written. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';

  readonly loading: string;
  readonly retry: string;
  /** On the button of a widget that waits to be told to load. @param heading what it would show */
  show(heading: string): string;
  /** @param missing attribute names, which are no words of any language */
  notConfigured(missing: readonly string[]): string;
  readonly errors: Readonly<Record<ErrorCode, string>>;
  readonly live: Readonly<Record<LiveState, string>>;
  /** Stands in place of `live.stale` and `live.offline` once it is known since when. */
  staleSince(time: string): string;
  offlineSince(time: string): string;
}

export interface LeaderboardStrings extends CommonStrings {
  readonly leaderboard: string;
  readonly emptyLeaderboard: string;
  readonly rank: string;
  readonly member: string;
  readonly score: string;
  /** The score column's heading by what the board counts; `score` stands for what is not listed. */
  readonly metrics: Readonly<Record<string, string>>;
  /** Names the choice of periods. */
  readonly period: string;
  readonly periods: Readonly<Record<Period, string>>;
  boardCaption(title: string, period: string): string;
  /** @param when for instance "in 3 days" */
  periodEnds(when: string): string;
  rankUp(places: number, formatted: string): string;
  rankDown(places: number, formatted: string): string;
  readonly rankSame: string;
  readonly rankNew: string;
  /** Marks the row of whoever looks at the board. */
  readonly you: string;
  /** @param rank formatted @param total formatted */
  /** `rank` chooses the form of an ordinal, `formatted` is shown. */
  yourRank(rank: number, formatted: string, total: string): string;
  /** For who can't see the line between the top and the viewer's place. */
  skippedRanks(places: number, formatted: string): string;
}

export interface BadgeShelfStrings extends CommonStrings {
  readonly badges: string;
  /** The community has none. */
  readonly emptyBadges: string;
  /** There are some, and the member has none of them. */
  readonly noneEarned: string;
  badgesOf(name: string): string;
  badgeEarned(day: string): string;
  readonly badgeLocked: string;
  /** @param current formatted @param target formatted */
  badgeProgress(current: string, target: string): string;
  badgeAwarded(title: string): string;
  earnedCount(earned: string, all: string): string;
}

export interface ChannelStrings extends CommonStrings {
  /** What each of the platform's widgets is called; `channel` also where nobody says. */
  readonly frames: Readonly<Record<FrameWidget, string>>;
  readonly openInNewTab: string;
}

export interface MessageFeedStrings extends CommonStrings {
  readonly messages: string;
  readonly emptyMessages: string;
  readonly loadEarlier: string;
  readonly loadEarlierFailed: string;
  /** Stands where a channel begins. */
  readonly noEarlier: string;
  readonly edited: string;
  /** Heads the list of emoji that were set on a message. */
  readonly reactions: string;
  reaction(emoji: string, count: number, formatted: string): string;
  /** Stands after an @ for a member whose name is not shown. */
  readonly someone: string;
  replyTo(name: string): string;
  /** An answer to a message that is not shown. */
  readonly reply: string;
  newMessages(count: number, formatted: string): string;
  newMessagesIn(count: number, formatted: string, channel: string): string;
}

/** Every sentence a person can see or hear, in one language: one file of this shape, entered in `languages.ts`. */
export interface Strings extends LeaderboardStrings, BadgeShelfStrings, ChannelStrings, MessageFeedStrings {}
