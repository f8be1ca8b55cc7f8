import { period, type Period } from './period.ts';
import { slug } from './primitives.ts';

/** The most topics one stream carries. */
export const MAX_TOPICS = 50;

/**
 * What a stream can be asked for: `board/{slug}/{period}`, `channel/{id}`, `member/{id}`, `standing/me` or `community`.
 * Some are short for another one, and the stream answers with the full form: `board/{slug}` alone for the board's default
 * period, `member/me` and `standing/me` for the member of the token. A standing can be asked for by its own member only.
 */
export type Topic =
  | { readonly kind: 'board'; readonly board: string; readonly period: Period | undefined }
  | { readonly kind: 'channel'; readonly channel: string }
  /** `member` is an id, or `me`. */
  | { readonly kind: 'member' | 'standing'; readonly member: string }
  | { readonly kind: 'community' };

/** As the bridge makes a member's id. */
const memberId = /^[\w-]{1,64}$/;

/** @returns undefined for anything that is not a topic */
export function parseTopic(text: string): Topic | undefined {
  if (text === communityTopic) return { kind: text };
  const [kind, name = '', detail, ...rest] = text.split('/');
  if (rest.length > 0) return undefined;
  const isOfMember = kind === 'member' || kind === 'standing';
  if (isOfMember && detail === undefined && memberId.test(name)) return { kind, member: name };
  if (!slug.safeParse(name).success) return undefined;
  if (kind === 'channel' && detail === undefined) return { kind, channel: name };
  if (kind !== 'board') return undefined;
  if (detail === undefined) return { kind, board: name, period: undefined };
  const parsed = period.safeParse(detail);
  return parsed.success ? { kind, board: name, period: parsed.data } : undefined;
}

/** Who comes, who turns out to be one with another, and who is erased. */
export const communityTopic = 'community';

export function boardTopic(board: string, boardPeriod: Period): string {
  return `board/${board}/${boardPeriod}`;
}

export function channelTopic(channelId: string): string {
  return `channel/${channelId}`;
}

export function memberTopic(member: string): string {
  return `member/${member}`;
}

export function standingTopic(member: string): string {
  return `standing/${member}`;
}
