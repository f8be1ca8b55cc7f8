import { boardTopic, channelTopic } from '../../src/schemas/topic.ts';
import type { Leaderboard, LeaderboardEntry } from '../../src/schemas/leaderboard.ts';
import type { BoardChanged } from '../../src/schemas/board-events.ts';
import type { MessageDeleted, MessageEdited, MessagePosted, MessageReacted } from '../../src/schemas/message-events.ts';
import type { Message, MessagePage, Reaction } from '../../src/schemas/messages.ts';
import type { RichText } from '../../src/schemas/rich-text.ts';

export function entry(rank: number, name: string, score: number): LeaderboardEntry {
  const member = { id: `member-${name}`, name, avatar: null };
  return { rank, previousRank: rank, member, score, reachedAt: instantAt(rank) };
}

export function board(entries: readonly LeaderboardEntry[], fields: Partial<Leaderboard> = {}): Leaderboard {
  return {
    slug: 'top',
    title: 'Top members',
    description: '',
    rankBy: 'points',
    period: 'all-time',
    periods: ['all-time', 'weekly'],
    periodKey: 'all-time',
    periodEndsAt: null,
    size: 100,
    entries: [...entries],
    total: Math.max(entries.length, fields.viewer?.rank ?? 0),
    updatedAt: null,
    cursor: 'test.10',
    ...fields,
  };
}

export function scored(seq: number, entries: readonly LeaderboardEntry[]): BoardChanged {
  const rows = entries.map(({ member, score, reachedAt }) => ({ member, score, reachedAt }));
  const place = { topic: boardTopic('top', 'all-time'), seq };
  const which = { board: 'top', period: 'all-time', periodKey: 'all-time' } as const;
  return { name: 'board.changed', ...place, ...which, rows, removed: [], total: 100 };
}

export function message(number: number, author: string, body: string | RichText): Message {
  return {
    id: `message-${number}`,
    author: { id: `member-${author}`, name: author, avatar: null },
    sentAt: instantAt(number),
    editedAt: null,
    replyTo: null,
    body: typeof body === 'string' ? [{ type: 'text', text: body }] : body,
    reactions: [],
  };
}

/** @param messages newest first */
export function page(messages: readonly Message[], fields: Partial<MessagePage> = {}): MessagePage {
  const channel = { id: 'general', name: 'General' };
  return { channel, messages: [...messages], nextBefore: null, cursor: 'test.10', ...fields };
}

export function posted(seq: number, posting: Message): MessagePosted {
  return { name: 'message.posted', ...inGeneral(seq), message: posting };
}

export function edited(seq: number, posting: Message): MessageEdited {
  return { name: 'message.edited', ...inGeneral(seq), message: { ...posting, editedAt: instantAt(59) } };
}

export function deleted(seq: number, { id }: Message): MessageDeleted {
  return { name: 'message.deleted', ...inGeneral(seq), id };
}

export function reacted(seq: number, { id }: Message, reactions: Reaction[]): MessageReacted {
  return { name: 'message.reacted', ...inGeneral(seq), id, reactions };
}

function inGeneral(seq: number): { topic: string; seq: number; channel: string } {
  return { topic: channelTopic('general'), seq, channel: 'general' };
}

/** Each number is a minute of one fixed day. */
function instantAt(minute: number): string {
  return new Date(Date.UTC(2025, 7, 31, 12, minute)).toISOString();
}
