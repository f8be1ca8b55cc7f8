import type {
  BadgeShelfStrings,
  ChannelStrings,
  CommonStrings,
  LeaderboardStrings,
  MessageFeedStrings,
} from './strings.ts';

const plural = new Intl.PluralRules('en');
const ordinal = new Intl.PluralRules('en', { type: 'ordinal' });
/** 1st, 2nd, 3rd, 4th. */
const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

function places(count: number, formatted: string): string {
  return `${formatted} ${plural.select(count) === 'one' ? 'place' : 'places'}`;
}

function messages(count: number, formatted: string): string {
  return `${formatted} new ${plural.select(count) === 'one' ? 'message' : 'messages'}`;
}

/** English comes with each element, and only what that element says. */
const common: CommonStrings = {
  language: 'en',
  direction: 'ltr',

  loading: 'Loading…',
  retry: 'Try again',
  show: (heading) => `Show: ${heading}`,
  notConfigured: (missing) => `Not set up yet. Missing: ${missing.join(', ')}.`,
  errors: {
    'not-configured': 'This is not set up yet.',
    'unknown-community': 'This community does not exist here.',
    'unknown-board': 'This leaderboard does not exist.',
    'unknown-channel': 'This channel does not exist.',
    'origin-not-allowed': 'This page may not show this content.',
    'unknown-member': 'This member is not known here.',
    'token-required': 'Please sign in to see this.',
    'token-expired': 'Your session has ended. Please sign in again.',
    'token-invalid': 'Your session is not valid. Please sign in again.',
    'rate-limited': 'Too many requests. Please wait a moment.',
    offline: 'You are offline.',
    timeout: 'The answer took too long.',
    malformed: 'The answer could not be read.',
    'version-mismatch': 'This page needs an update to show this content.',
    'csp-blocked': 'This page blocks the connection.',
    'frame-silent': 'The embedded page does not answer.',
    'frame-failed': 'The embedded page reports an error.',
    'no-frame': 'This channel has no page of its own.',
    server: 'This could not be loaded right now.',
  },
  live: {
    connecting: 'Connecting…',
    live: 'Live',
    reconnecting: 'Reconnecting…',
    stale: 'Not up to date',
    offline: 'Offline',
    off: '',
  },
  staleSince: (time) => `Not up to date since ${time}`,
  offlineSince: (time) => `Offline since ${time}`,
};

export const leaderboardEnglish: LeaderboardStrings = {
  ...common,
  leaderboard: 'Leaderboard',
  emptyLeaderboard: 'Nobody has a score yet.',
  rank: 'Rank',
  member: 'Member',
  score: 'Score',
  metrics: {
    points: 'Points',
    messages: 'Messages',
    visits: 'Visits',
    referrals: 'Referrals',
    purchases: 'Purchases',
    xp: 'XP',
    coins: 'Coins',
  },
  period: 'Period',
  periods: {
    'all-time': 'All time',
    yearly: 'This year',
    monthly: 'This month',
    weekly: 'This week',
    daily: 'Today',
  },
  boardCaption: (title, period) => `${title}, ${period}`,
  periodEnds: (when) => `Ends ${when}`,
  rankUp: (count, formatted) => `up ${places(count, formatted)}`,
  rankDown: (count, formatted) => `down ${places(count, formatted)}`,
  rankSame: 'same place',
  rankNew: 'new',
  you: 'You',
  yourRank: (rank, formatted, total) => `You are ${formatted}${endings[ordinal.select(rank)]} of ${total}`,
  skippedRanks: (count, formatted) => `${places(count, formatted)} not shown`,
};

export const badgeShelfEnglish: BadgeShelfStrings = {
  ...common,
  badges: 'Badges',
  emptyBadges: 'There are no badges here yet.',
  noneEarned: 'No badges earned yet.',
  badgesOf: (name) => `Badges of ${name}`,
  badgeEarned: (day) => `Earned on ${day}`,
  badgeLocked: 'Not earned yet',
  badgeProgress: (current, target) => `${current} of ${target}`,
  badgeAwarded: (title) => `New badge: ${title}`,
  earnedCount: (earned, all) => `${earned} of ${all}`,
};

export const channelEnglish: ChannelStrings = {
  ...common,
  frames: { channel: 'Channel', store: 'Store', milestone: 'Milestones', social: 'Social', currency: 'Balance' },
  openInNewTab: 'Open in a new tab',
};

export const messageFeedEnglish: MessageFeedStrings = {
  ...common,
  messages: 'Messages',
  emptyMessages: 'No messages yet.',
  loadEarlier: 'Load earlier messages',
  loadEarlierFailed: 'Earlier messages could not be loaded.',
  noEarlier: 'No earlier messages.',
  edited: 'edited',
  reactions: 'Reactions',
  reaction: (emoji, _count, formatted) => `${emoji} ${formatted}`,
  someone: 'someone',
  replyTo: (name) => `Reply to ${name}`,
  reply: 'Reply',
  newMessages: messages,
  newMessagesIn: (count, formatted, channel) => `${messages(count, formatted)} in ${channel}`,
};
