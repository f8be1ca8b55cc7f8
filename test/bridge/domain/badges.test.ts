import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { collections } from '../../../src/bridge/domain/documents.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { BadgeWorld, communityWithBadges } from '../../support/badges.ts';
import { NOON } from '../../support/community.ts';
import { joined, posted, reacted, visited } from '../../support/facts.ts';

const DAY = 86_400_000;

function bought(id: string, at: number): Fact {
  const { person } = visited(id);
  return {
    kind: 'item.purchased',
    source: 'returning',
    at,
    delivery: `buy ${id} ${at}`,
    person,
    order: { externalId: `${id} ${at}` },
  };
}

function deleted(post: ReturnType<typeof posted>): Fact {
  const { source, at, channel, message } = post;
  return {
    kind: 'message.deleted',
    source,
    at: at + 1,
    delivery: `delete ${message.externalId}`,
    channel,
    message: { externalId: message.externalId },
  };
}

const hello = posted('bob', 'hello');

describe('a badge for a count', () => {
  for (const [deed, done] of Object.entries({
    join: [joined('ann')],
    visit: [visited('ann', NOON)],
    post: [posted('ann', 'one'), posted('ann', 'two')],
    refer: [joined('bob', { referrer: { username: 'ann' } }), joined('cy', { referrer: { username: 'ann' } })],
    buy: [bought('ann', NOON), bought('ann', NOON + 1)],
    react: [reacted(hello, 'ann', 'wave', { at: NOON }), reacted(hello, 'ann', 'tada', { at: NOON })],
  } as const)) {
    it(`is earned by the deed "${deed}", as often as it says and not before`, async () => {
      const count = deed === 'join' ? 1 : 2;
      const world = new BadgeWorld(communityWithBadges({ it: { kind: 'count', deed: deed as 'join', count } }));
      await world.keep(visited('ann', NOON - 50 * DAY), ...done.slice(0, -1));
      assert.deepEqual(await world.earned('ann'), []);
      await world.keep(...done.slice(-1));
      assert.deepEqual(await world.earned('ann'), ['it']);
      await world.store.close();
    });
  }

  it('shows how far one is, and nothing more once it is earned', async () => {
    const world = new BadgeWorld(communityWithBadges({ writer: { kind: 'count', deed: 'post', count: 2 } }));
    await world.keep(joined('ann'));
    assert.deepEqual(await world.progress('ann'), { writer: '0/2' });
    await world.keep(posted('ann', 'one'));
    assert.deepEqual(await world.progress('ann'), { writer: '1/2' });
    await world.keep(posted('ann', 'two', { at: NOON + 5 }));
    assert.deepEqual(await world.progress('ann'), {});
    assert.equal((await world.shelf('ann'))[0]?.earnedAt, new Date(NOON + 5).toISOString());
  });

  it('is earned by referrals that waited for a name', async () => {
    const world = new BadgeWorld(communityWithBadges({ host: { kind: 'count', deed: 'refer', count: 2 } }));
    await world.keep(joined('bob', { referrer: { username: 'ann' } }), joined('cy', { referrer: { username: 'ann' } }));
    await world.keep(visited('ann', NOON + 1));
    assert.deepEqual(await world.earned('ann'), ['host']);
  });

  it('counts nothing twice', async () => {
    const world = new BadgeWorld(communityWithBadges({ writer: { kind: 'count', deed: 'post', count: 2 } }));
    await world.keep(posted('ann', 'one'), posted('ann', 'one'), {
      ...posted('ann', 'one'),
      delivery: 'the other hook',
    });
    assert.deepEqual(await world.progress('ann'), { writer: '1/2' });
  });

  it('counts a reaction once for each message and emoji, set or taken back as often as one likes', async () => {
    const world = new BadgeWorld(communityWithBadges({ cheerful: { kind: 'count', deed: 'react', count: 9 } }));
    await world.keep(reacted(hello, 'ann', 'wave', { at: NOON, isSet: false }));
    assert.deepEqual(await world.progress('ann'), { cheerful: '0/9' });
    for (const minute of [1, 2, 3]) await world.keep(reacted(hello, 'ann', 'wave', { at: NOON + minute }));
    await world.keep(reacted(hello, 'ann', 'wave', { at: NOON + 4, isSet: false }));
    assert.deepEqual(await world.progress('ann', NOON + 4), { cheerful: '1/9' });
    await world.store.close();
  });

  it('is taken back when an earlier join says that somebody else brought the person', async () => {
    const world = new BadgeWorld(communityWithBadges({ host: { kind: 'count', deed: 'refer', count: 1 } }));
    await world.keep(visited('ann'), visited('bob'), joined('cy', { referrer: { username: 'ann' } }));
    assert.deepEqual([await world.earned('ann'), await world.earned('bob')], [['host'], []]);
    await world.keep(joined('cy', { referrer: { username: 'bob' }, at: NOON - 1 }));
    assert.deepEqual([await world.earned('ann'), await world.earned('bob')], [[], ['host']]);
    const told = (await world.toldSince((await world.head()) - 1)).flatMap(({ badges }) => badges);
    assert.deepEqual(told.map(({ change }) => change).sort(), ['awarded', 'revoked']);
    await world.store.close();
  });

  it('stays when it was given by hand, too', async () => {
    const world = new BadgeWorld(communityWithBadges({ host: { kind: 'count', deed: 'refer', count: 1 } }));
    await world.keep(visited('ann'), joined('cy', { referrer: { username: 'ann' } }));
    await world.byHand('award', 'ann', 'host');
    await world.keep(joined('cy', { at: NOON - 1 }));
    assert.deepEqual(await world.earned('ann'), ['host']);
    await world.store.close();
  });

  it('counts a message that was deleted as written, whichever is told first', async () => {
    const rules = { writer: { kind: 'count', deed: 'post', count: 3 } } as const;
    for (const order of ['after', 'before']) {
      const world = new BadgeWorld(communityWithBadges(rules, { deletedMessages: 'revoke-points' }));
      const post = posted('ann', 'one');
      await world.keep(...(order === 'after' ? [post, deleted(post)] : [deleted(post), post]));
      assert.deepEqual(await world.progress('ann'), { writer: '1/3' });
    }
  });
});

