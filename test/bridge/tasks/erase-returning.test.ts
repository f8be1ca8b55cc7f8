import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collections } from '../../../src/bridge/domain/documents.ts';
import type { FactOutcome } from '../../../src/bridge/domain/fact-context.ts';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { SqliteStore } from '../../../src/bridge/store/sqlite.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { finishTasks } from '../../../src/bridge/tasks/finish-tasks.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { community, keepFact, NOON, readRows } from '../../support/community.ts';
import { deleted, edited, imported, joined, personNamed, posted, purchased, visited } from '../../support/facts.ts';
import { StoppedError, StoppingStore } from '../../support/stopping-store.ts';
import { dumpOf } from '../../support/store-dump.ts';

const unknown = posted('vera', 'unknown', { at: NOON - 5 });
const earlier: readonly Fact[] = [
  visited('vera'),
  purchased('vera', 'order 1'),
  imported('vera', 30, { at: NOON - 1 }),
  edited(posted('vera', 'lost'), 'told before', NOON),
];
/** Nothing in these but the platform's id says whose they are. */
const later: readonly Fact[] = [
  purchased('vera', 'order 2'),
  imported('vera', 7),
  edited(unknown, 'told later', NOON + 1),
  { ...deleted(posted('vera', 'other'), NOON + 2), person: personNamed('vera') },
  joined('bob', { referrer: { externalId: 'vera' } }),
];

/** A store by whose clock every round of facts comes later than the one before. */
class Round {
  readonly store: Store;
  #now = NOON;

  constructor() {
    const options = { path: ':memory:', collections: Object.values(collections), logEntries: 1000 };
    this.store = new SqliteStore({ ...options, clock: () => this.#now });
  }

  async keepAll(facts: readonly Fact[]): Promise<FactOutcome[]> {
    this.#now += 1;
    const outcomes: FactOutcome[] = [];
    for (const fact of facts) outcomes.push(await keepFact(this.store, fact));
    this.#now += 1;
    return outcomes;
  }

  async memberOf(externalId: string): Promise<string> {
    const key = identityKey('returning', externalId);
    const view = await this.store.read(community.id, [() => ({ documents: [identityRef(key)] })]);
    return resolveIdentity(view, key) ?? 'nobody';
  }

  async rows(): Promise<string[][]> {
    return Promise.all(['top', 'purchases', 'referrals'].map((slug) => readRows(this.store, slug)));
  }
}

/** Erases in a process that ends after so many writes. @returns whether it came to its end */
async function eraseCutOff({ store }: Round, member: string, writes: number): Promise<boolean> {
  try {
    await eraseMember(new StoppingStore(store, writes), community, member, NOON);
    return true;
  } catch (error) {
    if (error instanceof StoppedError) return false;
    throw error;
  }
}

describe('who comes back under the name of somebody who is being erased', () => {
  it('keeps all that is told of them before it is finished, wherever it was cut off', async () => {
    let cuts = 0;
    for (let writes = 0, isDone = false; !isDone; writes += 1) {
      const round = new Round();
      const { store } = round;
      await round.keepAll(earlier);
      isDone = await eraseCutOff(round, await round.memberOf('vera'), writes);
      if ((await round.memberOf('vera')) === 'nobody') {
        await round.keepAll(later);
        await finishTasks(store, community, NOON);
        assert.deepEqual(await round.rows(), [['1 Vera 32', '2 Bob 10'], ['1 Vera 1'], ['1 Vera 1']], `cut ${cuts}`);
        assert.equal((await recount(store, community, NOON)).standings, 0);
        const again = later.map((fact) => ({ ...fact, delivery: `${fact.delivery} again` }));
        assert.deepEqual(new Set(await round.keepAll(again)), new Set(['duplicate']));
        const left = await dumpOf(store);
        for (const trace of ['order 1', 'told before', 'erasure/'])
          assert.ok(!left.includes(trace), `${trace} in ${left}`);
        cuts += 1;
      }
      await store.close();
    }
    assert.ok(cuts > 8, `${cuts} cuts`);
  });
});
