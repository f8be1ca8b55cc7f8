import type {
  Badge,
  BadgesChanged,
  BadgeShelf,
  BadgeStanding,
  BoardChanged,
  BoardRow,
  Leaderboard,
  Message,
  MessageDeleted,
  MessageEdited,
  MessagePage,
  MessagePosted,
  MessageReacted,
  Reaction,
} from '../../src/schemas/index.ts';

/** Instants in the order of their number. */
export function instantAt(second: number): string {
  return new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
}

export function boardRow(id: string, score: number, second = 0): BoardRow {
  return { member: { id, name: id.toUpperCase(), avatar: null }, score, reachedAt: instantAt(second) };
}

export function leaderboardOf(rows: readonly BoardRow[], changes: Partial<Leaderboard> = {}): Leaderboard {
  return {
    slug: 'top',
    title: 'Top',
    description: '',
    rankBy: 'points',
    period: 'daily',
    periods: ['daily'],
    periodKey: '2026-01-01',
    periodEndsAt: null,
    size: 100,
    entries: rows.map((row, index) => ({ ...row, rank: index + 1, previousRank: index + 1 })),
    total: rows.length,
    updatedAt: null,
    cursor: 'a.10',
    ...changes,
  };
}

export function boardChanged(seq: number, changes: Partial<BoardChanged> = {}): BoardChanged {
  return {
    name: 'board.changed',
    topic: 'board/top/daily',
    seq,
    board: 'top',
    period: 'daily',
    periodKey: '2026-01-01',
    rows: [],
    removed: [],
    total: 0,
    ...changes,
  };
}

export function messageOf(id: string, second: number, text = id): Message {
  return {
    id,
    author: { id: 'ann', name: 'Ann', avatar: null },
    sentAt: instantAt(second),
    editedAt: null,
    replyTo: null,
    body: [{ type: 'text', text }],
    reactions: [],
  };
}

export function messagePageOf(messages: readonly Message[], changes: Partial<MessagePage> = {}): MessagePage {
  return {
    channel: { id: 'general', name: 'General' },
    messages: [...messages],
    nextBefore: null,
    cursor: 'a.10',
    ...changes,
  };
}

export function messagePosted(seq: number, message: Message): MessagePosted {
  return { name: 'message.posted', topic: 'channel/general', seq, channel: 'general', message };
}

export function messageEdited(seq: number, message: Message): MessageEdited {
  return { name: 'message.edited', topic: 'channel/general', seq, channel: 'general', message };
}

export function messageDeleted(seq: number, id: string): MessageDeleted {
  return { name: 'message.deleted', topic: 'channel/general', seq, channel: 'general', id };
}

export function messageReacted(seq: number, id: string, reactions: Reaction[]): MessageReacted {
  return { name: 'message.reacted', topic: 'channel/general', seq, channel: 'general', id, reactions };
}

export function badgeOf(id: string, standing: Partial<BadgeStanding> = {}): Badge {
  const image = { light: null, dark: null };
  return { id, title: `The badge ${id}`, description: '', image, earnedAt: null, progress: null, ...standing };
}

export function badgeShelfOf(badges: Badge[]): BadgeShelf {
  return { member: { id: 'ann', name: 'Ann', avatar: null }, badges, cursor: 'a.10' };
}

export function badgesChanged(seq: number, badges: BadgesChanged['badges'], member = 'ann'): BadgesChanged {
  return { name: 'badges.changed', topic: `member/${member}`, seq, member, badges };
}
