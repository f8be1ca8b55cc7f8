import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import type { CommunityConfig } from '../../../src/schemas/config.ts';
import type { Fact, MessagePostedFact, Referrer } from '../../../src/schemas/fact.ts';
import { communityWithBadges } from '../../support/badges.ts';
import { community as plain, keepFact, memoryStore, NOON } from '../../support/community.ts';
import { deleted, edited, joined, posted, purchased, reacted, visited } from '../../support/facts.ts';
import { stateOf } from '../../support/store-state.ts';

const HOUR = 3_600_000;

const community: CommunityConfig = {
  ...communityWithBadges({
    host: { kind: 'count', deed: 'refer', count: 2 },
    guest: { kind: 'count', deed: 'join', count: 1 },
    twice: { kind: 'count', deed: 'join', count: 2 },
    regular: { kind: 'streak', days: 2 },
    cheerful: { kind: 'count', deed: 'react', count: 2 },
  }),
  boards: plain.boards,
  deletedMessages: 'revoke-points',
};

const people = ['ann', 'bob', 'cy', 'di'] as const;
const person = fc.constantFrom(...people);
/** Over four days, so that some are of one day, and of one hour. */
const at = fc.integer({ min: 0, max: 96 }).map((hours) => NOON - hours * HOUR);
/** A username may be another person's id: names change hands. */
const told = fc.record({ person, username: fc.option(person, { nil: undefined }), at });

/** Nobody has a name that another one has at the same moment: every fact has a moment of its own. */
function named<Told extends Fact>(fact: Told, username: string | undefined, index: number): Told {
  const externalId = fact.person?.externalId ?? '';
  const who = { externalId, name: fact.person?.name ?? '', ...(username !== undefined && { username }) };
  return { ...fact, person: who, at: fact.at + index, delivery: `${fact.delivery} ${index}` };
}

type Make = (index: number) => Fact[];

const referrer: fc.Arbitrary<Referrer | undefined> = fc.option(
  fc.oneof(
    person.map((username) => ({ username })),
    person.map((externalId) => ({ externalId })),
  ),
  { nil: undefined },
);

const join: fc.Arbitrary<Make> = fc
  .record({ told, referrer })
  .map(({ told: { person, username, at }, referrer: by }) => {
    const fact = joined(person, { at, ...(by !== undefined && { referrer: by }) });
    return (index) => [named(fact, username, index)];
  });
const visit: fc.Arbitrary<Make> = told.map(({ person, username, at }) => (index) => [
  named(visited(person, at), username, index),
]);
const purchase: fc.Arbitrary<Make> = told.map(({ person, username, at }) => (index) => [
  named(purchased(person, `order ${index}`, at), username, index),
]);
/** What may happen to a message: two edits, deletions and reactions may be of one moment. */
const happening = fc.record({ what: fc.constantFrom('edit', 'delete', 'react'), by: person, text: fc.constantFrom('b', 'c'), later: fc.integer({ min: 0, max: 2 }) }); // prettier-ignore
const message: fc.Arbitrary<Make> = fc
  .record({ told, happenings: fc.array(happening, { maxLength: 4 }) })
  .map(({ told: { person, username, at }, happenings }) => (index) => {
    const post = named(posted(person, `a${index}`, { at }), username, index);
    return [post, ...happenings.map((each, place) => changeOf(post, each, place))];
  });

function changeOf(
  post: MessagePostedFact,
  { what, by, text, later }: { what: string; by: string; text: string; later: number },
  place: number,
): Fact {
  const when = post.at + later;
  const change =
    what === 'edit'
      ? edited(post, text, when)
      : what === 'delete'
        ? { ...deleted(post, when), ...(text === 'b' && { person: post.person }) }
        : reacted(post, by, 'wave', { at: when, isSet: text === 'b' });
  return { ...change, delivery: `${change.delivery} ${place}` };
}

const anyFacts = fc
  .array(fc.oneof({ weight: 3, arbitrary: join }, visit, purchase, message), { minLength: 1, maxLength: 14 })
  .map((makes) => makes.flatMap((make, index) => make(index)));

