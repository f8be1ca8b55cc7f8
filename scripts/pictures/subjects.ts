import { badgeShelfOf, leaderboardOf, messagesOf, type Amount } from './samples.ts';

/** An element to take pictures of. */
export interface Subject {
  readonly tag: string;
  /** What it needs to load; `{origin}` is where the page comes from. */
  readonly required: Readonly<Record<string, string>>;
  /** What the bridge answers. */
  readonly answerOf: (amount: Amount) => unknown;
}

export const subjects = {
  leaderboard: {
    tag: 'returning-leaderboard',
    required: { board: 'top' },
    answerOf: leaderboardOf,
  },
  'badge-shelf': {
    tag: 'returning-badge-shelf',
    required: { 'member-id': 'member-1' },
    answerOf: badgeShelfOf,
  },
  channel: {
    tag: 'returning-channel',
    required: { src: '{origin}/framed' },
    answerOf: () => ({ id: 'lounge', name: 'Lounge', kind: 'text', frame: null }),
  },
  'message-feed': {
    tag: 'returning-message-feed',
    required: { 'channel-id': 'general' },
    answerOf: messagesOf,
  },
} as const satisfies Record<string, Subject>;

export type SubjectName = keyof typeof subjects;
