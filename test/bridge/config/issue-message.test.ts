import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, loadConfig } from '../../../src/bridge/config/config.ts';
import { describeMistake } from '../../../src/schemas/decode.ts';
import { temporaryFile } from '../../support/bridge-folder.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const ours = { id: 'c1', name: 'One', hookSecrets: [SECRET] };
const board = { slug: 'top', title: 'Top' };

async function mistakesOf(context: TestContext, content: unknown): Promise<string[]> {
  const error = await loadConfig(await temporaryFile(context, JSON.stringify(content)), {}).then(
    () => assert.fail('it was taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConfigError, String(error));
  return error.mistakes.map(describeMistake);
}

const inCommunity = (changes: object): object => ({ communities: [{ ...ours, ...changes }] });
const inBoard = (changes: object): object => inCommunity({ boards: [{ ...board, ...changes }] });
const beside = (blocks: object): object => ({ communities: [ours], ...blocks });

/** What is written, and what is said of it. */
const sentences: readonly (readonly [content: unknown, sentence: string])[] = [
  [null, 'must be an object, { … }, and is null'],
  [[], 'must be an object, { … }, and is a list, [ … ]'],
  [{}, 'communities: is missing: it must be a list, [ … ]'],
  [{ communities: [] }, 'communities: must not be empty'],
  [beside({ logEntries: '5' }), 'logEntries: must be a number, and is a text'],
  [beside({ logEntries: 1.5 }), 'logEntries: must be a whole number'],
  [beside({ logEntries: 0 }), 'logEntries: must be 1 or more'],
  [beside({ limits: { streams: 1e9 } }), 'limits.streams: must be 1000000 or less'],
  [beside({ demo: 'yes' }), 'demo: must be true or false, and is a text'],
  [beside({ durability: 'maybe' }), 'durability: must be "normal" or "full"'],
  [
    beside({ retention: { messageDays: 1 } }),
    'retention: has no field "messageDays": take it out, or see whether it is one of these: endedPeriodsDays, messagesDays, deadLettersDays, deliveriesDays, factsDays',
  ],
  [
    beside({ server: { metrics: { port: 1, key: `${SECRET}x` } } }),
    'server.metrics: must be {"port": 9400}, with or without a "host", or {"key": …}, and not both',
  ],
  [
    beside({ server: { trustProxy: true } }),
    'server.trustProxy: must be how many proxies there are, from 0 to 10, or a list of their addresses, for instance ["10.0.0.0/8"]',
  ],
  [inCommunity({ name: '' }), 'communities.0.name: must not be empty'],
  [inCommunity({ name: 'x'.repeat(201) }), 'communities.0.name: must not be longer than 200'],
  [inBoard({ description: 'x'.repeat(501) }), 'communities.0.boards.0.description: must have at most 500 characters'],
  [inCommunity({ encryption: { keys: [] } }), 'communities.0.encryption.keys: must not be empty'],
  [
    inCommunity({ encryption: { keys: ['0123456789abcdef0123456789abcdeX'], modes: ['gcm', 'gcm', 'gcm'] } }),
    'communities.0.encryption.modes: must have at most 2 entries',
  ],
  [
    inCommunity({ userIdentifiers: { user: 'slack:id' } }),
    'communities.0.userIdentifiers.user: its name must be data- and then lower-case letters, digits and dashes',
  ],
  [
    inCommunity({ badges: [{ id: 'b', title: 'B', rule: { kind: 'counting' } }] }),
    'communities.0.badges.0.rule.kind: must be "count", "streak" or "rank"',
  ],
  [
    inBoard({ metric: 'karma' }),
    'communities.0.boards.0.metric: must be "points", "messages", "visits", "referrals", "purchases", "xp" or "coins"',
  ],
  [inBoard({ points: [] }), 'communities.0.boards.0.points: must be an object, { … }, and is a list, [ … ]'],
];

/** A secret or a file that is not where it should be. */
const missing: readonly (readonly [content: unknown, sentence: string])[] = [
  [
    inCommunity({ hookSecrets: [{ env: 'HOOK_SECRET' }] }),
    'communities.0.hookSecrets.0: the environment has no HOOK_SECRET: set it where the bridge is started',
  ],
  [
    inCommunity({ hookSecrets: [{ file: 'no/such/file' }] }),
    'communities.0.hookSecrets.0: there is no file no/such/file: make it, or name another',
  ],
  [
    inCommunity({ hookSecrets: [{ file: '.' }] }),
    "communities.0.hookSecrets.0: the file . can't be read: it is a folder",
  ],
];

describe('a mistake in the configuration', () => {
  for (const [content, sentence] of [...sentences, ...missing]) {
    it(`is told as "${sentence}"`, async (context) => {
      assert.deepEqual(await mistakesOf(context, content), [sentence]);
    });
  }

  it('is told of a file that is not there', async () => {
    await assert.rejects(loadConfig('no/such/bridge.json', {}), {
      message:
        "no/such/bridge.json can't be used. Mend these and start again:\n  - there is no such file: make it, or name another by CONFIG",
    });
  });
});
