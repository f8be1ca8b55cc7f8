import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { recountBadges } from '../../../src/bridge/domain/badges/badge-writes.ts';
import { noBadges, uniteBadges, type MemberBadges } from '../../../src/bridge/domain/badges/member-badges.ts';
import { recordLoginStreak } from '../../../src/bridge/domain/badges/record-login-streak.ts';
import { beginErasure } from '../../../src/bridge/domain/erasure/begin-erasure.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { BadgeWorld, communityWithBadges } from '../../support/badges.ts';
import { NOON } from '../../support/community.ts';
import { posted, visited } from '../../support/facts.ts';

const DAY = 86_400_000;
const community = communityWithBadges({
  three: { kind: 'streak', days: 3 },
  five: { kind: 'streak', days: 5 },
  guest: { kind: 'count', deed: 'visit', count: 2 },
});

interface Told {
  readonly person: string;
  readonly days: number;
  readonly at: number;
}

/** What Returning.AI says of a person's streak. @returns whether somebody is known by that id */
async function tell(world: BadgeWorld, { person, days, at }: Told, now = NOON): Promise<boolean> {
  const work = recordLoginStreak({ externalId: person, days, at }, world.community, now);
  return world.store.transact(world.community.id, work);
}

/** A world that Ann visited, and what the platform says of her. */
async function worldOfAnn(...told: readonly Omit<Told, 'person'>[]): Promise<BadgeWorld> {
  const world = new BadgeWorld(community);
  await world.keep(visited('ann'));
  for (const each of told) await tell(world, { person: 'ann', ...each });
  return world;
}

async function progressOfFive(world: BadgeWorld, now = NOON): Promise<unknown> {
  return (await world.shelf('ann', now)).find(({ id }) => id === 'five')?.progress;
}

