import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { logEntry, type Change } from '../../../src/bridge/domain/log-entry.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { ObservedStore } from '../../../src/bridge/store/observed-store.ts';
import type { Store, Work } from '../../../src/bridge/store/store.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import type { CommunityConfig } from '../../../src/schemas/config.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { communityWithBadges } from '../../support/badges.ts';
import { community, keepFact, memoryStore, NOON } from '../../support/community.ts';
import { deleted, joined, posted, purchased, visited } from '../../support/facts.ts';
import { stateOf } from '../../support/store-state.ts';

const DAY = 86_400_000;

/** Other weights, other metrics, a board less and a board more, and badges. */
const changed: CommunityConfig = {
  ...communityWithBadges({ writer: { kind: 'count', deed: 'post', count: 2 }, regular: { kind: 'streak', days: 2 } }),
  deletedMessages: 'revoke-points',
  boards: community.boards
    .filter(({ slug }) => slug !== 'visits')
    .flatMap((board) => {
      if (board.slug === 'purchases') return [{ ...board, metric: 'messages' as const }];
      if (board.slug !== 'top') return [board];
      return [
        { ...board, points: { ...board.points, post: 7, visit: 0 } },
        { ...board, slug: 'new' },
      ];
    }),
};

async function storeWith(
  context: TestContext | undefined,
  facts: readonly Fact[],
  where: CommunityConfig,
): Promise<Store> {
  const store = memoryStore();
  context?.after(() => store.close());
  for (const fact of facts) await keepFact(store, fact, NOON, where);
  return store;
}

async function changesAfter(store: Store, after: number): Promise<Change[]> {
  const { entries } = await store.readLog(community.id, { after, limit: 1000 });
  return entries.flatMap(({ entry }) => logEntry.parse(entry).changes);
}

/** A store in which somebody else always gets in first. */
class BusyStore extends ObservedStore {
  readonly #interrupt: () => Promise<void>;

  constructor(store: Store, interrupt: () => Promise<void>) {
    super(store, []);
    this.#interrupt = interrupt;
  }

  override async transact<Outcome>(space: string, work: Work<Outcome>): Promise<Outcome> {
    await this.#interrupt();
    return super.transact(space, work);
  }
}

const person = fc.constantFrom('ann', 'bob', 'cy', 'di');
const at = fc.integer({ min: 0, max: 40 }).map((days) => NOON - days * DAY);
const message = fc.record({ person, at }).map((given) => posted(given.person, 'text', { at: given.at }));
const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .record({ person, at, by: fc.option(person, { nil: undefined }) })
    .map(({ by, ...given }) => joined(given.person, { at: given.at, ...(by && { referrer: { username: by } }) })),
  fc.record({ person, at }).map((given) => visited(given.person, given.at)),
  message,
  fc.record({ message, at }).map((given) => deleted(given.message, given.at)),
  fc.record({ person, at, order: fc.nat(20) }).map((given) => purchased(given.person, `${given.order}`, given.at)),
);
const anyFacts = fc.array(anyFact, { maxLength: 40 });

