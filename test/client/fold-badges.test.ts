import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldBadges, progressAt } from '../../src/client/fold-badges.ts';
import type { BadgeShelf, BadgesReset } from '../../src/schemas/index.ts';
import { badgeOf, badgesChanged, badgeShelfOf, boardChanged, instantAt } from '../support/client-samples.ts';

const twoOfFive = { current: 2, target: 5, endsAt: null };
const threeOfFive = { current: 3, target: 5, endsAt: null };
const shelf = badgeShelfOf([badgeOf('writer', { progress: twoOfFive }), badgeOf('kind')]);
const progressed = { id: 'writer', change: 'progressed', earnedAt: null, progress: threeOfFive } as const;
const awarded = { id: 'writer', change: 'awarded', earnedAt: instantAt(5), progress: null } as const;
const revoked = { id: 'writer', change: 'revoked', earnedAt: null, progress: null } as const;

describe('foldBadges', () => {
  it('puts in place how far the member is', () => {
    const state = foldBadges(shelf, badgesChanged(11, [progressed])) as BadgeShelf;
    assert.deepEqual(state.badges, [badgeOf('writer', { progress: threeOfFive }), badgeOf('kind')]);
    assert.equal(state.cursor, 'a.11');
  });

  it('puts in place an award, and takes it away again', () => {
    const earned = foldBadges(shelf, badgesChanged(11, [awarded])) as BadgeShelf;
    assert.deepEqual(earned.badges[0], badgeOf('writer', { earnedAt: instantAt(5) }));
    const taken = foldBadges(earned, badgesChanged(12, [revoked])) as BadgeShelf;
    assert.deepEqual(taken.badges[0], badgeOf('writer'));
  });

  it('takes all that one event tells', () => {
    const state = foldBadges(shelf, badgesChanged(11, [progressed, { ...awarded, id: 'kind' }])) as BadgeShelf;
    assert.deepEqual(state.badges, [
      badgeOf('writer', { progress: threeOfFive }),
      badgeOf('kind', { earnedAt: instantAt(5) }),
    ]);
  });

  for (const seq of [1, 10]) {
    it(`ignores what it already includes (${seq} at 10)`, () => {
      assert.equal(foldBadges(shelf, badgesChanged(seq, [awarded])), shelf);
    });
  }

  it('asks for the shelf again when a badge is a new one', () => {
    assert.equal(foldBadges(shelf, badgesChanged(11, [progressed, { ...awarded, id: 'new' }])), 'needs-snapshot');
  });

  it('takes no notice of other members, and of boards', () => {
    assert.equal(foldBadges(shelf, badgesChanged(11, [awarded], 'bob')), shelf);
    assert.equal(foldBadges(shelf, boardChanged(11)), shelf);
  });

  it('asks for the shelf again when "me", who was nobody, has become somebody', () => {
    assert.equal(foldBadges({ ...shelf, member: null }, badgesChanged(11, [awarded])), 'needs-snapshot');
  });

  it('asks for the shelf again when its member is not shown any more', () => {
    const reset: BadgesReset = { name: 'badges.reset', topic: 'member/ann', seq: 11 };
    assert.equal(foldBadges(shelf, reset), 'needs-snapshot');
    assert.equal(foldBadges(shelf, { ...reset, seq: 10 }), shelf);
  });

  it('leaves the state it was given as it was', () => {
    const before = structuredClone(shelf);
    foldBadges(shelf, badgesChanged(11, [awarded]));
    assert.deepEqual(shelf, before);
  });
});

describe('progressAt', () => {
  it('falls back when a streak was not kept up, and not before', () => {
    const streak = { current: 4, target: 7, endsAt: instantAt(60) };
    const end = Date.parse(instantAt(60));
    assert.equal(progressAt(streak, end - 1), streak);
    assert.deepEqual(progressAt(streak, end), { current: 0, target: 7, endsAt: null });
  });

  it('never falls back for a count', () => {
    assert.equal(progressAt(twoOfFive, 8.64e15), twoOfFive);
  });
});