describe('a badge for a streak', () => {
  const rules = { regular: { kind: 'streak', days: 3 } } as const;

  it('is earned by deeds on so many days in a row', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(joined('ann', { at: NOON - 2 * DAY }), posted('ann', 'a', { at: NOON - DAY }));
    assert.deepEqual(await world.earned('ann'), []);
    await world.keep(bought('ann', NOON));
    assert.deepEqual(await world.earned('ann'), ['regular']);
  });

  it('is not earned by visits, which come once in any 24 hours and prove no day', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(...[4, 3, 2, 1, 0].map((days) => visited('ann', NOON - days * DAY)));
    assert.deepEqual(await world.progress('ann'), { regular: '0/3' });
  });

  it('is not earned by what the people do whom one brought', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(visited('ann'));
    for (const days of [0, 1, 2])
      await world.keep(joined(`friend${days}`, { at: NOON - days * DAY, referrer: { username: 'ann' } }));
    assert.deepEqual(await world.progress('ann'), { regular: '0/3' });
  });

  it('counts days where the community is', async () => {
    const at = ['2025-08-28T21:30:00Z', '2025-08-28T22:30:00Z', '2025-08-29T22:30:00Z'].map((text) => Date.parse(text));
    const facts = at.map((each) => posted('ann', 'x', { at: each }));
    const utc = new BadgeWorld(communityWithBadges(rules));
    await utc.keep(...facts);
    assert.deepEqual(await utc.earned('ann'), []);
    const berlin = new BadgeWorld(communityWithBadges(rules, { timeZone: 'Europe/Berlin' }));
    await berlin.keep(...facts);
    assert.deepEqual(await berlin.earned('ann'), ['regular']);
  });

  it('counts a day of 23 hours and one of 25 as one each', async () => {
    for (const days of [
      ['2025-03-29', '2025-03-30', '2025-03-31'],
      ['2025-10-25', '2025-10-26', '2025-10-27'],
    ]) {
      const world = new BadgeWorld(communityWithBadges(rules, { timeZone: 'Europe/Berlin' }));
      await world.keep(...days.map((day) => posted('ann', day, { at: Date.parse(`${day}T12:00:00Z`) })));
      assert.deepEqual(await world.earned('ann'), ['regular']);
    }
  });

  it('is earned by a late fact that joins two runs', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(posted('ann', 'c', { at: NOON }), posted('ann', 'a', { at: NOON - 2 * DAY }));
    assert.deepEqual(await world.earned('ann'), []);
    await world.keepAt(NOON, posted('ann', 'b', { at: NOON - DAY }));
    assert.deepEqual(await world.earned('ann'), ['regular']);
  });

  it('says until when the run goes on, and is at nothing after that', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(posted('ann', 'a', { at: NOON - DAY }), posted('ann', 'b', { at: NOON }));
    const endsAt = '2025-09-02T00:00:00.000Z';
    assert.deepEqual((await world.shelf('ann'))[0]?.progress, { current: 2, target: 3, endsAt });
    assert.equal((await world.progress('ann', Date.parse(endsAt) - 1))['regular'], '2/3');
    assert.deepEqual((await world.shelf('ann', Date.parse(endsAt)))[0]?.progress, {
      current: 0,
      target: 3,
      endsAt: null,
    });
  });
});

