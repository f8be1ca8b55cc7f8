import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { people } from '../../../demo/platform/people.ts';
import { runDemo } from '../../../demo/start/run-demo.ts';
import { decode } from '../../../src/schemas/decode.ts';
import { leaderboard, type Leaderboard } from '../../../src/schemas/leaderboard.ts';

const root = join(import.meta.dirname, '../../..');

it(
  'the demo’s founders reach the leaderboard of the demo’s bridge, without a warning',
  { timeout: 30_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'returning-demo-'));
    const ready = Promise.withResolvers<string>();
    const printed: string[] = [];
    const stop = new AbortController();
    const demo = runDemo({
      bridge: {
        args: ['--disable-warning=ExperimentalWarning', join(root, 'src/bridge/main.ts')],
        env: { PORT: '0', DATA_DIR: dataDir, CONFIG: join(root, 'demo/bridge.config.json') },
      },
      platform: (url) => ({
        args: [join(root, 'demo/platform/main.ts')],
        env: { HOOK_URL: `${url}/hooks/returning/demo-hook-secret` },
      }),
      onReady: ready.resolve,
      print: (line) => printed.push(line),
      signal: stop.signal,
    });
    try {
      const url = await Promise.race([ready.promise, demo.then(() => assert.fail(printed.join('\n')))]);
      const board = await founded(`${url}/v1/communities/6502564c5c09c0a/leaderboards/top`);
      const names = board.entries.map(({ member }) => member.name).toSorted();
      const founders = people.slice(0, 6).map(({ firstName, lastName }) => `${firstName} ${lastName}`);
      assert.deepEqual(names, founders.toSorted());
      assert.doesNotMatch(JSON.stringify(board), /@/);
    } finally {
      stop.abort();
      assert.equal(await demo, 0);
      await rm(dataDir, { recursive: true });
    }
    assert.deepEqual(printed, []);
  },
);

/** The board as soon as the founders have joined. */
async function founded(url: string): Promise<Leaderboard> {
  for (;;) {
    const board = decode(leaderboard, await (await fetch(url, { cache: 'no-store' })).json(), 'the leaderboard');
    if (board.total >= 6) return board;
  }
}
