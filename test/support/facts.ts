import type { Fact, MessagePostedFact, Referrer } from '../../src/schemas/fact.ts';
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
