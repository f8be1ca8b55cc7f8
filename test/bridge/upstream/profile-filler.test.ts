import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import { people } from '../../../demo/platform/people.ts';
import { ProfileFiller, type ProfileFact } from '../../../src/bridge/upstream/profile-filler.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { FIRST_RETRY_MS, NOW, SECOND_RETRY_MS, standIn, type StandInOptions } from './stand-in-platform.ts';

const jane: ProfileFact = {
  source: 'slack',
  externalId: 'W123ABC456',
  name: 'jane',
  avatar: 'https://avatars.example.com/jane-72.png',
  isBot: false,
  emailHash: undefined,
  at: NOW,
};
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** By the tests' randomness. */
const FIRST_PAUSE_MS = 3750;

function joined(externalId: string, more: Partial<Extract<Fact, { kind: 'member.joined' }>> = {}): Fact {
  const person = { externalId };
  return { kind: 'member.joined', source: 'slack', at: NOW, delivery: externalId, person, ...more };
}

async function filling(context: TestContext, options: StandInOptions = {}) {
  const platform = await standIn(context, options);
  const { upstream, clock, logged } = platform;
  const recorded: ProfileFact[] = [];
  const note = (event: string, fields?: object): void => void logged.push({ event, ...fields });
  const keeper = { record: async (profile: ProfileFact) => void recorded.push(profile) };
  const filler = new ProfileFiller({
    profiles: upstream.profiles,
    record: (profile) => keeper.record(profile),
    clock,
    random: () => 0.5,
    log: { info: note, warn: note, error: note },
  });
  context.after(() => filler.close());
  return { ...platform, filler, recorded, keeper };
}

