import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Communities } from '../../src/bridge/communities.ts';
import { followBadges } from '../../src/bridge/follow-badges.ts';
import { BadgeWorld, communityWithBadges } from '../support/badges.ts';
import { NOON } from '../support/community.ts';
import { posted } from '../support/facts.ts';

describe('followBadges', () => {
  it('tells awards and revocations, by rule and by hand, and no progress, until it is stopped', async () => {
    const community = communityWithBadges({ writer: { kind: 'count', deed: 'post', count: 2 }, kind: undefined });
    const world = new BadgeWorld(community);
    const told: string[] = [];
    const stop = followBadges(world.store, new Communities({ communities: [community] }), (notice) =>
      told.push(`${notice.community.id} ${notice.change} ${notice.badge.id} ${notice.member}`),
    );
    await world.keep(posted('ann', 'one'), posted('ann', 'two', { at: NOON + 1 }));
    await world.byHand('award', 'ann', 'kind');
    await world.byHand('revoke', 'ann', 'writer');
    stop();
    await world.byHand('revoke', 'ann', 'kind');
    const ann = await world.memberId('ann');
    assert.deepEqual(told, [
      `community awarded writer ${ann}`,
      `community awarded kind ${ann}`,
      `community revoked writer ${ann}`,
    ]);
  });
});
