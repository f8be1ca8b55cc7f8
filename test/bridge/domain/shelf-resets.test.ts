import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommunityConfig } from '../../../src/schemas/config.ts';
import { memberTopic } from '../../../src/schemas/topic.ts';
import { BadgeWorld, communityWithBadges } from '../../support/badges.ts';
import { erasing, findingBot, linking, type Deed } from '../../support/deeds.ts';
import { posted } from '../../support/facts.ts';
import { eventsSince } from '../../support/told-events.ts';

const community = communityWithBadges({ writer: { kind: 'count', deed: 'post', count: 1 } });
const withoutBob: CommunityConfig = { ...community, excluded: { returning: ['bob'], slack: [] } };
const shelfWithoutBob: CommunityConfig = {
  ...community,
  shelf: { ...community.shelf, excluded: { returning: ['bob'], slack: [] } },
};

const cases: readonly (readonly [what: string, config: CommunityConfig, deed: Deed])[] = [
  ['is erased', community, erasing(community, 'ann')],
  ['is one with another', community, linking(community, 'cy', 'ann')],
  ['turns out to be a bot', community, findingBot(community, 'ann')],
  ['gets an excluded name', withoutBob, linking(withoutBob, 'ann', 'bob')],
  ['gets a name that shelves exclude', shelfWithoutBob, linking(shelfWithoutBob, 'ann', 'bob')],
];

describe('the shelf of a member who', () => {
  for (const [what, config, deed] of cases) {
    it(`${what} is told to be loaded again, and nobody is named`, async () => {
      const world = new BadgeWorld(config);
      await world.keep(posted('ann', 'a'), posted('cy', 'c'));
      const [member, since] = [await world.memberId('ann'), await world.head()];
      await deed(world.store, 0);
      const topic = memberTopic(member);
      const { events, upTo } = await eventsSince(world.store, config, { topic, since });
      assert.deepEqual(
        events.map(({ name }) => name),
        ['badges.reset'],
      );
      assert.deepEqual(Object.keys(events[0] ?? {}), ['name', 'topic', 'seq']);
      assert.ok(events[0] && events[0].seq > since && events[0].seq <= upTo);
      await world.store.close();
    });
  }

  it('is who they were is told nothing by what happens to others', async () => {
    const world = new BadgeWorld(community);
    await world.keep(posted('ann', 'a'), posted('cy', 'c'));
    const [member, since] = [await world.memberId('ann'), await world.head()];
    await erasing(community, 'cy')(world.store, 0);
    const { events } = await eventsSince(world.store, community, { topic: memberTopic(member), since });
    assert.deepEqual(events, []);
    await world.store.close();
  });
});
