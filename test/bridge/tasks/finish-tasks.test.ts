import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Communities } from '../../../src/bridge/communities.ts';
import { collections } from '../../../src/bridge/domain/documents.ts';
import { beginErasure } from '../../../src/bridge/domain/erasure/begin-erasure.ts';
import { identityKey, identityRef, resolveIdentity } from '../../../src/bridge/domain/identity.ts';
import { createLog } from '../../../src/bridge/log.ts';
import { SqliteStore } from '../../../src/bridge/store/sqlite.ts';
import type { Store } from '../../../src/bridge/store/store.ts';
import { eraseMember } from '../../../src/bridge/tasks/erase-member.ts';
import { linkMember } from '../../../src/bridge/tasks/link-member.ts';
import { recount } from '../../../src/bridge/tasks/recount.ts';
import { UnfinishedTasks } from '../../../src/bridge/unfinished-tasks.ts';
import type { Leaderboard } from '../../../src/schemas/leaderboard.ts';
import { temporaryFolder } from '../../support/bridge-folder.ts';
import { BridgeServer, COMMUNITY } from '../../support/bridge-server.ts';
import { community, keepFact, NOON, readMessages, readRows } from '../../support/community.ts';
import { imported, joined, posted, reacted, visited } from '../../support/facts.ts';
import { fixtureBytes } from '../ingest/fixtures.ts';
import { StoppedError, StoppingStore } from '../../support/stopping-store.ts';

const SECRET = 'a sentence that nobody else would write';
const yours = posted('bob', 'yours', { at: NOON + 1 });
const onSlack = { ...visited('ada', NOON + 2), source: 'slack', person: { externalId: 'USLACK' } } as const;
const facts = [
  joined('vera'),
  posted('vera', SECRET),
  imported('vera', 30),
  joined('bob'),
  yours,
  reacted(yours, 'vera', 'tada', { at: NOON + 2 }),
  joined('ada'),
  { ...onSlack, delivery: 'slack:1' },
  { ...posted('ada', 'mine'), ...{ source: onSlack.source, person: onSlack.person, channel: { externalId: 'C1' } } },
];

function open(folder: string): Store {
  const path = join(folder, 'bridge.sqlite');
  return new SqliteStore({ path, collections: Object.values(collections), logEntries: 1000 });
}

async function memberOf(store: Store, key: string): Promise<string> {
  const view = await store.read(community.id, [() => ({ documents: [identityRef(key)] })]);
  return resolveIdentity(view, key) ?? 'nobody';
}

interface Cut {
  /** Of a store as it is found when the process is started again. */
  readonly store: Store;
  readonly folder: string;
  /** The task had all the writes it wanted. */
  readonly isDone: boolean;
}

/** Runs a task in a process that ends after so many writes, for every number of them, and opens what it left behind. */
async function* cutOff(context: TestContext, task: (store: Store) => Promise<unknown>): AsyncGenerator<Cut> {
  for (let writes = 0, isDone = false; !isDone; writes += 1) {
    const folder = await temporaryFolder(context);
    const first = open(folder);
    for (const fact of facts) await keepFact(first, fact);
    isDone = await task(new StoppingStore(first, writes)).then(
      () => true,
      (error: unknown) => {
        if (error instanceof StoppedError) return false;
        throw error;
      },
    );
    await first.close();
    const store = open(folder);
    yield { store, folder, isDone };
    await store.close();
  }
}

/** What a bridge does with what it finds. */
async function startAgain(store: Store): Promise<void> {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line) });
  const communities = new Communities({ communities: [community] });
  await new UnfinishedTasks({ communities, store, log }).finish(NOON);
  assert.ok(!lines.join().includes('tasks-not-finished'), lines.join());
}

async function isInFiles(folder: string, text: string): Promise<boolean> {
  const files = (await readdir(folder)).map(async (name) => readFile(join(folder, name)));
  return (await Promise.all(files)).some((bytes) => bytes.includes(text));
}

async function authorsOf(store: Store): Promise<string[]> {
  return (await readMessages(store)).messages.map(({ author }) => author.name).sort();
}

describe('a task that was cut off', () => {
  it('to erase somebody is finished, wherever it was cut off', async (context) => {
    const erase = async (store: Store) =>
      eraseMember(store, community, await memberOf(store, identityKey('returning', 'vera')), NOON);
    let cuts = 0;
    for await (const { store, folder } of cutOff(context, erase)) {
      const isBegun = (await memberOf(store, identityKey('returning', 'vera'))) === 'nobody';
      await startAgain(store);
      const traces = [SECRET, 'vera', 'Vera'];
      const found = (await Promise.all(traces.map((trace) => isInFiles(folder, trace)))).some(Boolean);
      assert.deepEqual([found, (await authorsOf(store)).includes('Vera')], [!isBegun, !isBegun], `cut ${cuts}`);
      if (isBegun) assert.deepEqual(await readRows(store, 'top'), ['1 Bob 12', '2 Ada 10', '3 USLACK 3']);
      assert.deepEqual(await store.scan(community.id, collections.erasures, { limit: 1 }), []);
      assert.equal((await recount(store, community, NOON)).standings, 0);
      cuts += 1;
    }
    assert.ok(cuts > 10, `${cuts} cuts`);
  });

  it('to make one member of two is finished, wherever it was cut off', async (context) => {
    const link = async (store: Store) => {
      const member = await memberOf(store, identityKey('returning', 'ada'));
      return linkMember({ store, community, member, key: identityKey('slack', 'USLACK'), now: NOON });
    };
    let cuts = 0;
    for await (const { store } of cutOff(context, link)) {
      await startAgain(store);
      const keys = [identityKey('returning', 'ada'), identityKey('slack', 'USLACK')];
      const members = await Promise.all(keys.map((key) => memberOf(store, key)));
      const isBegun = new Set(members).size === 1;
      const rows = await readRows(store, 'top');
      const rest = ['1 Vera 42', '2 Ada 13', '3 Bob 12'];
      assert.deepEqual(rows, isBegun ? rest : ['1 Vera 42', '2 Bob 12', '3 Ada 10', '4 USLACK 3'], `cut ${cuts}`);
      assert.deepEqual(await authorsOf(store), isBegun ? ['Ada', 'Bob', 'Vera'] : ['Bob', 'USLACK', 'Vera']);
      assert.deepEqual(await store.scan(community.id, collections.merges, { limit: 1 }), []);
      assert.equal((await recount(store, community, NOON)).standings, 0);
      cuts += 1;
    }
    assert.ok(cuts > 4, `${cuts} cuts`);
  });

  it('is finished by the bridge that starts next', async (context) => {
    const server = await BridgeServer.start(context);
    await server.postReturning(fixtureBytes('user-joins-server.json'));
    const { entries } = (await server.getJson('leaderboards/top')) as Leaderboard;
    const member = entries[0]?.member.id ?? '';
    await server.store.transact(COMMUNITY, beginErasure(member, [], { ...community, id: COMMUNITY }, NOON));
    await server.restart();
    const finished = server.nextLog('erasures-finished');
    server.bridge.begin();
    await finished;
    assert.deepEqual(((await server.getJson('leaderboards/top')) as Leaderboard).entries, []);
    assert.deepEqual(await server.store.scan(COMMUNITY, collections.erasures, { limit: 1 }), []);
  });
});
