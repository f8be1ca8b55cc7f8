import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LiveSetup } from '../support/client-live-setup.ts';

function standing(seq: number, member = 'm1'): object {
  return { topic: `standing/${member}`, seq, standings: [{ board: 'top', period: 'weekly', score: seq }] };
}

describe('LiveConnection and the topics of whoever has the token', () => {
  it('tells what comes under the member’s id to who asked for "me"', async (test) => {
    const live = await LiveSetup.start(test);
    const [own, shelf] = [live.subscribe('standing/me', 'a.7'), live.subscribe('member/me', 'a.7')];
    const stream = await live.gathered();
    assert.deepEqual(stream.topics, ['member/me', 'standing/me']);
    stream.hello({ me: 'm1', granted: ['member/m1', 'standing/m1'] });
    await own.until('state live');
    stream.send('standing.changed', standing(8), 'a.8');
    stream.send('badges.changed', { topic: 'member/m1', seq: 9, member: 'm1', badges: [] }, 'a.9');
    stream.send('gap', { topics: ['standing/m1'], cursor: 'a.12' }, 'a.12');
    await own.until('gap a.12');
    await shelf.until('event 9');
    assert.deepEqual(
      [own.calls, shelf.calls].map((calls) => calls.filter((call) => !call.startsWith('state'))),
      [['event 8', 'gap a.12'], ['event 9']],
    );
  });

  it('keeps its stream for who asks for the same under both names, and tells both', async (test) => {
    const live = await LiveSetup.start(test);
    const [me, byId] = [live.subscribe('member/me', 'a.7'), live.subscribe('member/m1', 'a.7')];
    const stream = (await live.gathered()).hello({ me: 'm1', granted: ['member/m1'] });
    await me.until('state live');
    const late = live.subscribe('member/me', 'a.7');
    live.clock.advance(50);
    stream.send('badges.changed', { topic: 'member/m1', seq: 8, member: 'm1', badges: [] }, 'a.8');
    for (const each of [me, byId, late]) await each.until('event 8');
    assert.equal(live.server.untaken, 0);
  });

  it('resumes under "me", also when a later token is another member’s', async (test) => {
    const live = await LiveSetup.start(test);
    const own = live.subscribe('standing/me', 'a.7');
    const first = (await live.gathered()).hello({ me: 'm1', granted: ['standing/m1'] });
    first.send('standing.changed', standing(8), 'a.8');
    await own.until('event 8');
    first.send('bye', { reconnectAfterMs: 0 });
    await own.until('state reconnecting');
    await first.closed;
    live.clock.advance(1000);
    const second = await live.server.next();
    assert.deepEqual([second.topics, second.cursor], [['standing/me'], 'a.8']);
    second.hello({ me: 'm2', granted: ['standing/m2'] });
    second.send('standing.changed', standing(9, 'm1'), 'a.9').send('standing.changed', standing(10, 'm2'), 'a.10');
    await own.until('event 10');
    assert.ok(!own.calls.includes('event 9'), 'it is of nobody who is asked for');
  });

  it('tells what comes in the community', async (test) => {
    const live = await LiveSetup.start(test);
    const { subscriber, stream } = await live.live('community', 'a.7');
    stream.send('member.erased', { topic: 'community', seq: 8, member: 'm9' }, 'a.8');
    await subscriber.until('event 8');
  });

  it('ends what is refused without a token', async (test) => {
    const live = await LiveSetup.start(test);
    const own = live.subscribe('standing/me', 'a.7');
    const refused = [{ topic: 'standing/me', code: 'token-required' }];
    (await live.gathered()).hello({ granted: [], refused });
    await own.until('refused token-required');
  });
});
