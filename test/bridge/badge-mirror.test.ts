import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BadgeMirror } from '../../src/bridge/badge-mirror.ts';
import type { BadgeNotice } from '../../src/bridge/follow-badges.ts';
import { createLog } from '../../src/bridge/log.ts';
import { communityWithBadges } from '../support/badges.ts';

const community = communityWithBadges({ here: undefined, there: undefined });
const [here, there] = community.badges.map((badge, index) => (index === 0 ? badge : { ...badge, returning: 'b7' }));

function notice(change: BadgeNotice['change'], member: string, badge = there!): BadgeNotice {
  return { change, community, badge, member };
}

/** A mirror of members `m1`, `m2` …, whom the platform knows as `1`, `2` …; the platform refuses `9`. */
function startMirror() {
  const sent: string[] = [];
  const logged: string[] = [];
  const send = async (what: string, userId: string): Promise<void> => {
    sent.push(`${what} ${userId}`);
    if (userId === '9') throw new Error('The platform says no.');
  };
  const mirror = new BadgeMirror({
    platform: {
      award: (badgeId, userId) => send(`award ${badgeId}`, userId),
      remove: (badgeId, userId) => send(`remove ${badgeId}`, userId),
    },
    userIdOf: async (member) => /^m(\d)$/.exec(member)?.[1],
    log: createLog({ write: (line) => logged.push((JSON.parse(line) as { event: string }).event) }),
  });
  return { mirror, sent, logged };
}

describe('BadgeMirror', () => {
  it('gives and takes on the platform, in order', async () => {
    const { mirror, sent } = startMirror();
    mirror.follow(notice('awarded', 'm1'));
    mirror.follow(notice('awarded', 'm2'));
    mirror.follow(notice('revoked', 'm1'));
    await mirror.settled();
    assert.deepEqual(sent, ['award b7 1', 'award b7 2', 'remove b7 1']);
  });

  it('passes over badges and members that the platform does not have', async () => {
    const { mirror, sent, logged } = startMirror();
    mirror.follow(notice('awarded', 'm1', here));
    mirror.follow(notice('awarded', 'from Slack'));
    await mirror.settled();
    assert.deepEqual([sent, logged], [[], []]);
  });

  it('says what the platform refused, asks once, and goes on', async () => {
    const { mirror, sent, logged } = startMirror();
    mirror.follow(notice('awarded', 'm9'));
    mirror.follow(notice('awarded', 'm1'));
    await mirror.settled();
    assert.deepEqual(sent, ['award b7 9', 'award b7 1']);
    assert.deepEqual(logged, ['badge-not-mirrored', 'badge-mirrored']);
  });
});