describe('counting anew', () => {
  it('ends as if all facts had come under the new configuration', async () => {
    const property = fc.asyncProperty(anyFacts, async (facts) => {
      const [store, fresh] = [await storeWith(undefined, facts, community), await storeWith(undefined, facts, changed)];
      await recount(store, changed, NOON);
      assert.deepEqual(await stateOf(store), await stateOf(fresh));
      await Promise.all([store.close(), fresh.close()]);
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('counts facts that come in meanwhile once', async () => {
    const property = fc.asyncProperty(anyFacts, anyFacts, async (before, meanwhile) => {
      const store = await storeWith(undefined, before, community);
      const counting = recount(store, changed, NOON);
      for (const fact of meanwhile) {
        await new Promise((resolve) => setImmediate(resolve));
        await keepFact(store, fact, NOON, changed);
      }
      await counting;
      const fresh = await storeWith(undefined, [...before, ...meanwhile], changed);
      assert.deepEqual(await stateOf(store), await stateOf(fresh));
      await Promise.all([store.close(), fresh.close()]);
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('takes in facts that come in once more while it goes through many', async (context) => {
    const many = Array.from({ length: 500 }, (_, index) => visited(`p${index}`, NOON - (index % 50) * DAY));
    const late = Array.from({ length: 60 }, (_, index) => posted('ann', `text ${index}`, { at: NOON - index * DAY }));
    const store = await storeWith(context, many, community);
    const counting = recount(store, changed, NOON);
    for (const fact of late) {
      await new Promise((resolve) => setImmediate(resolve));
      await keepFact(store, fact, NOON, changed);
    }
    await counting;
    assert.deepEqual(await stateOf(store), await stateOf(await storeWith(context, [...many, ...late], changed)));
  });

  it('writes nothing that a fact has outdated since it was counted', async (context) => {
    const facts = ['ann', 'bob', 'ann', 'cy'].map((id, day) => posted(id, 'first', { at: NOON - day * DAY }));
    const late = Array.from({ length: 30 }, (_, index) => posted('ann', `text ${index}`, { at: NOON - index * DAY }));
    const all = [...facts, ...late];
    const store = await storeWith(context, facts, community);
    const busy = new BusyStore(store, async () => {
      const fact = late.pop();
      if (fact !== undefined) await keepFact(store, fact, NOON, changed);
    });
    await recount(busy, changed, NOON);
    assert.equal(late.length, 0);
    assert.deepEqual(await stateOf(store), await stateOf(await storeWith(context, all, changed)));
  });

  it('changes and tells nothing the second time', async (context) => {
    const store = await storeWith(context, [joined('ann'), posted('ann', 'hi')], community);
    assert.ok((await recount(store, changed, NOON)).standings > 0);
    const { cursor } = await store.read(community.id, []);
    assert.deepEqual(await recount(store, changed, NOON), { facts: 2, standings: 0, members: 0 });
    assert.deepEqual((await store.read(community.id, [])).cursor, cursor);
  });

  it('has open pages load the boards that changed, and tells members their new badges', async (context) => {
    const store = await storeWith(context, [posted('ann', '1'), posted('ann', '2', { at: NOON - DAY })], community);
    const { cursor } = await store.read(community.id, []);
    await recount(store, changed, NOON);
    const told = await changesAfter(store, cursor.sequence);
    const resets = told.filter((change) => change.type === 'board.reset');
    assert.ok(resets.some(({ board, period }) => board === 'new' && period === 'all-time'));
    assert.ok(!resets.some(({ board }) => board === 'messages'), 'it stands as it stood');
    const awarded = told.flatMap((change) => (change.type === 'badges.changed' ? change.badges : []));
    assert.deepEqual(
      awarded.map(({ id, change }) => `${id} ${change}`),
      ['writer awarded', 'regular awarded'],
    );
  });

  it('leaves boards of the platform’s own scores as they are', async (context) => {
    const store = await storeWith(context, [visited('ann')], community);
    const xp: CommunityConfig = {
      ...community,
      boards: community.boards.map((board) => ({ ...board, metric: 'xp', periods: ['all-time'] })),
    };
    const before = await stateOf(store);
    await recount(store, xp, NOON);
    const { rankings } = (await stateOf(store)) as { rankings: object };
    const kept = Object.entries((before as { rankings: object }).rankings).filter(([name]) =>
      name.endsWith('/all-time'),
    );
    assert.deepEqual(rankings, Object.fromEntries(kept));
  });

  describe('after retention has deleted facts', () => {
    const strict: CommunityConfig = { ...community, deletedMessages: 'revoke-points' };
    const post = posted('ann', 'old', { at: NOON - 500 * DAY });
    const old = [
      visited('ref', NOON - 600 * DAY),
      joined('ann', { at: NOON - 500 * DAY, referrer: { username: 'ref' } }),
      joined('bob', { at: NOON - 499 * DAY }),
      post,
    ];

    async function forgetful(context: TestContext): Promise<Store> {
      const store = await storeWith(context, old, strict);
      const facts = await store.scan(community.id, collections.facts, { limit: 100 });
      const documents = facts.map(({ key }) => ({ collection: collections.facts, key }));
      await store.upkeep(community.id, { removed: { documents } });
      await recount(store, strict, NOON);
      return store;
    }

    async function memberOf(store: Store, id: string): Promise<string> {
      const key = identityKey('returning', id);
      return resolveIdentity(await store.read(community.id, [() => ({ documents: [identityRef(key)] })]), key)!;
    }

    const losses: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
      'an earlier join': (store) => keepFact(store, joined('ann', { at: NOON - 550 * DAY }), NOON, strict),
      'a link': async (store) =>
        linkMember({
          store,
          community: strict,
          member: await memberOf(store, 'ann'),
          key: 'returning:id:bob',
          now: NOON,
        }),
      'an erasure': async (store) => eraseMember(store, strict, await memberOf(store, 'ann'), NOON),
      'a name that changes hands': (store) =>
        keepFact(
          store,
          { ...visited('two', NOON - 590 * DAY), person: { externalId: 'two', username: 'ref' } },
          NOON,
          strict,
        ),
      'a deletion': (store) => keepFact(store, deleted(post, NOON), NOON, strict),
    };
    for (const [what, lose] of Object.entries(losses)) {
      it(`nobody loses by ${what} what they have lost already`, async (context) => {
        const store = await forgetful(context);
        await lose(store);
        const { rankings } = (await stateOf(store)) as { rankings: Record<string, string[]> };
        const rows = Object.entries(rankings)
          .filter(([name]) => name.startsWith('board/'))
          .flatMap(([, list]) => list);
        assert.ok(!rows.some((row) => /^\S+ -\d/.test(row)), rows.join('; '));
      });
    }
  });
});
