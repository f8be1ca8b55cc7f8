import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatCursor, parseCursor } from '../../../src/schemas/cursor.ts';
import { BridgeServer, demoConfig } from '../../support/bridge-server.ts';
import type { BridgeStream } from '../../support/bridge-stream.ts';
import { fixtureBytes, slackMessage } from '../ingest/fixtures.ts';

async function cursorOf(bridge: BridgeServer): Promise<string> {
  return ((await bridge.getJson('leaderboards/top')) as { cursor: string }).cursor;
}

async function post(bridge: BridgeServer, index: number): Promise<void> {
  const ts = `${1_756_000_000 + index}.000000`;
  await bridge.postSlack({ ...slackMessage({ text: `No. ${index}`, ts }), event_id: `Ev${index}` });
}

async function helloOf(stream: BridgeStream): Promise<unknown[]> {
  const { data } = await stream.event(0);
  return [data['resumed'], data['cursor']];
}

/** The cursor that many log entries later (or, below 0, earlier). */
function later(cursor: string, entries: number): string {
  const { epoch, sequence } = parseCursor(cursor)!;
  return formatCursor({ epoch, sequence: sequence + entries });
}

const both = 'topics=board/top,channel/general';

describe('a stream that resumes', () => {
  it('is told what it missed, when it names its cursor', async (context) => {
    const bridge = await BridgeServer.start(context);
    await post(bridge, 0);
    const cursor = await cursorOf(bridge);
    await post(bridge, 1);
    const stream = await bridge.openStream(`${both}&cursor=${cursor}`);
    assert.deepEqual(await helloOf(stream), ['yes', cursor]);
    const { data } = await stream.named('message.posted');
    assert.match(JSON.stringify(data), /No\. 1/);
    assert.doesNotMatch(stream.raw, /No\. 0/);
  });

  it('is told the same when it names its last event, which counts more than the address', async (context) => {
    const bridge = await BridgeServer.start(context);
    const old = await cursorOf(bridge);
    await post(bridge, 0);
    const cursor = await cursorOf(bridge);
    await post(bridge, 1);
    const stream = await bridge.openStream(`${both}&cursor=${old}`, { 'last-event-id': cursor });
    assert.deepEqual(await helloOf(stream), ['yes', cursor]);
    await stream.named('message.posted');
    assert.doesNotMatch(stream.raw, /No\. 0/);
  });

  it('goes on live after what it missed, in order', async (context) => {
    const bridge = await BridgeServer.start(context);
    const cursor = await cursorOf(bridge);
    for (let index = 0; index < 5; index += 1) await post(bridge, index);
    const stream = await bridge.openStream(`topics=channel/general&cursor=${cursor}`);
    await stream.event(0);
    for (let index = 5; index < 10; index += 1) await post(bridge, index);
    await stream.named('message.posted', 9);
    const told = [...stream.raw.matchAll(/No\. (\d+)/g)].map(([, index]) => Number(index));
    assert.deepEqual(told, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('loses nothing and is told nothing twice, wherever the last one broke off', async (context) => {
    const bridge = await BridgeServer.start(context);
    const told: number[] = [];
    let cursor = await cursorOf(bridge);
    for (let round = 0; round < 6; round += 1) {
      const stream = await bridge.openStream(`topics=channel/general&cursor=${cursor}`);
      await stream.event(0);
      await post(bridge, 2 * round);
      const { id, data } = await stream.named('message.posted', round === 0 ? 0 : 1);
      stream.leave();
      await post(bridge, 2 * round + 1);
      for (const event of stream.events.slice(1)) told.push(Number(/No\. (\d+)/.exec(JSON.stringify(event))?.[1]));
      assert.notEqual(id, undefined, JSON.stringify(data));
      cursor = id ?? '';
    }
    assert.deepEqual(
      told,
      Array.from({ length: 11 }, (_, index) => index),
    );
  });

  it('has a gap from another epoch', async (context) => {
    const bridge = await BridgeServer.start(context);
    await post(bridge, 0);
    const stream = await bridge.openStream(`${both}&cursor=another.1`);
    assert.deepEqual(await helloOf(stream), ['gap', await cursorOf(bridge)]);
  });

  it('has a gap from a cursor ahead of the log', async (context) => {
    const bridge = await BridgeServer.start(context);
    await post(bridge, 0);
    const cursor = await cursorOf(bridge);
    const stream = await bridge.openStream(`${both}&cursor=${later(cursor, 1)}`);
    assert.deepEqual(await helloOf(stream), ['gap', cursor]);
  });

  it('has a gap from a last event that is none of ours', async (context) => {
    const bridge = await BridgeServer.start(context);
    const stream = await bridge.openStream(both, { 'last-event-id': 'x'.repeat(500) });
    assert.deepEqual(await helloOf(stream), ['gap', await cursorOf(bridge)]);
  });

  it('has a gap when the log was cut behind its cursor, and none when it was cut right at it', async (context) => {
    const bridge = await BridgeServer.start(context, { config: await demoConfig({ logEntries: 3 }) });
    for (let index = 0; index < 5; index += 1) await post(bridge, index);
    const head = await cursorOf(bridge);
    assert.deepEqual(await helloOf(await bridge.openStream(`${both}&cursor=${later(head, -4)}`)), ['gap', head]);
    const stream = await bridge.openStream(`${both}&cursor=${later(head, -3)}`);
    assert.deepEqual(await helloOf(stream), ['yes', later(head, -3)]);
    await stream.named('message.posted', 2);
  });

  it('is told what it missed also by the bridge that started anew', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.postReturning(fixtureBytes('user-visits-server.json'));
    const cursor = await cursorOf(bridge);
    await bridge.postReturning(fixtureBytes('user-joins-server.json'));
    await bridge.restart();
    const stream = await bridge.openStream(`${both}&cursor=${cursor}`);
    assert.deepEqual(await helloOf(stream), ['yes', cursor]);
    const { data } = await stream.named('board.changed');
    assert.match(JSON.stringify(data), /"score":11/);
  });
});