/** The facts in any order, each once or more. */
const anyTelling = anyFacts.chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    order: fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2, maxLength: facts.length * 2 }),
  }),
);

async function storeTold(facts: readonly Fact[]): Promise<Store> {
  const store = memoryStore();
  for (const fact of facts) await keepFact(store, fact, NOON, community);
  return store;
}

function byDate(facts: readonly Fact[]): Fact[] {
  return facts.toSorted((a, b) => a.at - b.at);
}

async function assertSame(one: Store, other: Store): Promise<void> {
  const [is, was] = [await stateOf(one), await stateOf(other)];
  await Promise.all([one.close(), other.close()]);
  assert.deepEqual(is, was);
}

describe('the order in which facts come', () => {
  it('makes no difference: joins of several dates, names that change hands, edits of one moment', async () => {
    const property = fc.asyncProperty(anyTelling, async ({ facts, order }) =>
      assertSame(await storeTold(order), await storeTold(byDate(facts))),
    );
    await fc.assert(property, { numRuns: 300 });
  });

  it('makes no difference to a recount, which changes nothing', async () => {
    const property = fc.asyncProperty(anyTelling, async ({ facts, order }) => {
      const store = await storeTold(order);
      await recount(store, community, NOON);
      await assertSame(store, await storeTold(byDate(facts)));
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('makes no difference to when two members are found out to be one', async () => {
    const property = fc.asyncProperty(anyTelling, fc.nat(), async ({ facts, order }, when) => {
      fc.pre(facts.some((fact) => fact.person?.externalId === 'ann'));
      const early = await storeLinkedAfter(order, when % (order.length + 1));
      await assertSame(early, await storeLinkedAfter(byDate(facts), facts.length));
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

describe('an erasure', () => {
  it('leaves nothing that a recount would count otherwise, whatever was told in which order, before it and after', async () => {
    const property = fc.asyncProperty(anyTelling, anyFacts, fc.nat(), async ({ order }, later, when) => {
      const store = memoryStore();
      for (const [index, fact] of order.entries()) {
        if (index === when % order.length) await erase(store, 'ann');
        await keepFact(store, fact, NOON, community);
      }
      await erase(store, 'bob');
      for (const fact of later) await keepFact(store, { ...fact, delivery: `later ${fact.delivery}` }, NOON, community);
      const before = await scoresIn(store);
      await recount(store, community, NOON);
      const after = await scoresIn(store);
      await store.close();
      assert.deepEqual(before, after);
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

/** Without dates: that of a referral stays with who brought the erased person, though its points go. */
async function scoresIn(store: Store): Promise<Record<string, string[]>> {
  const { rankings } = (await stateOf(store)) as { rankings: Record<string, string[]> };
  const boards = Object.entries(rankings).filter(([name]) => /^board\/(?!.*without-points)/.test(name));
  return Object.fromEntries(boards.map(([name, [, ...rows]]) => [name, rows.map((row) => row.replace(/ \d+$/, ''))]));
}

async function erase(store: Store, id: string): Promise<void> {
  const member = await memberOf(store, id);
  if (member !== undefined) await eraseMember(store, community, member, NOON);
}

/** Bob and Ann are one, which comes to light after so many facts, or as soon as Ann is known. */
async function storeLinkedAfter(facts: readonly Fact[], count: number): Promise<Store> {
  const store = memoryStore();
  let isLinked = false;
  for (const [index, fact] of facts.entries()) {
    await keepFact(store, fact, NOON, community);
    if (index + 1 >= count && !isLinked) isLinked = await link(store);
  }
  assert.ok(isLinked);
  return store;
}

async function link(store: Store): Promise<boolean> {
  const member = await memberOf(store, 'ann');
  if (member === undefined) return false;
  const bob = identityKey('returning', 'bob');
  await linkMember({ store, community, member, key: bob, now: NOON });
  return true;
}

async function memberOf(store: Store, id: string): Promise<string | undefined> {
  const key = identityKey('returning', id);
  return resolveIdentity(await store.read(community.id, [() => ({ documents: [identityRef(key)] })]), key);
}
