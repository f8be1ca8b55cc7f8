import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkBridge } from '../../../src/bridge/commands/check.ts';
import type { BridgeConfig } from '../../../src/bridge/config/config.ts';
import { bridgeConfig } from '../../../src/schemas/config.ts';
import { COMMUNITY, demoConfig } from '../../support/bridge-server.ts';

const boards = [
  { slug: 'top', title: 'Top' },
  { slug: 'by-xp', title: 'XP', metric: 'xp', periods: ['all-time'] },
  { slug: 'rich', title: 'Coins', metric: 'coins', periods: ['all-time'] },
];

/** What is printed of a bridge that is ready, and whether it counts as good. */
async function check(upstreamKeys: BridgeConfig['upstreamKeys']): Promise<{ lines: string[]; isGood: boolean }> {
  const { communities } = bridgeConfig.parse({ communities: [{ id: COMMUNITY, name: 'One', boards }] });
  const lines: string[] = [];
  const isGood = await checkBridge({
    config: await demoConfig({ communities, upstreamKeys }),
    port: 4400,
    print: (line) => lines.push(line),
    fetch: async () => Response.json({ status: 'ready' }),
  });
  return { lines: lines.filter((line) => line.includes('import')), isGood };
}

describe('checkBridge, of boards that show what the platform counts,', () => {
  for (const { what, keys } of [
    { what: 'no upstream.returning.apiKey', keys: new Map() },
    { what: 'only a key of another API', keys: new Map([[COMMUNITY, { badgesKey: 'a-key-for-badges' }]]) },
  ])
    it(`warns that nothing but an import fills them with ${what}, and fails for nothing`, async () => {
      const { lines, isGood } = await check(keys as BridgeConfig['upstreamKeys']);
      assert.deepEqual(lines, [
        '  Warning: only "import" fills the board "by-xp" (xp): set upstream.returning.apiKey to have it follow the platform.',
        '  Warning: only "import" fills the board "rich" (coins): set upstream.returning.apiKey to have it follow the platform.',
      ]);
      assert.equal(isGood, true);
    });

  it('has nothing to say of them where that key is set', async () => {
    const apiKey = { apiKey: 'a-key', badgesKey: undefined, botToken: undefined };
    assert.deepEqual(await check(new Map([[COMMUNITY, apiKey]])), { lines: [], isGood: true });
  });
});
