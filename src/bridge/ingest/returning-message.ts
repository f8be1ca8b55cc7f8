import * as z from 'zod/mini';
import { DecodeError } from '../../schemas/decode.ts';
import type { MessagePostedFact } from '../../schemas/fact.ts';
import { hookId, hookInstant, messagePlaces, postedAuthor, postedChannel } from '../../schemas/returning-webhook.ts';
import { displayNameOf, messageTextOf } from './clean-text.ts';
import { bodyClaim, fingerprint, returningClaim } from './delivery-claim.ts';
import { clampAhead } from './event-time.ts';
import { findPart, missingParts, objectOf, onlyObject, type JsonObject } from './hook-layers.ts';
import type { DatedFact } from './reading.ts';
import { returningPerson } from './returning-person.ts';

/** What a message hook says, wherever it says it. */
interface PostedMessage {
  readonly author: z.infer<typeof postedAuthor>;
  readonly channel: z.infer<typeof postedChannel>;
  readonly text: string;
  readonly id: string | undefined;
  readonly dateMs: number | undefined;
}

/**
 * Reads a "New Message Posted" hook, whose body is not documented: see `messagePlaces` for what is assumed.
 * @param event names the hook in its claim, because both hooks may tell of one message
 */
export function readPostedMessage(event: string) {
  return (body: unknown, serverId: string, nowMs: number): DatedFact => {
    const posted = findMessage(body);
    const { author, channel, text, dateMs } = posted;
    const channelName = displayNameOf(channel.name);
    const fact: MessagePostedFact = {
      kind: 'message.posted',
      source: 'returning',
      at: clampAhead(dateMs ?? nowMs, nowMs),
      delivery: claimOf(posted, body, event, serverId),
      person: returningPerson(author),
      channel: { externalId: channel.id, ...(channelName !== undefined && { name: channelName }) },
      message: {
        externalId: posted.id ?? derivedMessageId({ channelId: channel.id, authorId: author.id, dateMs, text }),
        text: messageTextOf(text),
        format: 'returning-text',
      },
    };
    return { fact, isUndated: dateMs === undefined };
  };
}

const DERIVED = 'derived-';

/** What a message is told by where the platform gives it no id: the same for the two hooks that tell of one message. */
export function derivedMessageId(message: {
  readonly channelId: string;
  readonly authorId: string;
  readonly dateMs: number | undefined;
  readonly text: string;
}): string {
  const { channelId, authorId, dateMs, text } = message;
  return DERIVED + fingerprint([channelId, authorId, dateMs, messageTextOf(text)]);
}

export function isDerivedMessageId(externalId: string): boolean {
  return externalId.startsWith(DERIVED);
}

function claimOf({ author, id, dateMs }: PostedMessage, body: unknown, event: string, serverId: string): string {
  if (id === undefined) return bodyClaim(body);
  return returningClaim({ event, serverId, userId: author.id, dateMs, subjectId: id });
}

function findMessage(body: unknown): PostedMessage {
  const layers = layersOf(body);
  const author = findPart(layers.toReversed(), messagePlaces.author, postedAuthor);
  const channel = findPart(layers, messagePlaces.channel, postedChannel);
  const text = findPart(layers, messagePlaces.text, z.string());
  const id = findPart(layers, messagePlaces.id, hookId);
  const dateMs = findPart(layers, messagePlaces.date, hookInstant);
  if (author === undefined || channel === undefined || text === undefined || (id ?? dateMs) === undefined) {
    throw new DecodeError('the hook', missingParts('message', { author, channel, text, 'id or date': id ?? dateMs }));
  }
  return { author, channel, text, id, dateMs };
}

/** The objects that may hold a part of the message, the message itself first. */
function layersOf(body: unknown): JsonObject[] {
  const envelope = objectOf(body) ?? {};
  const data = onlyObject(envelope['data'], 'message');
  const message =
    objectOf(envelope['message']) ??
    objectOf(data?.['message']) ??
    onlyObject(envelope['messages'], 'message') ??
    onlyObject(data?.['messages'], 'message');
  return [message, data, envelope].filter((layer) => layer !== undefined);
}
