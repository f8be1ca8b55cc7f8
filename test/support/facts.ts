import { importClaim } from '../../src/bridge/domain/fact-claim.ts';
import type {
  Fact,
  MessageDeletedFact,
  MessageEditedFact,
  MessagePostedFact,
  MessageReactedFact,
  Referrer,
  ScoreImportedFact,
} from '../../src/schemas/fact.ts';
import { NOON } from './community.ts';

type Joined = Extract<Fact, { kind: 'member.joined' }>;
type Visited = Extract<Fact, { kind: 'member.visited' }>;

/** A person whose id is also their username, and whose name is it with a capital. */
export function personNamed(id: string): { externalId: string; username: string; name: string } {
  return { externalId: id, username: id, name: id.charAt(0).toUpperCase() + id.slice(1) };
}

export function joined(id: string, { at = NOON, referrer }: { at?: number; referrer?: Referrer } = {}): Joined {
  return {
    kind: 'member.joined',
    source: 'returning',
    at,
    delivery: `join ${id} ${at}`,
    person: personNamed(id),
    ...(referrer !== undefined && { referrer }),
  };
}

export function visited(id: string, at = NOON): Visited {
  return { kind: 'member.visited', source: 'returning', at, delivery: `visit ${id} ${at}`, person: personNamed(id) };
}

export function posted(
  id: string,
  text: string,
  { at = NOON, channel = 'general-there', replyTo }: { at?: number; channel?: string; replyTo?: string } = {},
): MessagePostedFact {
  return {
    kind: 'message.posted',
    source: 'returning',
    at,
    delivery: `post ${id} ${text} ${at}`,
    person: personNamed(id),
    channel: { externalId: channel },
    message: {
      externalId: `${id} ${text} ${at}`,
      text,
      format: 'returning-text',
      ...(replyTo !== undefined && { replyTo }),
    },
  };
}

/** A later text of a message that `posted` made. */
export function edited(
  { message, person, source, channel }: MessagePostedFact,
  text: string,
  at: number,
): MessageEditedFact {
  return {
    kind: 'message.edited',
    source,
    at,
    delivery: `edit ${message.externalId} ${text} ${at}`,
    person,
    channel,
    message: { externalId: message.externalId, text, format: message.format },
  };
}

export function deleted({ message, source, channel }: MessagePostedFact, at: number): MessageDeletedFact {
  const { externalId } = message;
  return {
    kind: 'message.deleted',
    source,
    at,
    delivery: `delete ${externalId} ${at}`,
    channel,
    message: { externalId },
  };
}

export function reacted(
  { message, source, channel }: MessagePostedFact,
  id: string,
  emoji: string,
  { at, isSet = true }: { at: number; isSet?: boolean },
): MessageReactedFact {
  const { externalId } = message;
  const delivery = `react ${externalId} ${id} ${emoji} ${at} ${isSet}`;
  return {
    kind: 'message.reacted',
    source,
    at,
    delivery,
    person: personNamed(id),
    channel,
    message: { externalId },
    emoji,
    isSet,
  };
}

export function purchased(id: string, order: string, at = NOON): Extract<Fact, { kind: 'item.purchased' }> {
  return {
    kind: 'item.purchased',
    source: 'returning',
    at,
    delivery: `order ${order}`,
    person: personNamed(id),
    order: { externalId: order },
  };
}

/** Points someone brought along to the board `top`. */
export function imported(
  id: string,
  score: number,
  { at = NOON, board = 'top' }: { at?: number; board?: string } = {},
): ScoreImportedFact {
  const { externalId, name } = personNamed(id);
  const told = { board, at, source: 'returning', person: { externalId, name } } as const;
  return { kind: 'score.imported', ...told, score, delivery: importClaim(told) };
}
