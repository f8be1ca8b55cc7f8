import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageConnection } from '../../src/client/page-connection.ts';
import { TokenSession, type GetToken } from '../../src/client/token-session.ts';
import { LiveSetup } from '../support/client-live-setup.ts';
import { boardChanged } from '../support/client-samples.ts';

const board = 'board/top/daily';

function counting(): GetToken {
  let asked = 0;
  return () => ({ embedToken: `token-${(asked += 1)}`, expiresIn: 900 });
}

describe('LiveConnection with tokens', () => {
  it('goes on with another token where it is, when the one it has is about to end', async (test) => {
    const live = await LiveSetup.start(test, counting());
    const { subscriber, stream } = await live.live(board, 'a.7');
    assert.equal(stream.authorization, 'Bearer token-1');
    stream.send('board.changed', boardChanged(8), 'a.8');
    await subscriber.until('event 8');
    stream.send('token-expiring', { expiresInMs: 60_000 }, 'a.9');
    const next = await live.server.next();
    assert.deepEqual([next.authorization, next.cursor], ['Bearer token-2', 'a.8']);
    next.hello().send('board.changed', boardChanged(10), 'a.10');
    await subscriber.until('event 10');
    assert.deepEqual(
      subscriber.calls.filter((call) => call.startsWith('gap')),
      [],
    );
  });

  it('stays live meanwhile', async (test) => {
    const live = await LiveSetup.start(test, counting());
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.send('token-expiring', { expiresInMs: 60_000 });
    (await live.server.next()).hello().send('board.changed', boardChanged(8), 'a.8');
    await subscriber.until('event 8');
    assert.deepEqual(subscriber.calls, ['state connecting', 'state live', 'event 8']);
  });

  it('goes on as a stranger where nobody is signed in any more', async (test) => {
    const answers = ['token', null];
    const live = await LiveSetup.start(test, () => answers.shift());
    const { subscriber, stream } = await live.live(board, 'a.7');
    stream.send('token-expiring', { expiresInMs: 0 });
    const next = await live.server.next();
    assert.equal(next.authorization, undefined);
    next.hello({ granted: [], refused: [{ topic: board, code: 'token-required' }] });
    await subscriber.until('refused token-required');
  });

  it('tries again later when no token could be had', async (test) => {
    const answers = [() => Promise.reject(new Error('no network')), () => 'token'];
    const live = await LiveSetup.start(test, () => answers.shift()?.());
    const subscriber = live.subscribe(board, 'a.7');
    live.clock.advance(50);
    await subscriber.until('state reconnecting');
    live.clock.advance(1000);
    const stream = await live.server.next();
    assert.equal(stream.authorization, 'Bearer token');
    stream.hello();
    await subscriber.until('state live');
  });
});

describe('pageConnection with tokens', () => {
  it('is one a visitor, apart from the one of strangers', async () => {
    const address = { apiUrl: 'https://bridge.test', communityId: 'c1' };
    const session = new TokenSession(() => null);
    const connection = await pageConnection({ ...address, session });
    assert.equal(await pageConnection({ ...address, session }), connection);
    assert.notEqual(await pageConnection(address), connection);
    assert.notEqual(await pageConnection({ ...address, session: new TokenSession(() => null) }), connection);
  });
});
