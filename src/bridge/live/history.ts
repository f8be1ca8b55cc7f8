import type { CommunityConfig } from '../../schemas/config.ts';
import type { Cursor } from '../../schemas/cursor.ts';
import { logEntry } from '../domain/log-entry.ts';
import { toldBy } from '../domain/standing-changes.ts';
import type { LogPage, Store } from '../store/store.ts';
import { eventsFor, type Reader } from './audience.ts';
import { describeBatches, encodeGap, encodeInPieces } from './encode-batch.ts';
import { addToBatch, topicOf, type TopicBatch } from './topic-batch.ts';

/** How many log entries are read and merged at a time. */
export const REPLAY_PAGE = 500;

/** About how much is sent at a time: a reader shows by each piece that they still read, however slowly. */
const PIECE_BYTES = 64 * 1024;

export interface Replay {
  readonly store: Store;
  readonly community: CommunityConfig;
  readonly reader: Reader & { readonly topics: ReadonlySet<string> };
  /** The reader has all up to this log entry; */
  readonly after: number;
  /** and is to get all up to that one. */
  readonly upTo: number;
}

/** Whether a stream can resume there. */
export function isInLog({ epoch, sequence }: Cursor, log: LogPage): boolean {
  return epoch === log.epoch && sequence <= log.head && sequence >= log.first - 1;
}

/** The missed part of a stream, in pieces. Ends with a `gap` when the log was cut under the reader's feet. */
export async function* replay({ store, community, reader, after, upTo }: Replay): AsyncGenerator<Buffer> {
  for (let position = after; position < upTo; position += REPLAY_PAGE) {
    const page = await store.readLog(community.id, { after: position, limit: Math.min(REPLAY_PAGE, upTo - position) });
    if (page.first > position + 1) {
      yield encodeGap([...reader.topics], { epoch: page.epoch, sequence: upTo });
      return;
    }
    const events = eventsFor(await describeBatches(store, community, batchesOf(page, reader.topics)), reader);
    const last = page.entries.at(-1);
    if (events.length > 0 && last !== undefined) {
      yield* encodeInPieces(events, { epoch: page.epoch, sequence: last.sequence }, PIECE_BYTES);
    }
  }
}

function batchesOf(page: LogPage, topics: ReadonlySet<string>): TopicBatch[] {
  const batches = new Map<string, TopicBatch>();
  for (const { sequence, entry } of page.entries) {
    for (const change of toldBy(logEntry.parse(entry))) {
      const topic = topicOf(change);
      if (topics.has(topic)) batches.set(topic, addToBatch(batches.get(topic), { seq: sequence, change }));
    }
  }
  return [...batches.values()];
}
