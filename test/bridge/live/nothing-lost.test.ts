import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import fc from 'fast-check';
import { Hub } from '../../../src/bridge/live/hub.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { SqliteStore } from '../../../src/bridge/store/sqlite.ts';
import type { LogPage, Reads, Store, View } from '../../../src/bridge/store/store.ts';
import { community, keepFact, NOON, readBoard, readMessages } from '../../support/community.ts';
import { findingBot } from '../../support/deeds.ts';
import { posted, visited } from '../../support/facts.ts';
import { FoldingReader } from '../../support/folding-reader.ts';

type Step =
  | { readonly do: 'visit' | 'post' | 'bot'; readonly who: string }
  | { readonly do: 'connect' | 'disconnect' | 'load' | 'gather' | 'turn'; readonly reader: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('visit', 'post'), who: fc.constantFrom('ann', 'bob', 'cy') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bot'), who: fc.constant('bob') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('connect', 'disconnect', 'load', 'gather', 'turn'),
      reader: fc.constantFrom(0, 1),
    }),
  },
);

/** One turn of the event loop, in which the hub writes a slice. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** A store whose answers come late, as those of one in another process do. */
class LateStore extends SqliteStore {
  override async read(space: string, reads: Reads): Promise<View> {
    await turn();
    return super.read(space, reads);
  }

  override async readLog(space: string, range: { after: number; limit: number }): Promise<LogPage> {
    await turn();
    return super.readLog(space, range);
  }
}

class World {
  readonly store: Store;
  readonly hub: Hub;
  readonly readers: readonly FoldingReader[];
  #time = NOON;

  constructor(logEntries: number) {
    const store = new LateStore({ path: ':memory:', collections: Object.values(collections), logEntries });
    const onError = (error: unknown): never => assert.fail(String(error));
    const hub = new Hub({ store, community, heartbeatMs: 15_000, clock: Date.now, onError });
    store.follow((_space, epoch, entry) => hub.publish(epoch, entry));
    this.store = store;
    this.hub = hub;
    this.readers = [0, 1].map(() => new FoldingReader(store, hub));
  }

  async run(what: Step): Promise<void> {
    if ('who' in what) return this.#act(what.do, what.who);
    const reader = this.readers[what.reader];
    if (what.do === 'connect') reader?.connect();
    else if (what.do === 'disconnect') reader?.disconnect();
    else if (what.do === 'load') await reader?.loadSnapshots();
    else if (what.do === 'gather') mock.timers.tick(250);
    else await turn();
  }

  async #act(deed: 'visit' | 'post' | 'bot', who: string): Promise<void> {
    this.#time += 1;
    if (deed === 'bot') await findingBot(community, who)(this.store, this.#time);
    else
      await keepFact(this.store, deed === 'visit' ? visited(who, this.#time) : posted(who, 'hi', { at: this.#time }));
  }

  /** Everyone is connected, everything is told, and whoever met a gap has loaded again. */
  async settle(): Promise<void> {
    for (const reader of this.readers) {
      await reader.loadSnapshots();
      reader.connect();
    }
    // Told while the streams are still opening: after they looked how far the log goes, before they are live.
    await turn();
    await this.run({ do: 'visit', who: 'ann' });
    await this.run({ do: 'post', who: 'bob' });
    // One log entry takes out all that they wrote.
    await this.run({ do: 'bot', who: 'cy' });
    for (let round = 0; round < 10; round += 1) {
      await turn();
      mock.timers.tick(250);
    }
    for (const reader of this.readers) await reader.loadSnapshots();
  }

  async close(): Promise<void> {
    for (const reader of this.readers) reader.disconnect();
    this.hub.close(() => 0);
    await this.store.close();
  }
}

describe('snapshots and the stream together', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOON }));
  afterEach(() => mock.timers.reset());

  for (const logEntries of [1000, 4]) {
    it(`lose nothing and double nothing, whatever is cut, with a log of ${logEntries}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
          const world = new World(logEntries);
          for (const reader of world.readers) await reader.loadSnapshots();
          for (const each of steps) await world.run(each);
          await world.settle();
          const { entries, total } = await readBoard(world.store, 'visits');
          const { messages } = await readMessages(world.store);
          for (const { board, feed } of world.readers) {
            assert.deepEqual(board.state?.entries, entries);
            assert.equal(board.state.total, total);
            assert.deepEqual(feed.state?.messages.slice(0, 20), messages);
          }
          await world.close();
        }),
        { numRuns: 150 },
      );
    });
  }
});
