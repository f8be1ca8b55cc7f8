import type * as z from 'zod/mini';
import { DecodeError } from '../../schemas/decode.ts';
import type { Fact } from '../../schemas/fact.ts';
import { hookId, hookInstant, postedAuthor, purchasedItem, purchasePlaces } from '../../schemas/returning-webhook.ts';
import { displayNameOf } from './clean-text.ts';
import { bodyClaim, fingerprint, returningClaim } from './delivery-claim.ts';
import { clampAhead } from './event-time.ts';
import { findPart, missingParts, objectOf, onlyObject, type JsonObject } from './hook-layers.ts';
import type { DatedFact } from './reading.ts';
import { returningPerson } from './returning-person.ts';

/** What a purchase hook says, wherever it says it. */
interface Purchase {
  readonly buyer: z.infer<typeof postedAuthor>;
  readonly item: string | undefined;
  readonly id: string | undefined;
  readonly dateMs: number | undefined;
}

/** Reads "Purchased Store Item", whose body is not documented: see `purchasePlaces` for what is assumed. */
export function readPurchase(body: unknown, serverId: string, nowMs: number): DatedFact {
  const purchase = findPurchase(body);
  const { buyer, dateMs } = purchase;
  const item = displayNameOf(purchase.item);
  const fact: Fact = {
    kind: 'item.purchased',
    source: 'returning',
    at: clampAhead(dateMs ?? nowMs, nowMs),
    delivery: claimOf(purchase, body, serverId),
    person: returningPerson(buyer),
    order: { externalId: purchase.id ?? derivedId(purchase), ...(item !== undefined && { item }) },
  };
  return { fact, isUndated: dateMs === undefined };
}

function claimOf({ buyer, id, dateMs }: Purchase, body: unknown, serverId: string): string {
  if (id === undefined) return bodyClaim(body);
  return returningClaim({ event: 'purchase', serverId, userId: buyer.id, dateMs, subjectId: id });
}

function derivedId({ buyer, dateMs, item }: Purchase): string {
  return `derived-${fingerprint([buyer.id, dateMs, item ?? ''])}`;
}

function findPurchase(body: unknown): Purchase {
  const layers = layersOf(body);
  const buyer = findPart(layers.toReversed(), purchasePlaces.buyer, postedAuthor);
  const item = findPart(layers, purchasePlaces.item, purchasedItem);
  const id = findPart(layers, purchasePlaces.id, hookId);
  const dateMs = findPart(layers, purchasePlaces.date, hookInstant);
  if (buyer === undefined || (id ?? dateMs) === undefined) {
    throw new DecodeError('the hook', missingParts('order', { buyer, 'id or date': id ?? dateMs }));
  }
  return { buyer, item, id, dateMs };
}

/** The objects that may hold a part of the purchase, the order itself first. */
function layersOf(body: unknown): JsonObject[] {
  const envelope = objectOf(body) ?? {};
  const data = onlyObject(envelope['data'], 'order');
  const order = orderIn(envelope) ?? (data && orderIn(data));
  return [order, data, envelope].filter((layer) => layer !== undefined);
}

function orderIn(layer: JsonObject): JsonObject | undefined {
  return purchasePlaces.holder.map((place) => objectOf(layer[place])).find((order) => order !== undefined);
}
