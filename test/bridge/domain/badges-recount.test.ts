import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recountBadges } from '../../../src/bridge/domain/badges/badge-writes.ts';
import { noBadges, uniteBadges, type MemberBadges } from '../../../src/bridge/domain/badges/member-badges.ts';
import { communityWithBadges } from '../../support/badges.ts';
import { NOON } from '../../support/community.ts';

const DAY = 86_400_000;
const community = communityWithBadges({
  writer: { kind: 'count', deed: 'post', count: 2 },
  regular: { kind: 'streak', days: 3 },
  kind: undefined,
});
const posts = [2, 0, 1].map((days) => ({ member: 'm', deed: 'post' as const, at: NOON - days * DAY }));

describe('counting badges again', () => {
  it('finds what was done before there was a badge, with the day on which it would have been earned', () => {
    assert.deepEqual(recountBadges(noBadges, posts, community).earned, {
      writer: { at: NOON - DAY, by: 'rule' },
      regular: { at: NOON, by: 'rule' },
    });
  });

  it('changes nothing the second time', () => {
    const once = recountBadges(noBadges, posts, community);
    assert.deepEqual(recountBadges(once, posts, community), once);
  });

  it('takes no badge away, and gives none back that was taken', () => {
    const known: MemberBadges = { ...noBadges, earned: { kind: { at: 5, by: 'hand' } }, taken: ['writer'] };
    const { earned, taken } = recountBadges(known, posts, community);
    assert.deepEqual([Object.keys(earned), taken], [['kind', 'regular'], ['writer']]);
  });
});

describe('two members who are one', () => {
  const [first, ...others] = posts;
  const one = recountBadges(noBadges, [first!], community);
  const other = recountBadges(noBadges, others, community);

  it('have done what both did', () => {
    const united = uniteBadges(one, other);
    assert.deepEqual(united, uniteBadges(other, one));
    const { counts, activeDays } = recountBadges(noBadges, posts, community);
    assert.deepEqual([united.counts, united.activeDays], [counts, activeDays]);
  });

  it('have the badges of both, each since the first award', () => {
    const early: MemberBadges = { ...one, earned: { writer: { at: 7, by: 'hand' }, kind: { at: 8, by: 'hand' } } };
    assert.deepEqual(uniteBadges(early, other).earned, early.earned);
    assert.deepEqual(uniteBadges(other, early).earned, early.earned);
  });

  it('do not have by rule what was taken from one of them', () => {
    const united = uniteBadges({ ...one, taken: ['writer'] }, other);
    assert.deepEqual([united.earned, united.taken], [{}, ['writer']]);
  });
});
