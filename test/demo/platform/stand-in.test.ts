import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CommunityLife } from '../../../demo/platform/community-life.ts';
import { runStandIn, type StandInOptions } from '../../../demo/platform/stand-in.ts';
import { HookReceiver } from '../hook-receiver.ts';
import { seededRandom } from '../seeded-random.ts';

const NOW = Date.parse('2026-11-02T09:00:00.000Z');

describe('the stand-in platform', () => {
  let receiver: HookReceiver;
  let stop: AbortController;
  let log: string[];
  let running: Promise<void> | undefined;

  beforeEach(async () => {
    receiver = new HookReceiver();
    stop = new AbortController();
    log = [];
    await receiver.start();
  });

  afterEach(async () => {
    stop.abort();
    await running;
    await receiver.stop();
  });

  function run(options: Partial<StandInOptions> = {}): Promise<void> {
    running = runStandIn({
      hookUrl: receiver.url,
      intervalMs: 2000,
      signal: stop.signal,
      random: seededRandom(1),
      now: () => NOW,
      pause: (_ms, signal) => turn(signal),
      log: (line) => log.push(line),
      ...options,
    });
    return running;
  }

  it('posts JSON to the hook, the founders first', async () => {
    void run();
    await receiver.untilReceived(20);
    assert.deepEqual(receiver.accepted.slice(0, 20), story(20));
    for (const { method, contentType } of receiver.received)
      assert.deepEqual([method, contentType], ['POST', 'application/json']);
  });

  it('keeps the order while the bridge fails, is overloaded or cuts the connection', async () => {
    receiver.answerNext(503, 200, 0, 0, 429, 200, 500, 408);
    void run();
    await receiver.untilReceived(26);
    assert.deepEqual(receiver.accepted.slice(0, 20), story(20));
  });

  it('begins with events of the past, in order, where it is told to', async () => {
    void run({ pastEvents: 3 });
    await receiver.untilReceived(10);
    const minutesAgo = receiver.accepted.slice(6, 10).map((body) => (NOW - Date.parse(JSON.parse(body).date)) / 60_000);
    assert.deepEqual(minutesAgo, [21, 14, 7, 0]);
  });

  it('waits a second before it sends the same body again, and the interval before the next', async () => {
    receiver.answerNext(200, 200, 200, 200, 200, 503, 200);
    const pauses: number[] = [];
    void run({
      intervalMs: 1234,
      pause: (ms, signal) => {
        pauses.push(ms);
        return turn(signal);
      },
    });
    await receiver.untilReceived(9);
    assert.deepEqual(pauses.slice(0, 3), [1000, 1234, 1234]);
  });

  it('goes on where it was when the bridge comes back on its port', async () => {
    const cut: (() => Promise<void>)[] = [() => receiver.stop(), () => receiver.start()];
    void run({
      pause: async (_ms, signal) => {
        await cut.shift()?.();
        await turn(signal);
      },
    });
    await receiver.untilReceived(20);
    assert.deepEqual(receiver.accepted.slice(0, 20), story(20));
  });

  it('says once that the bridge is away, and once that it is back', async () => {
    receiver.answerNext(503, 503, 503);
    void run();
    await receiver.untilReceived(8);
    assert.deepEqual(log, [
      'The bridge did not take a webhook (status 503); sending it again every second.',
      'The bridge takes webhooks again.',
    ]);
  });

  it('drops a body the bridge refuses for good, says so, and goes on with the next', async () => {
    receiver.answerNext(401);
    void run();
    await receiver.untilReceived(4);
    assert.deepEqual(receiver.accepted.slice(0, 3), story(4).slice(1));
    assert.deepEqual(log, ['The bridge refused "User Joins Server": status 401.']);
  });

  it('stops at once in the middle of a pause', async () => {
    const ended = run({ pause: (_ms, signal) => untilAborted(signal) });
    await receiver.untilReceived(6);
    stop.abort();
    await ended;
    assert.equal(receiver.received.length, 6);
  });

  it('stops at once while a request is unanswered', async () => {
    const asked = Promise.withResolvers<undefined>();
    const ended = run({
      fetch: (_input, init) => {
        asked.resolve(undefined);
        return untilAborted(init?.signal ?? stop.signal);
      },
    });
    await asked.promise;
    stop.abort();
    await ended;
  });
});

/** What the stand-in tells with the tests' randomness and time. */
function story(count: number): string[] {
  const life = new CommunityLife({ random: seededRandom(1), now: () => NOW });
  const bodies = [...life.founding()];
  while (bodies.length < count) bodies.push(life.next());
  return bodies.slice(0, count).map((body) => JSON.stringify(body));
}

async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
