import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { beginErasure } from '../../../src/bridge/domain/erasure/begin-erasure.ts';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { ObservedStore } from '../../../src/bridge/store/observed-store.ts';
import type { Store, StoredDocument } from '../../../src/bridge/store/store.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { finishTasks } from '../../../src/bridge/tasks/finish-tasks.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import { community, keepFact, memoryStore, NOON, readRows } from '../../support/community.ts';
import { joined, visited } from '../../support/facts.ts';

/** More steps than a small erasure takes. */
const MANY_STEPS = 100;

/** A store in which something else begins after so many of its scans, and has time to get far. */
class CrossedStore extends ObservedStore {
  readonly #begin: () => void;
  #scansLeft: number;

  constructor(store: Store, scans: number, begin: () => void) {
    super(store, []);
    this.#scansLeft = scans;
    this.#begin = begin;
  }

  override async scan(...args: Parameters<Store['scan']>): Promise<readonly StoredDocument[]> {
    const found = await super.scan(...args);
    this.#scansLeft -= 1;
    if (this.#scansLeft === 0) {
      this.#begin();
      for (let step = 0; step < MANY_STEPS; step += 1) await setImmediate();
    }
    return found;
  }
}

async function memberOf(store: Store, externalId: string): Promise<string> {
  const key = identityKey('returning', externalId);
  const view = await store.read(community.id, [() => ({ documents: [identityRef(key)] })]);
  return resolveIdentity(view, key) ?? 'nobody';
}

async function scoresIn(store: Store): Promise<string[][]> {
  return Promise.all(['top', 'referrals'].map((slug) => readRows(store, slug)));
}

type Task = (store: Store, member: string) => Promise<unknown>;

/** Runs a recount into which another task comes after its first scan, its second, and so on. */
async function assertRightBeside(other: Task, before: Task = () => Promise.resolve()): Promise<void> {
  for (let scans = 1; scans < 8; scans += 1) {
    const store = memoryStore();
    await keepFact(store, visited('ref', NOON - 10_000));
    await keepFact(store, joined('ann', { referrer: { username: 'ref' } }));
    const member = await memberOf(store, 'ann');
    await before(store, member);
    let crossing: Promise<unknown> | undefined;
    const crossed = new CrossedStore(store, scans, () => void (crossing = other(store, member)));
    await recount(crossed, community, NOON);
    await crossing;
    const scores = await scoresIn(store);
    await recount(store, community, NOON);
    assert.deepEqual(scores, await scoresIn(store), `after ${scans} scans`);
    await store.close();
  }
}

describe('an erasure beside a recount', () => {
  it('leaves the points that a recount would count', async () => {
    await assertRightBeside((store, member) => eraseMember(store, community, member, NOON));
  });

  it('does so, too, when it was cut off and is finished', async () => {
    const begin: Task = (store, member) =>
      store.transact(community.id, beginErasure(member, [identityKey('returning', 'ann')], community, NOON));
    await assertRightBeside((store) => finishTasks(store, community, NOON), begin);
  });
});
