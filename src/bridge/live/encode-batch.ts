import type { CommunityConfig } from '../../schemas/config.ts';
import type { ControlEventName } from '../../schemas/control-events.ts';
import { formatCursor, type Cursor } from '../../schemas/cursor.ts';
import type { DataEvent } from '../../schemas/live-event.ts';
import { describeChange, describeReads } from '../domain/describe.ts';
import type { Store } from '../store/store.ts';
import { encodeEvent } from './encode-event.ts';
import type { TopicBatch } from './topic-batch.ts';

/** The data events of batches, with the names and bodies of now, in the batches' order. */
export async function describeBatches(
  store: Store,
  community: CommunityConfig,
  batches: readonly TopicBatch[],
): Promise<readonly DataEvent[]> {
  const changes = batches.flatMap((batch) => batch.changes);
  const view = await store.read(
    community.id,
    describeReads(
      changes.map(({ change }) => change),
      community,
    ),
  );
  return changes.flatMap(({ seq, change }) => describeChange(seq, change, community, view) ?? []);
}

/** Events as one piece of a stream. Only the last carries the watermark: before it, the rest is still unsent. */
export function encodeDataEvents(events: readonly DataEvent[], watermark: Cursor): Buffer {
  return Buffer.concat([...encodeEach(events, watermark)]);
}

/** The same in pieces of about that many bytes, each of whole events, for a reader who may be slow. */
export function* encodeInPieces(events: readonly DataEvent[], watermark: Cursor, bytes: number): Generator<Buffer> {
  let piece: Buffer[] = [];
  let size = 0;
  for (const event of encodeEach(events, watermark)) {
    piece.push(event);
    size += event.length;
    if (size < bytes) continue;
    yield Buffer.concat(piece);
    piece = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(piece);
}

function* encodeEach(events: readonly DataEvent[], watermark: Cursor): Generator<Buffer> {
  for (const [index, { name, ...data }] of events.entries()) {
    yield encodeEvent({
      event: name,
      data: JSON.stringify(data),
      ...(index === events.length - 1 && { id: formatCursor(watermark) }),
    });
  }
}

export function encodeControlEvent(name: ControlEventName, data: object, watermark?: Cursor): Buffer {
  return encodeEvent({
    event: name,
    data: JSON.stringify(data),
    ...(watermark !== undefined && { id: formatCursor(watermark) }),
  });
}

/** Tells that a topic's events up to that place are lost. It says nothing of other topics, so it carries no watermark. */
export function encodeGap(topics: readonly string[], upTo: Cursor): Buffer {
  return encodeControlEvent('gap', { topics, cursor: formatCursor(upTo) });
}
