import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { restKeys } from '../../../demo/platform/rest/rest-app.ts';
import { errorOf, failing, FIRST_RETRY_MS, NOW, SECOND_RETRY_MS, standIn, TIMEOUT_MS } from './stand-in-platform.ts';

const unavailable = { kind: 'status', status: 503 } as const;

describe('a request to a platform', () => {
  it('is sent again after a failure, each time after a random part of a longer wait', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    server.faults.next(unavailable, { kind: 'cut' });
    const channels = upstream.returning!.channels();
    await clock.timerDueIn(FIRST_RETRY_MS);
    assert.equal(server.requests.length, 1);
    clock.advance(FIRST_RETRY_MS);
    await clock.timerDueIn(SECOND_RETRY_MS);
    assert.equal(server.requests.length, 2);
    clock.advance(SECOND_RETRY_MS);
    assert.equal((await channels).length, 1);
    assert.equal(server.requests.length, 3);
  });

  it('is given up after three attempts', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    server.faults.always(unavailable);
    const { code, message } = await failing(upstream.returning!.channels(), clock);
    assert.equal(code, 'upstream-unavailable');
    assert.equal(message, 'Returning.AI answered "get channels" with status 503.');
    assert.equal(server.requests.length, 3);
  });

  it('ends with a time-out when the platform is silent', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    server.faults.always({ kind: 'silence' });
    const error = errorOf(upstream.returning!.channels());
    for (const [index, wait] of [FIRST_RETRY_MS, SECOND_RETRY_MS, undefined].entries()) {
      await server.untilRequests(index + 1);
      clock.advance(TIMEOUT_MS);
      if (wait === undefined) continue;
      await clock.timerDueIn(wait);
      clock.advance(wait);
    }
    assert.equal((await error).code, 'upstream-timeout');
    assert.equal(clock.waiting, 0);
  });

  it('says that the platform is not to be reached when nothing listens', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    await server.stop();
    assert.equal((await failing(upstream.returning!.channels(), clock)).code, 'upstream-unreachable');
  });

  const waits: [string, string, number][] = [
    ['seconds', '7', 7000],
    ['a date', new Date(NOW + 9000).toUTCString(), 9000],
    ['a date that is over', new Date(NOW - 9000).toUTCString(), 0],
    ['nonsense', 'soon', 0],
  ];
  for (const [form, retryAfter, waitMs] of waits) {
    it(`waits as long as Retry-After says in ${form}, and a little longer`, async (context) => {
      const { server, upstream, clock } = await standIn(context);
      server.faults.next({ kind: 'status', status: 429, retryAfter });
      const channels = upstream.returning!.channels();
      await clock.timerDueIn(waitMs + FIRST_RETRY_MS);
      clock.advance(waitMs + FIRST_RETRY_MS);
      assert.equal((await channels).length, 1);
    });
  }

  it('is not kept waiting for more than a minute: the error says when to come back', async (context) => {
    const { server, upstream, logged } = await standIn(context);
    server.faults.next({ kind: 'status', status: 429, retryAfter: '3600' });
    const { code, retryAfterMs } = await errorOf(upstream.returning!.channels());
    assert.deepEqual([code, retryAfterMs], ['upstream-rate-limited', 3_600_000]);
    const next = await errorOf(upstream.returning!.channels());
    assert.deepEqual([next.code, next.retryAfterMs], ['upstream-busy', 3_600_000]);
    assert.deepEqual([server.requests.length, logged], [1, []]);
  });

  it('makes all others wait when the platform asks for it', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    server.faults.next({ kind: 'status', status: 429, retryAfter: '7' });
    const first = upstream.returning!.channels();
    await clock.timerDueIn(7000 + FIRST_RETRY_MS);
    const second = upstream.returning!.messages({});
    await clock.timerDueIn(7000);
    assert.equal(server.requests.length, 1);
    clock.advance(7000 + FIRST_RETRY_MS);
    await Promise.all([first, second]);
  });

  for (const status of [429, 503, 403] as const) {
    it(`leaves the platform alone as long as an answer with status ${status} asks for, for all that is asked later`, async (context) => {
      const { server, upstream, clock } = await standIn(context);
      server.faults.next({ kind: 'status', status, retryAfter: '600' });
      await errorOf(upstream.returning!.channels());
      clock.advance(1000);
      const { code, message, retryAfterMs } = await errorOf(upstream.returning!.messages({}));
      assert.deepEqual([code, retryAfterMs, server.requests.length], ['upstream-busy', 599_000, 1]);
      assert.equal(message, '"get messages" was not sent: Returning.AI wants to be left alone for another 599 s.');
      clock.advance(599_000);
      assert.equal((await upstream.returning!.channels()).length, 1);
    });
  }

  for (const retryAfter of ['3601', '999999999', '9'.repeat(20), 'Fri, 01 Jan 2100 00:00:00 GMT']) {
    it(`leaves the platform alone for an hour at most, and not for "${retryAfter}"`, async (context) => {
      const { server, upstream, clock } = await standIn(context);
      server.faults.next({ kind: 'status', status: 503, retryAfter });
      assert.equal((await errorOf(upstream.returning!.channels())).retryAfterMs, 3_600_000);
      clock.advance(3_600_000);
      assert.equal((await upstream.returning!.channels()).length, 1);
    });
  }

  it('keeps to the budget of a minute when many wait while the platform wants to be left alone', async (context) => {
    const { server, upstream, clock } = await standIn(context, { requestsPerMinute: 8 });
    await upstream.returning!.channels();
    server.faults.next({ kind: 'status', status: 429, retryAfter: '30' });
    const limited = upstream.returning!.channels();
    const waiting = [upstream.returning!.channels(), upstream.returning!.channels()];
    await clock.timerDueIn(30_000 + FIRST_RETRY_MS);
    clock.advance(30_000 + FIRST_RETRY_MS);
    await clock.timerDueIn(60_000 - 30_000 - FIRST_RETRY_MS);
    for (const [index, asked] of [...waiting, limited].entries()) {
      clock.advance(NOW + 39_999 + index * 10_000 - clock.now());
      assert.equal(server.requests.length, 2 + index);
      clock.advance(1);
      await asked;
    }
    assert.equal(server.requests.length, 5);
  });

  it('is refused when the platform wants to be left alone for so long while it waits', async (context) => {
    const { server, upstream, clock } = await standIn(context, { requestsPerMinute: 8 });
    await upstream.returning!.channels();
    server.faults.next({ kind: 'status', status: 429, retryAfter: '600' });
    const limited = upstream.returning!.channels();
    const waiting = errorOf(upstream.returning!.channels());
    await errorOf(limited);
    clock.advance(10_000);
    assert.deepEqual([(await waiting).code, server.requests.length], ['upstream-busy', 2]);
  });

  for (const status of [400, 401, 403, 404] as const) {
    it(`is not sent again after status ${status}`, async (context) => {
      const { server, upstream } = await standIn(context);
      server.faults.always({ kind: 'status', status });
      await errorOf(upstream.returning!.channels());
      assert.equal(server.requests.length, 1);
    });
  }

  const unusable: [string, string, string][] = [
    ['no JSON', '<html>marker@example.com</html>', 'upstream-malformed'],
    ['JSON of another shape', '{"data":{"marker@example.com":1}}', 'upstream-malformed'],
    ['no row that fits', '{"data":[{"_id":null}]}', 'upstream-malformed'],
    ['more than 8 MiB', `{"data":[],"more":"${'x'.repeat(8 * 1024 * 1024)}"}`, 'upstream-too-large'],
  ];
  for (const [what, body, expected] of unusable) {
    it(`refuses ${what}, and quotes nothing of it`, async (context) => {
      const { server, upstream } = await standIn(context);
      server.faults.always({ kind: 'body', body });
      const error = await errorOf(upstream.returning!.channels());
      assert.equal(error.code, expected);
      assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /marker|xxx/);
      assert.equal(server.requests.length, 1);
    });
  }

  it('does not follow to where it is sent, because its key would go with it', async (context) => {
    const { server, upstream } = await standIn(context);
    server.faults.always({ kind: 'status', status: 302 });
    assert.equal((await errorOf(upstream.badges!.award('b', '1'))).code, 'upstream-refused');
    assert.equal(server.requests.length, 1);
  });

  it('is not sent twice when it changes something and may have been carried out', async (context) => {
    const { server, upstream } = await standIn(context);
    const say = () => upstream.returning!.sendMessage({ channelId: 'c', message: 'hi', sender: 'amara' });
    for (const fault of [unavailable, { kind: 'cut' } as const, { kind: 'body', body: 'x' } as const]) {
      server.faults.next(fault);
      await errorOf(say());
    }
    assert.equal(server.requests.length, 3);
    assert.deepEqual(server.records.sent, []);
  });

  it('is sent again when it changes something and was turned away at the door', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    server.faults.next({ kind: 'status', status: 429 });
    const said = upstream.returning!.sendMessage({ channelId: 'c', message: 'hi', sender: 'amara' });
    await clock.timerDueIn(FIRST_RETRY_MS);
    clock.advance(FIRST_RETRY_MS);
    await said;
    assert.deepEqual(server.records.sent, [{ action: 'send', channelId: 'c', message: 'hi', sender: 'amara' }]);
  });

  it('keeps to the budget of a minute, and is refused when that would take more than one', async (context) => {
    const { server, upstream, clock } = await standIn(context, { requestsPerMinute: 8 });
    const ask = () => upstream.returning!.channels();
    await Promise.all([ask(), ask()]);
    const third = ask();
    await clock.timerDueIn(10_000);
    assert.equal(server.requests.length, 2);
    const later = Promise.all([ask(), ask(), ask(), ask(), ask()]);
    const { code, retryAfterMs } = await errorOf(ask());
    assert.deepEqual([code, retryAfterMs], ['upstream-busy', 70_000]);
    clock.advance(60_000);
    await Promise.all([third, later]);
    assert.equal(server.requests.length, 8);
  });

  it('ends at once when the way is closed, also while it waits', async (context) => {
    const { server, upstream, clock } = await standIn(context);
    server.faults.next({ kind: 'silence' }, unavailable);
    const silent = errorOf(upstream.returning!.channels());
    await server.untilRequests(1);
    const waiting = errorOf(upstream.returning!.messages({}));
    await clock.timerDueIn(FIRST_RETRY_MS);
    upstream.close();
    const codes = [await silent, await waiting, await errorOf(upstream.returning!.channels())].map(({ code }) => code);
    assert.deepEqual(codes, ['upstream-closed', 'upstream-closed', 'upstream-closed']);
    assert.deepEqual([server.requests.length, clock.waiting], [2, 0]);
  });

  it('ends with the reason of its own signal', async (context) => {
    const { server, upstream } = await standIn(context);
    server.faults.next({ kind: 'silence' });
    const stop = new AbortController();
    const asked = upstream.returning!.channels(stop.signal);
    await server.untilRequests(1);
    stop.abort(new RangeError('enough'));
    await assert.rejects(asked, RangeError);
  });

  it('never has its key in a log line or an error', async (context) => {
    const { server, upstream, clock, logged } = await standIn(context);
    server.faults.always(unavailable);
    const errors = [
      await failing(upstream.returning!.channels(), clock),
      await errorOf(upstream.badges!.award('b', '1')),
    ];
    server.faults.always({ kind: 'status', status: 401 });
    errors.push(await errorOf(upstream.slack!.user('W123ABC456')));
    const told = JSON.stringify(logged) + errors.map((error) => `${error.stack} ${JSON.stringify(error)}`).join();
    assert.equal(logged.length, 2);
    for (const key of Object.values(restKeys)) assert.equal(told.includes(key), false);
  });
});
