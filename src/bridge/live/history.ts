import type { CommunityConfig } from '../../schemas/config.ts';
import { logEntry } from '../domain/log-entry.ts';
import type { LogPage, Store } from '../store/store.ts';
import { describeBatches, encodeDataEvents, encodeGap } from './encode-batch.ts';
import { addToBatch, topicOf, type TopicBatch } from './topic-batch.ts';

/** How many log entries are read, merged and sent at a time. */
const PAGE = 500;

export interface Replay {
  readonly store: Store;
  readonly community: CommunityConfig;
  readonly topics: ReadonlySet<string>;
  /** The reader has all up to this log entry; */
  readonly after: number;
  /** and is to get all up to that one. */
  readonly upTo: number;
}

/** The missed part of a stream, in pieces. Ends with a `gap` when the log was cut under the reader's feet. */
export async function* replay({ store, community, topics, after, upTo }: Replay): AsyncGenerator<Buffer> {
  for (let position = after; position < upTo; position += PAGE) {
    const page = await store.readLog(community.id, { after: position, limit: Math.min(PAGE, upTo - position) });
    if (page.first > position + 1) {
      yield encodeGap([...topics], { epoch: page.epoch, sequence: upTo });
      return;
    }
    const events = await describeBatches(store, community, batchesOf(page, topics));
    const last = page.entries.at(-1);
    if (events.length > 0 && last !== undefined) {
      yield encodeDataEvents(events, { epoch: page.epoch, sequence: last.sequence });
    }
  }
}

function batchesOf(page: LogPage, topics: ReadonlySet<string>): TopicBatch[] {
  const batches = new Map<string, TopicBatch>();
  for (const { sequence, entry } of page.entries) {
    for (const change of logEntry.parse(entry).changes) {
      const topic = topicOf(change);
      if (topics.has(topic)) batches.set(topic, addToBatch(batches.get(topic), { seq: sequence, change }));
    }
  }
  return [...batches.values()];
}