describe('a badge given by hand', () => {
  const rules = { kind: undefined, writer: { kind: 'count', deed: 'post', count: 2 } } as const;

  it('is given once, and keeps its date', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(joined('ann'));
    const given = await world.byHand('award', 'ann', 'kind');
    const head = await world.head();
    assert.deepEqual(await world.byHand('award', 'ann', 'kind', NOON + 5), given);
    assert.equal(given?.earnedAt, new Date(NOON).toISOString());
    assert.equal(await world.head(), head);
  });

  it('is taken once', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(joined('ann'));
    await world.byHand('award', 'ann', 'kind');
    assert.equal((await world.byHand('revoke', 'ann', 'kind'))?.earnedAt, null);
    const head = await world.head();
    await world.byHand('revoke', 'ann', 'kind');
    assert.deepEqual([await world.earned('ann'), await world.head()], [[], head]);
  });

  it('that was taken is not given again by its rule, but by hand', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(posted('ann', 'one'), posted('ann', 'two'));
    await world.byHand('revoke', 'ann', 'writer');
    await world.keep(posted('ann', 'three'));
    assert.deepEqual([await world.earned('ann'), await world.progress('ann')], [[], {}]);
    await world.byHand('award', 'ann', 'writer');
    assert.deepEqual(await world.earned('ann'), ['writer']);
  });

  it('may be called as things are that every object has', async () => {
    const world = new BadgeWorld(communityWithBadges({ constructor: undefined }));
    await world.keep(joined('ann'));
    assert.deepEqual(await world.earned('ann'), []);
    await world.byHand('award', 'ann', 'constructor');
    assert.deepEqual(await world.earned('ann'), ['constructor']);
  });

  it('that nobody has can be taken without a trace, so that its rule still gives it', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(posted('ann', 'one'));
    await world.byHand('revoke', 'ann', 'writer');
    await world.keep(posted('ann', 'two'));
    assert.deepEqual(await world.earned('ann'), ['writer']);
  });
});