describe('a platform’s own streak', () => {
  it('earns a badge for a streak, since it was told, and that is told live', async () => {
    const world = await worldOfAnn();
    const head = await world.head();
    await tell(world, { person: 'ann', days: 4, at: NOON - 1 });
    const [three] = await world.shelf('ann');
    assert.equal(three?.earnedAt, new Date(NOON - 1).toISOString());
    assert.deepEqual(
      (await world.toldSince(head)).map(({ badges }) => badges.map(({ id, change }) => `${id} ${change}`)),
      [['three awarded', 'five progressed']],
    );
  });

  it('shows how far somebody is, until a day has passed without a word', async () => {
    const world = await worldOfAnn({ days: 4, at: NOON });
    const endsAt = '2025-09-02T00:00:00.000Z';
    assert.deepEqual(await progressOfFive(world), { current: 4, target: 5, endsAt });
    assert.deepEqual(await progressOfFive(world, Date.parse(endsAt) - 1), { current: 4, target: 5, endsAt });
    assert.deepEqual(await progressOfFive(world, Date.parse(endsAt)), { current: 0, target: 5, endsAt: null });
  });

  it('has its days where the community is', async () => {
    const world = new BadgeWorld({ ...community, timeZone: 'Pacific/Auckland' });
    await world.keep(visited('ann'));
    await tell(world, { person: 'ann', days: 4, at: NOON });
    const endsAt = '2025-09-02T12:00:00.000Z';
    assert.deepEqual(await progressOfFive(world), { current: 4, target: 5, endsAt });
  });

  it('leaves the progress to active days where these are more, and once it is old', async () => {
    const world = await worldOfAnn({ days: 1, at: NOON });
    await world.keep(posted('ann', 'a', { at: NOON - DAY }), posted('ann', 'b', { at: NOON }));
    assert.equal((await world.progress('ann'))['five'], '2/5');
    await tell(world, { person: 'ann', days: 4, at: NOON + 1 });
    await world.keep(posted('ann', 'c', { at: NOON + DAY }), posted('ann', 'd', { at: NOON + 2 * DAY }));
    const days = (await Promise.all([0, 1, 2].map((day) => progressOfFive(world, NOON + day * DAY)))) as object[];
    assert.deepEqual(
      days.map((progress) => ('current' in progress ? progress.current : undefined)),
      [4, 4, 4],
    );
    assert.deepEqual(days[2], { current: 4, target: 5, endsAt: '2025-09-04T00:00:00.000Z' });
  });

  it('takes no badge back when it has ended, nor gives one again that was taken', async () => {
    const world = await worldOfAnn({ days: 3, at: NOON }, { days: 1, at: NOON + 1 });
    assert.deepEqual(await world.earned('ann'), ['three']);
    await world.byHand('revoke', 'ann', 'three');
    await tell(world, { person: 'ann', days: 4, at: NOON + 2 });
    assert.deepEqual(await world.earned('ann'), []);
  });

  it('earns by an older word too, and goes on by the newest', async () => {
    const world = await worldOfAnn({ days: 1, at: NOON }, { days: 3, at: NOON - DAY });
    assert.deepEqual([await world.earned('ann'), await world.progress('ann')], [['three'], { five: '1/5', guest: '1/2' }]); // prettier-ignore
  });

  it('is nothing when it is no number of days', async () => {
    const world = await worldOfAnn({ days: 0, at: NOON });
    assert.deepEqual(await progressOfFive(world), { current: 0, target: 5, endsAt: null });
    await tell(world, { person: 'ann', days: -7, at: NOON + 1 });
    assert.deepEqual(await progressOfFive(world), { current: 0, target: 5, endsAt: null });
  });

  it('of nobody the bridge knows is not kept', async () => {
    const world = await worldOfAnn();
    const head = await world.head();
    assert.equal(await tell(world, { person: 'bob', days: 9, at: NOON }), false);
    assert.equal(await world.head(), head);
  });

  it('goes with a member who is erased, and does not come back', async () => {
    const world = await worldOfAnn({ days: 4, at: NOON });
    await eraseMember(world.store, community, await world.memberId('ann'), NOON);
    assert.equal(await tell(world, { person: 'ann', days: 5, at: NOON + 1 }), false);
    assert.deepEqual(await world.store.scan(community.id, collections.badges, { limit: 10 }), []);
  });

  it('of a member whose erasure was cut off is not kept', async () => {
    const world = await worldOfAnn();
    const names: readonly string[] = [];
    await world.store.transact(community.id, beginErasure(await world.memberId('ann'), names, world.community, NOON));
    assert.equal(await tell(world, { person: 'ann', days: 5, at: NOON }), false);
  });

  it('stays through a recount, and earns a badge that came later', async () => {
    const world = await worldOfAnn({ days: 4, at: NOON });
    const changed = communityWithBadges({ four: { kind: 'streak', days: 4 }, five: { kind: 'streak', days: 5 } });
    const later = new BadgeWorld(changed, world.store);
    assert.deepEqual(await later.earned('ann'), []);
    await recount(world.store, changed, NOON);
    assert.deepEqual([await later.earned('ann'), await later.progress('ann')], [['four'], { five: '4/5' }]);
    const before = await world.head();
    await recount(world.store, changed, NOON);
    assert.deepEqual(await later.toldSince(before), []);
  });

  it('makes no difference by when it is told', async () => {
    const people = ['ann', 'bob'];
    const facts: readonly Fact[] = [
      ...[0, 1, 4].map((days) => posted('ann', 'x', { at: NOON - days * DAY })),
      ...[1, 2, 3].map((days) => posted('bob', 'y', { at: NOON - days * DAY })),
    ];
    const told: readonly Told[] = [
      { person: 'ann', days: 5, at: NOON - 9 * DAY },
      { person: 'ann', days: 1, at: NOON - DAY },
      { person: 'ann', days: 2, at: NOON - 1 },
      { person: 'bob', days: 4, at: NOON - DAY },
      { person: 'bob', days: 3, at: NOON - DAY },
    ];
    const stateAfter = async (order: readonly (Fact | Told)[]): Promise<unknown> => {
      const world = new BadgeWorld(community);
      await world.keep(...people.map((id) => visited(id)));
      for (const each of order) await ('kind' in each ? world.keepAt(NOON, each) : tell(world, each));
      const state = await Promise.all(people.map(async (id) => [await world.earned(id), await world.progress(id)]));
      await world.store.close();
      return state;
    };
    const expected = await stateAfter([...facts, ...told]);
    assert.deepEqual(expected, [
      [['three', 'five'], { guest: '1/2' }],
      [['three'], { five: '4/5', guest: '1/2' }],
    ]);
    const all = [...facts, ...told, ...told];
    const anyOrder = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    await fc.assert(
      fc.asyncProperty(anyOrder, async (order) => assert.deepEqual(await stateAfter(order), expected)),
      { numRuns: 40 },
    );
  });
});

describe('the streaks of two members who are one', () => {
  const at = (days: number, when: number): MemberBadges => ({ ...noBadges, loginStreak: { days, at: when } });

  it('are the one told last, of two told at once the longer', () => {
    for (const [one, other, united] of [
      [at(9, NOON), at(2, NOON + 1), { days: 2, at: NOON + 1 }],
      [at(3, NOON), at(4, NOON), { days: 4, at: NOON }],
      [at(3, NOON), noBadges, { days: 3, at: NOON }],
    ] as const) {
      assert.deepEqual(uniteBadges(one, other).loginStreak, united);
      assert.deepEqual(uniteBadges(other, one).loginStreak, united);
    }
    assert.equal('loginStreak' in uniteBadges(noBadges, noBadges), false);
  });

  it('are kept when they are counted again', () => {
    assert.deepEqual(recountBadges(at(1, NOON), [], community), at(1, NOON));
  });
});
