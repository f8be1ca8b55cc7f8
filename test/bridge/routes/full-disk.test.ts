import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer } from '../../support/bridge-server.ts';
import { SmallDisk } from '../small-disk.ts';
import { messageHook, type JsonObject } from '../ingest/fixtures.ts';

/** How many hooks come before there is no room for more. */
const BEFORE = 3;
/** Far more than fit into pages that are taken already. */
const MANY = 200;

function hook(index: number): JsonObject {
  const channel = { channel_id: '65f1c0a2b3d4e5f60718293a', name: 'general' };
  return messageHook({ channel, message: { id: `m${index}`, message: 'word '.repeat(100) } });
}

interface FullBridge {
  readonly bridge: BridgeServer;
  readonly disk: SmallDisk;
  /** How many hooks were taken before the first that was not. */
  readonly taken: number;
  /** The answer to that one. */
  readonly refusal: Response;
}

/** A bridge that was sent hooks until its disk was full. */
async function fullBridge(context: TestContext): Promise<FullBridge> {
  const disk = new SmallDisk(context);
  const bridge = await BridgeServer.start(context);
  for (let taken = 0; taken < MANY; taken += 1) {
    if (taken === BEFORE) disk.fill();
    const refusal = await bridge.postReturning(hook(taken));
    if (!refusal.ok) return { bridge, disk, taken, refusal };
  }
  throw new Error('The disk did not fill.');
}

async function statusOf(answer: Promise<Response>): Promise<unknown> {
  return ((await (await answer).json()) as { status?: unknown }).status;
}

describe('a bridge whose disk is full', () => {
  it('answers 503 to a hook, so that the platform sends it again, and tells the log why', async (context) => {
    const { bridge, refusal } = await fullBridge(context);
    assert.match(refusal.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    await assertProblem(refusal, 503, 'store-unavailable');
    const line = bridge.logEntries.at(-1);
    assert.deepEqual([line?.['event'], line?.['error']], ['request-failed', 'StoreUnavailableError']);
    assert.match(String(line?.['cause']), /full/);
  });

  it('keeps nothing of that hook, and all of those before it', async (context) => {
    const { bridge, taken } = await fullBridge(context);
    const page = (await bridge.getJson('channels/general/messages?limit=100')) as { messages: unknown[] };
    assert.equal(page.messages.length, taken);
    const board = (await bridge.getJson('leaderboards/messages')) as { entries: { score: number }[] };
    assert.deepEqual(
      board.entries.map(({ score }) => score),
      [taken],
    );
  });

  it('stays ready, so that a proxy leaves readers and their streams with it', async (context) => {
    const { bridge } = await fullBridge(context);
    assert.equal(await statusOf(fetch(`${bridge.url}/readyz`)), 'ready');
    assert.equal((await bridge.get('leaderboards/messages')).status, 200);
    const stream = await bridge.openStream('topics=channel/general');
    await stream.named('hello');
  });

  it('is not ready for writes until there is room again', async (context) => {
    const { bridge, disk } = await fullBridge(context);
    await assertProblem(await fetch(`${bridge.url}/readyz?writes`), 503, 'store-unavailable');
    disk.makeRoom();
    assert.equal(await statusOf(fetch(`${bridge.url}/readyz?writes`)), 'ready');
  });

  it('says in its metrics whether it takes writes', async (context) => {
    const { bridge, disk } = await fullBridge(context);
    const writable = async (): Promise<string | undefined> =>
      /^returning_widgets_store_writable (\d)$/m.exec(await bridge.bridge.metrics.toText())?.[1];
    assert.equal(await writable(), '0');
    disk.makeRoom();
    assert.equal(await writable(), '1');
  });

  it('does not take itself for writable because of a repeat, which it knows without writing', async (context) => {
    const { bridge } = await fullBridge(context);
    assert.equal(await statusOf(bridge.postReturning(hook(0))), 'duplicate');
    await assertProblem(await fetch(`${bridge.url}/readyz?writes`), 503, 'store-unavailable');
  });

  it('goes on when there is room again, and counts and tells each hook once', async (context) => {
    const { bridge, disk, taken } = await fullBridge(context);
    const stream = await bridge.openStream('topics=channel/general');
    await stream.named('hello');
    disk.makeRoom();
    for (let index = 0; index < taken; index += 1) {
      assert.equal(await statusOf(bridge.postReturning(hook(index))), 'duplicate');
    }
    assert.equal(await statusOf(bridge.postReturning(hook(taken))), 'accepted');
    await stream.named('message.posted');
    const page = (await bridge.getJson('channels/general/messages?limit=100')) as { messages: unknown[] };
    assert.equal(page.messages.length, taken + 1);
    assert.deepEqual(
      stream.events.map(({ name }) => name),
      ['hello', 'message.posted'],
    );
  });
});
