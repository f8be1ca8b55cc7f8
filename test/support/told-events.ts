import { describeChange, describeReads } from '../../src/bridge/domain/describe.ts';
import { logEntry } from '../../src/bridge/domain/log-entry.ts';
import { toldBy } from '../../src/bridge/domain/standing-changes.ts';
import { addToBatch, topicOf, type SequencedChange, type TopicBatch } from '../../src/bridge/live/topic-batch.ts';
import type { Store } from '../../src/bridge/store/store.ts';
import type { CommunityConfig } from '../../src/schemas/config.ts';
import type { DataEvent } from '../../src/schemas/live-event.ts';

export interface ToldRange {
  readonly topic: string;
  /** The log entry after which it begins. */
  readonly since: number;
  /** Whether it is told as to a stream that was behind: what can be one event is one. Default: as it happens. */
  readonly isGathered?: boolean;
}

/** What readers of a topic are told, and up to which log entry. */
export async function eventsSince(
  store: Store,
  community: CommunityConfig,
  { topic, since, isGathered = false }: ToldRange,
): Promise<{ readonly events: readonly DataEvent[]; readonly upTo: number }> {
  const { entries, head } = await store.readLog(community.id, { after: since, limit: 1000 });
  const told = entries
    .flatMap(({ sequence, entry }) => toldBy(logEntry.parse(entry)).map((change) => ({ seq: sequence, change })))
    .filter(({ change }) => topicOf(change) === topic);
  const changes = isGathered ? gathered(told) : told;
  const all = changes.map(({ change }) => change);
  const view = await store.read(community.id, describeReads(all, community));
  const events = changes.flatMap(({ seq, change }) => describeChange(seq, change, community, view) ?? []);
  return { events, upTo: head };
}

function gathered(changes: readonly SequencedChange[]): readonly SequencedChange[] {
  return changes.reduce<TopicBatch | undefined>(addToBatch, undefined)?.changes ?? [];
}