describe('filling in profiles', () => {
  it('finds whom a fact names by id only, the inviter too', async (context) => {
    const { filler, recorded } = await filling(context);
    filler.follow(joined('W123ABC456', { referrer: { externalId: 'U123456789' } }));
    await filler.settled();
    const ravi = { ...jane, externalId: 'U123456789', name: 'Ravi Iyer', avatar: undefined };
    assert.deepEqual(recorded, [jane, ravi]);
  });

  it('finds a Returning.AI name', async (context) => {
    const { filler, recorded } = await filling(context, { records: new PlatformRecords(people) });
    filler.follow(joined(people[0]!.id, { source: 'returning' }));
    await filler.settled();
    assert.deepEqual(
      recorded.map(({ name }) => name),
      ['Amara Okafor'],
    );
  });

  it('does not ask for someone who came with a name', async (context) => {
    const { filler, server } = await filling(context);
    filler.follow(joined('W123ABC456', { person: { externalId: 'W123ABC456', name: 'Jane' } }));
    filler.follow(joined('W123ABC456', { person: { externalId: 'x', name: 'x' }, referrer: { username: 'jane' } }));
    await filler.settled();
    assert.deepEqual(server.requests, []);
  });

  it('asks once for someone in many facts, and again after a day', async (context) => {
    const { filler, server, recorded, clock } = await filling(context);
    for (let count = 0; count < 20; count++) filler.follow(joined('W123ABC456'));
    await filler.settled();
    filler.follow(joined('W123ABC456'));
    await filler.settled();
    assert.deepEqual([server.requests.length, recorded.length], [1, 1]);
    clock.advance(DAY_MS + 1);
    filler.follow(joined('W123ABC456'));
    await filler.settled();
    assert.equal(recorded.length, 2);
  });

  it('takes nothing from memory that is as old as the last time it asked', async (context) => {
    const { filler, server, recorded, clock } = await filling(context);
    filler.follow(joined('W123ABC456'));
    await filler.settled();
    clock.advance(30 * HOUR_MS);
    const profile = { display_name: 'jane doe', real_name: 'Jane', image_72: jane.avatar };
    server.faults.next({ kind: 'body', body: JSON.stringify({ ok: true, user: { id: 'W123ABC456', profile } }) });
    filler.follow(joined('W123ABC456'));
    await filler.settled();
    assert.deepEqual(recorded, [jane, { ...jane, name: 'jane doe', at: NOW + 30 * HOUR_MS }]);
  });

  it('says when an answer was learnt that others asked for', async (context) => {
    const { filler, recorded, clock, upstream } = await filling(context);
    await upstream.profiles.find('slack', 'W123ABC456');
    clock.advance(HOUR_MS);
    filler.follow(joined('W123ABC456'));
    await filler.settled();
    assert.deepEqual(recorded, [jane]);
  });

  it('does not take the last good answer of a platform that is down for a new one', async (context) => {
    const { filler, server, recorded, clock, logged } = await filling(context);
    filler.follow(joined('W123ABC456'));
    await filler.settled();
    clock.advance(30 * HOUR_MS);
    server.faults.next({ kind: 'status', status: 403 });
    filler.follow(joined('W123ABC456'));
    await clock.timerDueIn(FIRST_PAUSE_MS);
    assert.deepEqual([recorded.length, logged.at(-1)?.event], [1, 'profile-not-found-out']);
    clock.advance(FIRST_PAUSE_MS);
    await filler.settled();
    assert.deepEqual(
      recorded.map(({ at }) => at),
      [NOW, NOW + 30 * HOUR_MS + FIRST_PAUSE_MS],
    );
  });

  it('keeps a profile once when someone is wanted again while they are asked for', async (context) => {
    const { filler, server, recorded } = await filling(context);
    filler.follow(joined('W123ABC456'));
    await server.untilRequests(1);
    filler.follow(joined('W123ABC456'));
    await filler.settled();
    assert.equal(recorded.length, 1);
  });

  it('records nothing for nobody', async (context) => {
    const { filler, recorded } = await filling(context);
    filler.follow(joined('U0'));
    await filler.settled();
    assert.deepEqual(recorded, []);
  });

  it('has the hook’s answer go first', async (context) => {
    const { filler, server } = await filling(context);
    filler.follow(joined('W123ABC456'));
    assert.deepEqual(server.requests, []);
    await filler.settled();
    assert.equal(server.requests.length, 1);
  });

  it('leaves a platform alone that is down, and finds everyone once it is up', async (context) => {
    const { filler, server, recorded, clock } = await filling(context);
    server.faults.next(...Array.from({ length: 3 }, () => ({ kind: 'status', status: 503 }) as const));
    filler.follow(joined('W123ABC456', { referrer: { externalId: 'U123456789' } }));
    for (const wait of [FIRST_RETRY_MS, SECOND_RETRY_MS, FIRST_PAUSE_MS]) {
      await clock.timerDueIn(wait);
      clock.advance(wait);
    }
    await filler.settled();
    assert.deepEqual(
      recorded.map(({ name }) => name),
      ['Ravi Iyer', 'jane'],
    );
  });

  it('gives someone up after five failures, and asks for them at their next fact', async (context) => {
    const { filler, server, recorded, clock, logged } = await filling(context);
    server.faults.always({ kind: 'status', status: 403 });
    filler.follow(joined('W123ABC456'));
    for (const factor of [1, 2, 4, 8, 16]) {
      await clock.timerDueIn(FIRST_PAUSE_MS * factor);
      clock.advance(FIRST_PAUSE_MS * factor);
    }
    await filler.settled();
    assert.deepEqual(
      logged.map(({ event, isGivenUp }) => [event, isGivenUp]),
      [...Array.from({ length: 4 }, () => ['profile-not-found-out', false]), ['profile-not-found-out', true]],
    );
    server.faults.always(undefined);
    filler.follow(joined('W123ABC456'));
    await filler.settled();
    assert.equal(recorded.length, 1);
  });

  it('gives nobody up while the platform wants to be left alone', async (context) => {
    const { filler, server, recorded, clock, logged } = await filling(context);
    server.faults.next({ kind: 'status', status: 503, retryAfter: '600' });
    filler.follow(joined('W123ABC456'));
    for (const factor of [1, 2, 4, 8, 16, 32, 64, 120]) {
      await clock.timerDueIn(FIRST_PAUSE_MS * factor);
      assert.equal(server.requests.length, 1);
      clock.advance(FIRST_PAUSE_MS * factor);
    }
    await filler.settled();
    assert.deepEqual([recorded.length, logged.filter(({ isGivenUp }) => isGivenUp)], [1, []]);
  });

  it('asks the store again when it could not keep a profile, without asking the platform again', async (context) => {
    const { filler, server, recorded, keeper, clock } = await filling(context);
    const { record } = keeper;
    keeper.record = async () => {
      keeper.record = record;
      throw new Error('The store is away.');
    };
    filler.follow(joined('W123ABC456'));
    await clock.timerDueIn(FIRST_PAUSE_MS);
    clock.advance(FIRST_PAUSE_MS);
    await filler.settled();
    assert.deepEqual([recorded.length, server.requests.length], [1, 1]);
  });

  it('stops when it is closed, also during a pause', async (context) => {
    const { filler, server, clock } = await filling(context);
    server.faults.always({ kind: 'status', status: 403 });
    filler.follow(joined('W123ABC456'));
    await clock.timerDueIn(FIRST_PAUSE_MS);
    filler.close();
    await filler.settled();
    filler.follow(joined('U123456789'));
    await filler.settled();
    assert.deepEqual([server.requests.length, clock.waiting], [1, 0]);
  });
});
