import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CommunityLife } from '../../../demo/platform/community-life.ts';
import { people } from '../../../demo/platform/people.ts';
import { channel, type Webhook } from '../../../demo/platform/webhooks.ts';
import { bridgeConfig } from '../../../src/schemas/config.ts';
import { decode } from '../../../src/schemas/decode.ts';
import { seededRandom } from '../seeded-random.ts';

const HOUR_MS = 60 * 60 * 1000;

function clock(start = Date.parse('2026-11-02T09:00:00.000Z')) {
  return {
    time: start,
    now() {
      return this.time;
    },
  };
}

/** The founders and the next `count` events, `stepMs` apart. */
function tell(seed: number, count: number, stepMs = 2000): Webhook[] {
  const time = clock();
  const life = new CommunityLife({ random: seededRandom(seed), now: () => time.now() });
  const story = [...life.founding()];
  for (let i = 0; i < count; i++) {
    time.time += stepMs;
    story.push(life.next());
  }
  return story;
}

function fixture(name: string): Webhook {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures', name), 'utf8')) as Webhook;
}

function named(story: readonly Webhook[], name: string): Webhook[] {
  return story.filter(({ event }) => event.name === name);
}

describe('the stand-in community', () => {
  it('tells the same story for the same randomness and time', () => {
    assert.deepEqual(tell(7, 200), tell(7, 200));
    assert.notDeepEqual(tell(7, 200), tell(8, 200));
  });

  it('begins with a handful of joins', () => {
    assert.deepEqual(
      tell(1, 0).map(({ event }) => event.name),
      Array.from({ length: 6 }, () => 'User Joins Server'),
    );
  });

  it('goes on with joins, visits and messages', () => {
    const names = new Set(tell(1, 300).map(({ event }) => event.name));
    assert.deepEqual([...names].sort(), ['New Message Posted To channel', 'User Joins Server', 'User Visits Server']);
  });

  it('lets everyone join once, and goes on after the last', () => {
    const story = tell(3, 2000);
    const joined = named(story, 'User Joins Server').map(({ user }) => user.id);
    assert.deepEqual(
      joined,
      people.map(({ id }) => id),
    );
    assert.notEqual(story.at(-1)?.event.name, 'User Joins Server');
  });

  it('is told only of people who have joined', () => {
    const joined = new Set<string>();
    for (const { event, user } of tell(4, 1000)) {
      if (event.name === 'User Joins Server') joined.add(user.id);
      else assert.ok(joined.has(user.id), `${user.id} before joining`);
    }
  });

  it('tells a visit once per person in any 24 hours', () => {
    const visits = named(tell(5, 2000, HOUR_MS / 4), 'User Visits Server');
    const last = new Map<string, number>();
    for (const { user, date } of visits) {
      const at = Date.parse(date);
      assert.ok(at - (last.get(user.id) ?? -Infinity) >= 24 * HOUR_MS, `${user.id} at ${date}`);
      last.set(user.id, at);
    }
    assert.ok(visits.length > people.length);
  });

  it('never uses the published examples’ user ids', () => {
    const story = tell(6, 1000);
    for (const id of ['1234', '1342']) assert.ok(!story.some((webhook) => JSON.stringify(webhook).includes(`"${id}"`)));
  });

  it('names as referrer only someone who joined before', () => {
    const before = new Set<string>();
    for (const { username, referredBy } of people) {
      if (referredBy !== undefined) assert.ok(before.has(referredBy), `${referredBy} brought ${username}`);
      before.add(username);
    }
  });

  it('names no address of another host for a picture', () => {
    for (const { owner, user } of tell(9, 200)) {
      assert.partialDeepStrictEqual({ owner, user }, { owner: { avatar: '' }, user: { avatar: '' } });
    }
  });

  it('dates each webhook when it is asked for', () => {
    const [first, ...others] = tell(2, 3, 1000).slice(5);
    assert.equal(first?.date, '2026-11-02T09:00:00.000Z');
    assert.deepEqual(
      others.map(({ date }) => date),
      ['2026-11-02T09:00:01.000Z', '2026-11-02T09:00:02.000Z', '2026-11-02T09:00:03.000Z'],
    );
  });

  it('gives every message an id of its own, also after a restart a second later', () => {
    const start = clock();
    const ids = [0, 1000].flatMap((laterMs) => {
      const life = new CommunityLife({ random: seededRandom(1), now: () => start.time + laterMs });
      const founders = [...life.founding()];
      return [...founders, ...Array.from({ length: 200 }, () => life.next())].flatMap(messageIdsOf);
    });
    assert.ok(ids.length > 300);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[0-9a-f]{24}$/);
  });
});

describe('the stand-in’s bodies', () => {
  for (const [file, name] of [
    ['user-joins-server.json', 'User Joins Server'],
    ['user-visits-server.json', 'User Visits Server'],
  ] as const) {
    it(`have the keys of the published ${name}`, () => {
      const published = fixture(file);
      const [sent] = named(tell(1, 300), name).filter(
        ({ user }) => name !== 'User Joins Server' || 'referredBy' in user,
      );
      assert.ok(sent);
      assert.deepEqual(Object.keys(sent), Object.keys(published));
      for (const part of ['owner', 'user', 'event', 'server'] as const)
        assert.deepEqual(Object.keys(sent[part]), Object.keys(published[part]), part);
    });
  }

  it('name the community and the channel of the demo’s configuration', () => {
    const file = join(import.meta.dirname, '../../../demo/bridge.config.json');
    const [community] = decode(
      bridgeConfig,
      JSON.parse(readFileSync(file, 'utf8')),
      'demo/bridge.config.json',
    ).communities;
    assert.equal(tell(1, 0)[0]?.server.id, community?.id);
    assert.deepEqual(community?.channels[0]?.returning, [channel.channel_id]);
  });
});

function messageIdsOf(webhook: Webhook): string[] {
  return 'message' in webhook ? [(webhook.message as { id: string }).id] : [];
}