describe('what the log tells of badges', () => {
  const rules = { writer: { kind: 'count', deed: 'post', count: 2 }, kind: undefined } as const;

  it('is each step, absolute, then the award, and nothing after it', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(posted('ann', 'one'), posted('ann', 'two', { at: NOON + 1 }), posted('ann', 'three'));
    const change = { type: 'badges.changed', member: await world.memberId('ann') };
    const progress = { current: 1, target: 2, endsAt: null };
    assert.deepEqual(await world.toldSince(0), [
      { ...change, badges: [{ id: 'writer', change: 'progressed', earnedAt: null, progress }] },
      { ...change, badges: [{ id: 'writer', change: 'awarded', earnedAt: NOON + 1, progress: null }] },
    ]);
  });

  it('is an award and a revocation by hand', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(joined('ann'));
    const before = await world.head();
    await world.byHand('award', 'ann', 'kind');
    await world.byHand('revoke', 'ann', 'kind');
    assert.deepEqual(
      (await world.toldSince(before)).flatMap(({ badges }) => badges.map(({ id, change }) => [id, change])),
      [
        ['kind', 'awarded'],
        ['kind', 'revoked'],
      ],
    );
  });

  it('is all that one fact did to a shelf, at once', async () => {
    const world = new BadgeWorld(
      communityWithBadges({
        one: { kind: 'count', deed: 'post', count: 1 },
        two: { kind: 'count', deed: 'post', count: 2 },
      }),
    );
    await world.keep(posted('ann', 'a'));
    const told = (await world.toldSince(0)).map(({ badges }) => badges.map(({ id, change }) => `${id} ${change}`));
    assert.deepEqual(told, [['one awarded', 'two progressed']]);
  });

  it('is nothing of a deed that no badge asks for', async () => {
    const world = new BadgeWorld(communityWithBadges(rules));
    await world.keep(visited('ann'));
    assert.deepEqual(await world.toldSince(0), []);
  });
});

describe('a community without badges', () => {
  it('keeps nothing for them', async () => {
    const world = new BadgeWorld(communityWithBadges({}));
    await world.keep(posted('ann', 'one'));
    assert.deepEqual(await world.store.scan('community', collections.badges, { limit: 10 }), []);
  });
});

describe('the order in which facts come', () => {
  const community = communityWithBadges({
    joined: { kind: 'count', deed: 'join', count: 1 },
    guest: { kind: 'count', deed: 'visit', count: 2 },
    host: { kind: 'count', deed: 'refer', count: 2 },
    writer: { kind: 'count', deed: 'post', count: 4 },
    buyer: { kind: 'count', deed: 'buy', count: 1 },
    three: { kind: 'streak', days: 3 },
    five: { kind: 'streak', days: 5 },
  });
  const people = ['ann', 'bob', 'cy'];
  const facts: readonly Fact[] = [
    joined('bob', { referrer: { username: 'ann' } }),
    joined('cy', { at: NOON - DAY, referrer: { username: 'ann' } }),
    joined('ann', { at: NOON - 9 * DAY, referrer: { username: 'cy' } }),
    bought('cy', NOON - 3 * DAY),
    ...[0, 1, 2, 4, 5, 6].map((days) => posted('ann', 'x', { at: NOON - days * DAY })),
    ...[0, 1, 2, 3, 4].map((days) => posted('bob', 'y', { at: NOON - days * DAY })),
    ...people.map((id, index) => visited(id, NOON - index)),
    deleted(posted('ann', 'x', { at: NOON })),
  ];

  async function stateAfter(order: readonly Fact[]): Promise<unknown> {
    const world = new BadgeWorld(community);
    for (const fact of order) await world.keepAt(NOON, fact);
    const state = await Promise.all(people.map(async (id) => [await world.earned(id), await world.shelf(id)] as const));
    await world.store.close();
    return state.map(([earned, shelf]) => [earned, shelf.map(({ progress }) => progress)]);
  }

  it('makes no difference to who has what, with any repeats in between', async () => {
    const expected = await stateAfter(facts);
    assert.match(JSON.stringify(expected), /"joined","host","writer","three"/);
    const anyOrder = fc.shuffledSubarray([...facts, ...facts], {
      minLength: facts.length * 2,
      maxLength: facts.length * 2,
    });
    await fc.assert(
      fc.asyncProperty(anyOrder, async (order) => assert.deepEqual(await stateAfter(order), expected)),
      { numRuns: 40 },
    );
  });
});
