import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { people } from '../../../demo/platform/people.ts';
import { PlatformRecords } from '../../../demo/platform/rest/records.ts';
import { LoginStreaks, type LoginStreakReading } from '../../../src/bridge/upstream/login-streaks.ts';
import type { Fact } from '../../../src/schemas/fact.ts';
import { joined, posted, visited } from '../../support/facts.ts';
import { NOW, standIn } from './stand-in-platform.ts';

const [amara, juergen] = [people[0]!, people[1]!];
const SECOND_MS = 1000;
const HOUR_MS = 60 * 60 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;
/** By the tests' randomness. */
const FIRST_PAUSE_MS = 3750;

async function following(context: TestContext) {
  const platform = await standIn(context, { records: new PlatformRecords(people) });
  const { upstream, clock, logged, server } = platform;
  const recorded: LoginStreakReading[] = [];
  const note = (event: string, fields?: object): void => void logged.push({ event, ...fields });
  const streaks = new LoginStreaks({
    reads: upstream.reads!,
    today: () => ({ day: Math.floor(clock.now() / DAY_MS), begunMsAgo: clock.now() % DAY_MS }),
    record: async (reading) => void recorded.push(reading),
    log: { info: note, warn: note, error: note },
    clock,
    random: () => 0.5,
  });
  context.after(() => streaks.close());
  /** Facts come, and all is asked that they give reason to. */
  const come = async (...facts: readonly Fact[]): Promise<void> => {
    for (const fact of facts) streaks.follow(fact);
    await streaks.settled();
  };
  return { ...platform, streaks, recorded, come, amara: server.records.users.get(amara.id)! };
}

describe('reading the platform’s streaks', () => {
  it('asks for whoever visits or posts, after the hook has its answer', async (context) => {
    const { streaks, recorded, server } = await following(context);
    streaks.follow(visited(amara.id));
    streaks.follow(posted(juergen.id, 'Moin'));
    assert.deepEqual(server.requests, []);
    await streaks.settled();
    assert.deepEqual(recorded, [
      { externalId: amara.id, days: 3, ageMs: 0 },
      { externalId: juergen.id, days: 3, ageMs: 0 },
    ]);
  });

  it('does not ask for others, for those of another platform, and records nothing for nobody', async (context) => {
    const { come, recorded, server } = await following(context);
    await come(joined(amara.id), { ...visited(amara.id), source: 'slack' });
    assert.deepEqual(server.requests, []);
    await come(visited('404'));
    assert.deepEqual([server.requests.length, recorded], [1, []]);
  });

  it('asks once for many facts of a person, and again after six hours', async (context) => {
    const { come, recorded, server, clock } = await following(context);
    await come(visited(amara.id), posted(amara.id, 'a'), posted(amara.id, 'b'));
    await come(posted(amara.id, 'c'));
    assert.equal(server.requests.length, 1);
    clock.advance(6 * HOUR_MS + 1);
    await come(posted(amara.id, 'd'));
    assert.equal(recorded.length, 2);
  });

  it('asks again as soon as a day has begun, and takes nothing that was said before', async (context) => {
    const { come, recorded, clock, amara: user } = await following(context);
    clock.advance(DAY_MS - (NOW % DAY_MS) - SECOND_MS);
    await come(visited(amara.id));
    clock.advance(SECOND_MS);
    user.loginStreak = 4;
    await come(visited(amara.id));
    assert.deepEqual(
      recorded.map(({ days }) => days),
      [3, 4],
    );
  });

  it('says how old an answer is that others asked for', async (context) => {
    const { come, recorded, clock, upstream } = await following(context);
    await upstream.profiles.find('returning', amara.id);
    clock.advance(30 * SECOND_MS);
    await come(visited(amara.id));
    assert.deepEqual(recorded, [{ externalId: amara.id, days: 3, ageMs: 30 * SECOND_MS }]);
  });

  it('leaves a platform alone that is down, and asks again', async (context) => {
    const { streaks, recorded, server, clock, logged } = await following(context);
    server.faults.next({ kind: 'status', status: 403 });
    streaks.follow(visited(amara.id));
    await clock.timerDueIn(FIRST_PAUSE_MS);
    assert.deepEqual([logged.at(-1)?.event, logged.at(-1)?.['isGivenUp']], ['streak-not-read', false]);
    clock.advance(FIRST_PAUSE_MS);
    await streaks.settled();
    assert.equal(recorded.length, 1);
  });

  it('does not take the last good answer of a platform that is down for a new one', async (context) => {
    const { come, streaks, recorded, server, clock, amara: user } = await following(context);
    await come(visited(amara.id));
    clock.advance(DAY_MS);
    user.loginStreak = 4;
    server.faults.next({ kind: 'status', status: 403 });
    streaks.follow(visited(amara.id));
    await clock.timerDueIn(FIRST_PAUSE_MS);
    clock.advance(FIRST_PAUSE_MS);
    await streaks.settled();
    assert.deepEqual(
      recorded.map(({ days }) => days),
      [3, 4],
    );
  });

  for (const loginStreak of [undefined, null, '', '1e3', 'n/a', true, {}]) {
    it(`records nothing where the platform tells ${JSON.stringify(loginStreak) ?? 'none'}`, async (context) => {
      const { come, recorded, server, logged } = await following(context);
      const data = { userId: amara.id, xp: '12', loginStreak };
      server.faults.next({ kind: 'body', body: JSON.stringify({ data }) });
      await come(visited(amara.id));
      const isNone = loginStreak === undefined || loginStreak === null || loginStreak === '';
      const unreadable = { event: 'upstream-values-unreadable', request: 'get a user', values: ['loginStreak'] };
      assert.deepEqual([recorded, logged], [[], isNone ? [] : [unreadable]]);
    });
  }

  it('asks nothing once it is closed', async (context) => {
    const { come, streaks, server } = await following(context);
    streaks.close();
    await come(visited(amara.id));
    assert.deepEqual(server.requests, []);
  });
});
