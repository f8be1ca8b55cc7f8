import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { assertProblem } from '../../support/bridge-problem.ts';
import { BridgeServer } from '../../support/bridge-server.ts';
import { fixtureBytes, messageHook, slackMessage } from '../ingest/fixtures.ts';

/** Runs SQL on the store's file behind the bridge's back. */
function tamper(bridge: BridgeServer, sql: string): void {
  const database = new DatabaseSync(bridge.databasePath);
  database.exec(sql);
  database.close();
}

/** From now on each write of a log entry fails, as on a disk that is full; reading goes on. */
function breakWrites(bridge: BridgeServer): void {
  tamper(bridge, `CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
}

const join = fixtureBytes('user-joins-server.json');

describe('a bridge whose store fails', () => {
  const hooks: readonly (readonly [what: string, send: (bridge: BridgeServer) => Promise<Response>])[] = [
    ['a Returning.AI hook', (bridge) => bridge.postReturning(join)],
    ['a Slack delivery', (bridge) => bridge.postSlack(slackMessage())],
    ['what it would put aside', (bridge) => bridge.postReturning(messageHook({}))],
  ];
  for (const [what, send] of hooks) {
    it(`answers 503 to ${what}, keeps nothing of it, and takes it when it comes again`, async (context) => {
      const bridge = await BridgeServer.start(context);
      const before = await bridge.getJson('leaderboards/top');
      breakWrites(bridge);
      const response = await send(bridge);
      assert.match(response.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
      await assertProblem(response, 503, 'store-unavailable');
      assert.deepEqual(await bridge.getJson('leaderboards/top'), before);
      tamper(bridge, 'DROP TRIGGER full');
      const again = await send(bridge);
      assert.ok(again.ok);
      assert.doesNotMatch(await again.text(), /duplicate/);
    });
  }

  it('tells the log why, without what was sent', async (context) => {
    const bridge = await BridgeServer.start(context);
    breakWrites(bridge);
    await bridge.postReturning(join);
    const line = bridge.logEntries.at(-1);
    assert.deepEqual([line?.['level'], line?.['event'], line?.['error']], ['error', 'request-failed', 'StoreUnavailableError']); // prettier-ignore
    assert.match(String(line?.['cause']), /disk full/);
    assert.doesNotMatch(bridge.log.join(''), /@|Jane/);
  });

  it('answers 503 to readers, and is not ready, but alive', async (context) => {
    const bridge = await BridgeServer.start(context);
    tamper(bridge, 'DROP TABLE log; DROP TABLE rankings');
    await assertProblem(await bridge.get('leaderboards/top'), 503, 'store-unavailable');
    await assertProblem(await bridge.get('channels/general/messages'), 503, 'store-unavailable');
    await assertProblem(await fetch(`${bridge.url}/readyz`), 503, 'store-unavailable');
    assert.equal((await fetch(`${bridge.url}/healthz`)).status, 200);
  });

  it('cuts a stream off that it cannot begin, so that the reader comes again', async (context) => {
    const bridge = await BridgeServer.start(context);
    tamper(bridge, 'DROP TABLE log');
    const stream = await bridge.openStream('topics=board/top');
    await stream.ended;
    assert.deepEqual(stream.events, []);
    assert.equal(bridge.logEntries.at(-1)?.['event'], 'stream-failed');
  });

  it('never says that it kept what it did not, when its store is closed', async (context) => {
    const bridge = await BridgeServer.start(context);
    await bridge.closeStore();
    assert.ok((await bridge.postReturning(join)).status >= 500);
    assert.ok((await bridge.postSlack(slackMessage())).status >= 500);
    assert.ok((await fetch(`${bridge.url}/readyz`)).status >= 500);
    await bridge.restart();
    assert.deepEqual(await (await bridge.postReturning(join)).json(), { status: 'accepted' });
  });
});
