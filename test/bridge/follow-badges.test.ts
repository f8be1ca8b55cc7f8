import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Communities } from '../../src/bridge/communities.ts';
import { identityKey, identityRef, resolveIdentity } from '../../src/bridge/domain/identity.ts';
import { followBadges } from '../../src/bridge/follow-badges.ts';
import { linkMember } from '../../src/bridge/tasks/link-member.ts';
import type { Fact } from '../../src/schemas/fact.ts';
import { BadgeWorld, communityWithBadges } from '../support/badges.ts';
import { NOON } from '../support/community.ts';
import { joined, posted } from '../support/facts.ts';

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

  describe('of two who are one, one of whom Returning.AI did not know,', () => {
    const community = communityWithBadges({ guest: { kind: 'count', deed: 'join', count: 1 }, writer: { kind: 'count', deed: 'post', count: 1 }, kind: undefined }); // prettier-ignore
    const onSlack = { ...joined('U1', { at: NOON - 1 }), source: 'slack' as const, person: { externalId: 'U1' } };
    const [returningKey, slackKey] = [identityKey('returning', 'ann'), identityKey('slack', 'U1')];

    async function toldOfLink(stays: string, joins: string, ...facts: readonly Fact[]): Promise<string[]> {
      const world = new BadgeWorld(community);
      await world.keep(...facts);
      const told: string[] = [];
      followBadges(world.store, new Communities({ communities: [community] }), ({ change, badge }) => {
        told.push(`${change} ${badge.id}`);
      });
      const view = await world.store.read(community.id, [() => ({ documents: [identityRef(stays)] })]);
      const member = resolveIdentity(view, stays)!;
      await linkMember({ store: world.store, community, member, key: joins, now: NOON });
      await world.store.close();
      return told.sort();
    }

    it('tells the badges Returning.AI does not know of, and no other, whoever stays', async () => {
      const facts = [onSlack, posted('ann', 'hi')];
      assert.deepEqual(await toldOfLink(slackKey, returningKey, ...facts), ['awarded guest']);
      assert.deepEqual(await toldOfLink(returningKey, slackKey, ...facts), ['awarded guest']);
    });

    it('tells them when the other name is new', async () => {
      assert.deepEqual(await toldOfLink(slackKey, returningKey, onSlack), ['awarded guest']);
      assert.deepEqual(await toldOfLink(returningKey, slackKey, posted('ann', 'hi')), []);
    });
  });
});
