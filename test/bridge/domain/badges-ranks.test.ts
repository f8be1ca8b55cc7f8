import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settleNextPeriod, settlementsAt } from '../../../src/bridge/domain/badges/settle-ranks.ts';
import type { CommunityConfig } from '../../../src/schemas/config.ts';
import { BadgeWorld, communityWithBadges } from '../../support/badges.ts';
import { NOON } from '../../support/community.ts';
import { joined, posted, visited } from '../../support/facts.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** The end of the day, and the week, that hold `NOON`. */
const MIDNIGHT = Date.parse('2025-09-01T00:00:00.000Z');

const rules = {
  first: { kind: 'rank', board: 'top', period: 'daily', top: 1 },
  third: { kind: 'rank', board: 'top', period: 'daily', top: 3 },
  weekly: { kind: 'rank', board: 'top', period: 'weekly', top: 1 },
} as const;

/** @returns how many periods were settled */
async function settle({ community, store }: BadgeWorld, now: number): Promise<number> {
  let settled = 0;
  for (const settlement of settlementsAt(community, now)) {
    while (await store.transact(community.id, settleNextPeriod(settlement))) settled += 1;
  }
  return settled;
}

/** A world where ranks were settled up to the beginning of the day that holds `NOON`. */
async function begunWorld(changes: Partial<CommunityConfig> = {}): Promise<BadgeWorld> {
  const world = new BadgeWorld(communityWithBadges(rules, changes));
  await settle(world, NOON);
  return world;
}

describe('a badge for a rank', () => {
  it('is awarded 15 minutes after the end of its period, and not before', async () => {
    const world = await begunWorld();
    await world.keep(visited('ann'));
    assert.equal(await settle(world, MIDNIGHT + 15 * MINUTE - 1), 0);
    assert.deepEqual(await world.earned('ann'), []);
    assert.equal(await settle(world, MIDNIGHT + 15 * MINUTE), 2);
    assert.deepEqual(await world.earned('ann'), ['first', 'third', 'weekly']);
    assert.equal((await world.shelf('ann'))[0]?.earnedAt, new Date(MIDNIGHT).toISOString());
  });

  it('goes to equals alike, and to no one below', async () => {
    const world = await begunWorld();
    await world.keep(posted('ann', 'x'), posted('bob', 'x'), visited('cy'), visited('dan', NOON + 1));
    await settle(world, MIDNIGHT + DAY / 2);
    assert.deepEqual(await Promise.all(['ann', 'bob', 'cy'].map((id) => world.earned(id))), [
      ['first', 'third', 'weekly'],
      ['first', 'third', 'weekly'],
      ['third'],
    ]);
  });

  it('is settled once: what comes later changes the board, and no award', async () => {
    const world = await begunWorld();
    await world.keep(visited('ann'));
    await settle(world, MIDNIGHT + DAY / 2);
    await world.keepAt(MIDNIGHT + DAY / 2, joined('bob', { at: NOON }));
    assert.equal(await settle(world, MIDNIGHT + DAY / 2), 0);
    assert.deepEqual(await world.ranks('daily', NOON), ['1 Bob', '2 Ann']);
    assert.deepEqual([await world.earned('ann'), await world.earned('bob')], [['first', 'third', 'weekly'], []]);
  });

  it('is awarded for every period that ended while nobody ran', async () => {
    const world = await begunWorld();
    await world.keep(visited('ann', NOON), visited('bob', NOON + DAY), visited('cy', NOON + 2 * DAY));
    await settle(world, MIDNIGHT + 3 * DAY);
    const earned = await Promise.all(['ann', 'bob', 'cy'].map((id) => world.earned(id)));
    assert.deepEqual(earned, [
      ['first', 'third', 'weekly'],
      ['first', 'third'],
      ['first', 'third'],
    ]);
  });

  it('is not awarded for periods that ended before there was one', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(visited('ann', NOON - DAY));
    await settle(world, NOON);
    assert.deepEqual(await world.earned('ann'), []);
  });

  it('passes by members whom the board does not show, as if they were not there', async () => {
    const world = await begunWorld({ excluded: { returning: ['staff'], slack: [] } });
    await world.keep(joined('staff'), visited('ann'));
    await settle(world, MIDNIGHT + DAY / 2);
    assert.deepEqual([await world.earned('staff'), await world.earned('ann')], [[], ['first', 'third', 'weekly']]);
  });

  it('shows no progress, and its award is told', async () => {
    const world = await begunWorld();
    await world.keep(visited('ann'));
    assert.deepEqual(await world.progress('ann'), {});
    await settle(world, MIDNIGHT + DAY / 2);
    const told = (await world.toldSince(0)).flatMap(({ badges }) => badges);
    assert.deepEqual(
      told.map(({ id, change, earnedAt }) => [id, change, earnedAt]),
      [
        ['first', 'awarded', MIDNIGHT],
        ['third', 'awarded', MIDNIGHT],
        ['weekly', 'awarded', MIDNIGHT],
      ],
    );
  });

  it('is not given again by rank to whom it was taken from by hand', async () => {
    const world = await begunWorld();
    await world.keep(visited('ann', NOON), visited('ann', NOON + DAY));
    await settle(world, MIDNIGHT + DAY / 2);
    await world.byHand('revoke', 'ann', 'first');
    await settle(world, MIDNIGHT + 2 * DAY);
    assert.deepEqual(await world.earned('ann'), ['third', 'weekly']);
  });
});
