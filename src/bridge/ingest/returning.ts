import { decode } from '../../schemas/decode.ts';
import type { Fact, Referrer } from '../../schemas/fact.ts';
import {
  returningEmail,
  returningEnvelope,
  returningMemberHook,
  type ReturningUser,
} from '../../schemas/returning-webhook.ts';
import { oneLine, usernameOf } from './clean-text.ts';
import { returningClaim } from './delivery-claim.ts';
import type { EmailHash } from './email-hash.ts';
import { clampAhead } from './event-time.ts';
import { orUnreadable, unknownEvent, type DatedFact, type UnknownEvent, type Unreadable } from './reading.ts';
import { readPostedMessage } from './returning-message.ts';
import { returningPerson } from './returning-person.ts';
import { readPurchase } from './returning-purchase.ts';

export interface ReturningFact extends DatedFact {
  readonly type: 'fact';
  /** The community the hook names; it must be the one its secret belongs to. */
  readonly serverId: string;
  /** Of the person's e-mail address; undefined where nobody links by it. */
  readonly emailHash: string | undefined;
}

/**
 * Reads the body of a Returning.AI webhook. Never throws for what is in it, and lets no e-mail address through.
 * @param body what `parseJson` answered
 * @param hashOf of a community that links people by their e-mail addresses
 */
export function readReturning(
  body: unknown,
  nowMs: number,
  hashOf?: EmailHash,
): ReturningFact | UnknownEvent | Unreadable {
  return orUnreadable(() => {
    const { event, server } = decode(returningEnvelope, body, 'the hook');
    const read = readers.find(({ name }) => name.test(oneLine(event.name)))?.read;
    if (read === undefined) return unknownEvent(event.name);
    const { fact, isUndated } = read(body, server.id, nowMs);
    return { type: 'fact', serverId: server.id, fact, isUndated, emailHash: hashOf?.(emailOf(fact, body)) };
  });
}

type Reader = (body: unknown, serverId: string, nowMs: number) => DatedFact;

/** By the event's name, the case of which does not count. Whether `channel` stands for a channel's name is not documented. */
const readers: readonly { readonly name: RegExp; readonly read: Reader }[] = [
  { name: /^user joins server$/i, read: dated(readJoin) },
  { name: /^user visits server$/i, read: dated(readVisit) },
  { name: /^new message posted anywhere$/i, read: readPostedMessage('message-anywhere') },
  { name: /^new message posted to .+$/i, read: readPostedMessage('message-to-channel') },
  { name: /^purchased store item$/i, read: readPurchase },
];

/** Of a hook that is not read without its date. */
function dated(read: (...told: Parameters<Reader>) => Fact): Reader {
  return (...told) => ({ fact: read(...told), isUndated: false });
}

function readJoin(body: unknown, serverId: string, nowMs: number): Fact {
  const { user, date } = decode(returningMemberHook, body, 'the hook');
  return {
    kind: 'member.joined',
    source: 'returning',
    at: clampAhead(date, nowMs),
    delivery: returningClaim({ event: 'join', serverId, userId: user.id, dateMs: date }),
    person: returningPerson(user),
    ...referrerOf(user),
  };
}

function readVisit(body: unknown, serverId: string, nowMs: number): Fact {
  const { user, date } = decode(returningMemberHook, body, 'the hook');
  return {
    kind: 'member.visited',
    source: 'returning',
    at: clampAhead(date, nowMs),
    delivery: returningClaim({ event: 'visit', serverId, userId: user.id, dateMs: date }),
    person: returningPerson(user),
  };
}

/** The envelope's user may be somebody else than the author of a message. */
function emailOf({ person }: Fact, body: unknown): string | undefined {
  const { data } = returningEmail.safeParse(body);
  return data?.user.id === person?.externalId ? data?.user.email : undefined;
}

function referrerOf(user: ReturningUser): { referrer?: Referrer } {
  const username = usernameOf(user.referredBy);
  return username === undefined ? {} : { referrer: { username } };
}
