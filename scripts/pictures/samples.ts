import type { Badge, BadgeShelf } from '../../src/schemas/badges.ts';
import type { Leaderboard, LeaderboardEntry } from '../../src/schemas/leaderboard.ts';
import type { Member } from '../../src/schemas/member.ts';
import type { Message, MessagePage } from '../../src/schemas/messages.ts';
import type { RichText } from '../../src/schemas/rich-text.ts';
import { longNamedPerson, person, PICTURE_HOST } from './people.ts';

/** How much there is, and of what kind. */
export const amounts = ['none', 'one', 'few', 'hundred', 'long'] as const;

export type Amount = (typeof amounts)[number];

const counts: Readonly<Record<Amount, number>> = { none: 0, one: 1, few: 12, hundred: 100, long: 5 };
const CURSOR = 'pictures.1';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export function leaderboardOf(amount: Amount): Leaderboard {
  const entries = Array.from({ length: counts[amount] }, (_, index) => entryOf(index, peopleOf(amount)(index)));
  return {
    slug: 'top',
    title: amount === 'long' ? 'The most helpful members of all our regional communities together' : 'Top members',
    description: 'Points for joining, visiting, posting and bringing others in.',
    rankBy: 'points',
    period: 'weekly',
    periods: ['all-time', 'monthly', 'weekly'],
    periodKey: '2026-W30',
    periodEndsAt: ago(-2.5 * DAY),
    size: 100,
    entries,
    viewer: amount === 'few' ? viewer() : null,
    total: amount === 'few' ? 1342 : entries.length,
    updatedAt: ago(MINUTE),
    cursor: CURSOR,
  };
}

function viewer(): NonNullable<Leaderboard['viewer']> {
  const neighbours = [46, 47, 48].map((index) => entryOf(index, person(index)));
  return { member: person(47).id, rank: 48, score: neighbours[1]?.score ?? 0, neighbours };
}

/** The second and third have the same score; ranks rose, fell, stayed, and are new. */
function entryOf(index: number, member: Member): LeaderboardEntry {
  const rank = index === 2 ? 2 : index + 1;
  const score = Math.round(18_430 / (rank + 0.4) ** 0.7);
  const previousRank = [rank, rank + 2, null, Math.max(1, rank - 1)][index % 4] ?? null;
  return { rank, previousRank, member, score, reachedAt: ago(DAY + index * MINUTE) };
}

export function badgeShelfOf(amount: Amount): BadgeShelf {
  const badges = Array.from({ length: counts[amount] }, (_, index) => badgeOf(index, amount));
  return { member: peopleOf(amount)(0), badges, cursor: CURSOR };
}

const badgeTitles = [
  'Early bird',
  'First words',
  'Good host',
  'Ten in a row 🔥',
  'Bug hunter',
  'Regular',
  'شارة',
  'MVP',
];

/** Of three one is earned, one on the way, and one locked; every second has a picture. */
function badgeOf(index: number, amount: Amount): Badge {
  const url = index % 2 === 0 ? `${PICTURE_HOST}/badge-${index}.svg` : null;
  const title = badgeTitles[index % badgeTitles.length] ?? '';
  return {
    id: `badge-${index}`,
    title: amount === 'long' ? `${title}: for extraordinary perseverance in answering everybody’s questions` : title,
    description:
      amount === 'long' ? 'Given to whoever helped at least a hundred others, in any language.' : 'For being here.',
    image: { light: url, dark: null },
    earnedAt: index % 3 === 0 ? ago(index * DAY) : null,
    progress: index % 3 === 1 ? { current: (index * 3) % 10, target: 10, endsAt: null } : null,
  };
}

/** Newest first, as the bridge answers. */
export function messagesOf(amount: Amount): MessagePage {
  const messages = Array.from({ length: counts[amount] }, (_, index) => messageOf(index, amount));
  return {
    channel: { id: 'general', name: 'general' },
    messages,
    nextBefore: counts[amount] > 1 ? 'older' : null,
    cursor: CURSOR,
  };
}

const bodies: readonly RichText[] = [
  [{ type: 'text', text: 'Good morning everyone ☀️' }],
  [
    { type: 'text', text: 'The ' },
    { type: 'strong', children: [{ type: 'text', text: 'new release' }] },
    { type: 'text', text: ' is out: ' },
    { type: 'link', url: 'https://example.com/notes', text: 'read the notes' },
    { type: 'text', text: '. Thanks ' },
    { type: 'mention', name: 'Amara Okafor' },
    { type: 'text', text: '!' },
  ],
  [{ type: 'text', text: 'صباح الخير جميعًا، هل من جديد؟' }],
  [
    { type: 'text', text: 'Try ' },
    { type: 'code', text: 'npm start' },
    { type: 'text', text: ', then look again.' },
    { type: 'break' },
    { type: 'emphasis', children: [{ type: 'text', text: 'It worked for me.' }] },
  ],
  [{ type: 'text', text: '🎉🎉🎉' }],
];

/** Two in a row are of the same author; after six comes another day. */
function messageOf(index: number, amount: Amount): Message {
  const word = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz';
  return {
    id: `message-${index}`,
    author: peopleOf(amount)(Math.floor(index / 2)),
    sentAt: ago(index * 7 * MINUTE + Math.floor(index / 6) * DAY),
    editedAt: index === 3 ? ago(MINUTE) : null,
    replyTo: index === 1 ? 'message-4' : null,
    body:
      amount === 'long' ? [{ type: 'text', text: `${word} `.repeat(4) }] : [...(bodies[index % bodies.length] ?? [])],
    reactions: index % 4 === 1 ? [{ emoji: '👍', count: 3 }, { emoji: '🎉', count: 1200 }] : [], // prettier-ignore
  };
}

function peopleOf(amount: Amount): (index: number) => Member {
  return amount === 'long' ? longNamedPerson : person;
}

function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}
