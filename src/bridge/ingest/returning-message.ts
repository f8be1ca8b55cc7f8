import * as z from 'zod/mini';
import { DecodeError, type Mistake } from '../../schemas/decode.ts';
import type { Fact } from '../../schemas/fact.ts';
import { hookId, hookInstant, messagePlaces, postedAuthor, postedChannel } from '../../schemas/returning-webhook.ts';
import { displayNameOf, messageTextOf } from './clean-text.ts';
import { bodyClaim, fingerprint, returningClaim } from './delivery-claim.ts';
import { clampAhead } from './event-time.ts';
import { returningPerson } from './returning-person.ts';

type JsonObject = Readonly<Record<string, unknown>>;

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
  return (body: unknown, serverId: string, nowMs: number): Fact => {
    const posted = findMessage(body);
    const { author, channel, text, dateMs } = posted;
    const channelName = displayNameOf(channel.name);
    return {
      kind: 'message.posted',
      source: 'returning',
      at: clampAhead(dateMs ?? nowMs, nowMs),
      delivery: claimOf(posted, body, event, serverId),
      person: returningPerson(author),
      channel: { externalId: channel.id, ...(channelName !== undefined && { name: channelName }) },
      message: { externalId: posted.id ?? derivedId(posted), text: messageTextOf(text), format: 'returning-text' },
    };
  };
}

function claimOf({ author, id, dateMs }: PostedMessage, body: unknown, event: string, serverId: string): string {
  if (id === undefined) return bodyClaim(body);
  return returningClaim({ event, serverId, userId: author.id, dateMs, messageId: id });
}

/** The same for the two hooks that tell of one message. */
function derivedId({ author, channel, text, dateMs }: PostedMessage): string {
  return `derived-${fingerprint([channel.id, author.id, dateMs, text])}`;
}

function findMessage(body: unknown): PostedMessage {
  const layers = layersOf(body);
  const author = find(layers.toReversed(), messagePlaces.author, postedAuthor);
  const channel = find(layers, messagePlaces.channel, postedChannel);
  const text = find(layers, messagePlaces.text, z.string());
  const id = find(layers, messagePlaces.id, hookId);
  const dateMs = find(layers, messagePlaces.date, hookInstant);
  if (author === undefined || channel === undefined || text === undefined || (id ?? dateMs) === undefined) {
    throw new DecodeError('the hook', mistakesOf({ author, channel, text, 'id or date': id ?? dateMs }));
  }
  return { author, channel, text, id, dateMs };
}

function mistakesOf(found: JsonObject): Mistake[] {
  const missing = Object.keys(found).filter((part) => found[part] === undefined);
  return missing.map((part) => ({ path: 'message', message: `its ${part} is missing or does not fit` }));
}

/** The objects that may hold a part of the message, the message itself first. */
function layersOf(body: unknown): JsonObject[] {
  const envelope = objectOf(body) ?? {};
  const data = onlyObject(envelope['data']);
  const message =
    objectOf(envelope['message']) ??
    objectOf(data?.['message']) ??
    onlyObject(envelope['messages']) ??
    onlyObject(data?.['messages']);
  return [message, data, envelope].filter((layer) => layer !== undefined);
}

/** The object, or the one object in a list. More than one would be lost but for the first: that is told instead. */
function onlyObject(value: unknown): JsonObject | undefined {
  if (!Array.isArray(value)) return objectOf(value);
  if (value.length > 1) throw new DecodeError('the hook', [{ path: 'messages', message: 'must hold one message' }]);
  return objectOf(value[0]);
}

function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

/** The first value in these places that fits. */
function find<Schema extends z.ZodMiniType>(
  layers: readonly JsonObject[],
  places: readonly string[],
  schema: Schema,
): z.output<Schema> | undefined {
  for (const layer of layers) {
    for (const place of places) {
      const fitting = schema.safeParse(layer[place]);
      if (fitting.success) return fitting.data;
    }
  }
  return undefined;
}
