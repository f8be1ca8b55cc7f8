import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, loadConfig, type BridgeConfig } from '../../../src/bridge/config/config.ts';
import type { Environment } from '../../../src/bridge/config/secrets.ts';
import { temporaryFile } from '../../support/bridge-folder.ts';

const STRONG = '0123456789abcdef0123456789abcdef';

/** Loads a configuration that is written as an object, or as text where it is no JSON. */
async function load(context: TestContext, content: unknown, environment: Environment = {}): Promise<BridgeConfig> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return loadConfig(await temporaryFile(context, text), environment);
}

async function refusal(context: TestContext, content: unknown): Promise<ConfigError> {
  const error = await load(context, content).then(
    () => assert.fail('it was taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConfigError, String(error));
  return error;
}

const community = { id: 'c1', name: 'One', hookSecrets: [STRONG] };

describe('loadConfig', () => {
  it('takes the demo’s configuration', async () => {
    const config = await loadConfig(new URL('../../../demo/bridge.config.json', import.meta.url).pathname, {});
    assert.deepEqual(config.hookSecrets, [{ secret: 'demo-hook-secret', communityId: '6502564c5c09c0a' }]);
    assert.deepEqual(config.slackSigningSecrets, ['demo-slack-signing-secret']);
    const [top, messages] = config.communities[0]?.boards ?? [];
    assert.deepEqual(top?.points, { join: 10, visit: 1, post: 2, refer: 20, buy: 5 });
    assert.deepEqual(messages?.periods, ['all-time', 'monthly', 'weekly', 'daily']);
  });

  it('fills in what is left out', async (context) => {
    const config = await load(context, { communities: [community] });
    assert.deepEqual([config.logEntries, config.durability], [100_000, 'normal']);
    assert.deepEqual(
      [config.communities[0]?.timeZone, config.communities[0]?.boards, config.slackSigningSecrets],
      ['UTC', [], []],
    );
  });

  it('takes a file that begins with a byte order mark, as some editors write it', async (context) => {
    const { communities } = await load(context, `\uFEFF${JSON.stringify({ communities: [community] })}`);
    assert.deepEqual(
      communities.map(({ id }) => id),
      ['c1'],
    );
    const text = `\uFEFF\uFEFF${JSON.stringify({ communities: [community] })}`;
    assert.match((await refusal(context, text)).message, /is not JSON/);
  });

  it('lists every mistake at once, each with its place', async (context) => {
    const error = await refusal(context, {
      logEntry: 5,
      durability: 'maybe',
      slack: { signingSecrets: [] },
      communities: [
        {
          id: 'c1',
          name: '',
          timeZone: 'Europe/Atlantis',
          hookSecrets: ['short', { env: 'NOT_SET' }],
          slackTeams: ['T1'],
          channels: [
            { id: 'General', name: 'general', slack: ['C1'] },
            { id: 'random', name: 'random', slack: ['C1'] },
            { id: 'random', name: 'again' },
          ],
          boards: [
            { slug: 'top', title: 'Top', periods: ['weekly', 'weekly'], defaultPeriod: 'daily' },
            { slug: 'top', title: 'Top', metric: 'messages', points: { join: 1 }, size: 1000 },
            { slug: 'odd', title: 'Odd', metric: 'karma', periods: ['hourly'] },
          ],
        },
        { id: 'c1', name: 'Two', slackTeams: ['T1'] },
      ],
    });
    const places = [
      '',
      'durability',
      'slack.signingSecrets',
      'communities.0.name',
      'communities.0.timeZone',
      'communities.0.hookSecrets.0',
      'communities.0.hookSecrets.1',
      'communities.0.channels.0.id',
      'communities.0.channels.1.slack',
      'communities.0.channels.2.id',
      'communities.0.boards.0.periods',
      'communities.0.boards.0.defaultPeriod',
      'communities.0.boards.1.slug',
      'communities.0.boards.1.points',
      'communities.0.boards.1.size',
      'communities.0.boards.2.metric',
      'communities.0.boards.2.periods.0',
      'communities.1.id',
      'communities.1.slackTeams',
    ];
    const told = new Set(error.mistakes.map(({ path }) => path));
    assert.deepEqual(places.filter((place) => !told.has(place)), []); // prettier-ignore
    for (const { path, message } of error.mistakes) {
      assert.ok(error.message.includes(path === '' ? message : `  - ${path}: ${message}`), path);
    }
    assert.match(error.message, /logEntry/);
  });

  const cross: readonly (readonly [what: string, changes: object, path: string, message: RegExp])[] = [
    ['a default period that is not offered', { boards: [{ slug: 'a', title: 'A', periods: ['daily'] }] }, 'communities.0.boards.0.defaultPeriod', /all-time \(the default\) is not one/], // prettier-ignore
    ['points on a board that counts messages', { boards: [{ slug: 'a', title: 'A', metric: 'messages', points: {} }] }, 'communities.0.boards.0.points', /only with the metric "points"/], // prettier-ignore
    ['a board twice', { boards: [{ slug: 'a', title: 'A' }, { slug: 'a', title: 'B' }] }, 'communities.0.boards.1.slug', /"a" stands already at communities\.0\.boards\.0\.slug/], // prettier-ignore
    ['an external channel twice', { channels: [{ id: 'a', name: 'A', returning: ['x'] }, { id: 'b', name: 'B', returning: ['x'] }] }, 'communities.0.channels.1.returning', /"x" stands already/], // prettier-ignore
    ['a team without a signing secret', { slackTeams: ['T1'] }, 'slack.signingSecrets', /needs one/],
  ];
  for (const [what, changes, path, message] of cross) {
    it(`refuses ${what}`, async (context) => {
      const { mistakes } = await refusal(context, { communities: [{ ...community, ...changes }] });
      assert.deepEqual(mistakes.map((mistake) => mistake.path), [path]); // prettier-ignore
      assert.match(mistakes[0]?.message ?? '', message);
    });
  }

  it('lets two channels of different platforms bear one id', async (context) => {
    const channels = [{ id: 'a', name: 'A', returning: ['x'], slack: ['x'] }];
    await assert.doesNotReject(load(context, { communities: [{ ...community, channels }] }));
  });

  for (const content of ['null', '[]', '"text"', '7', '{}', '{"communities":[]}', '{"communities":[null,7,{}]}']) {
    it(`refuses ${content} with a mistake, not with a crash`, async (context) => {
      assert.ok((await refusal(context, content)).mistakes.length > 0);
    });
  }

  it('says where a file stops being JSON, and quotes nothing of it, since a secret may stand there', async (context) => {
    for (const unquoted of [`"${STRONG}" "${STRONG}"`, STRONG, 'swordfish']) {
      const { message } = await refusal(context, `{\n  "slack": {"signingSecrets": [${unquoted}]}}`);
      assert.match(message, /line 2, column \d+/);
      assert.doesNotMatch(message, /0123|swordfish|signing/);
    }
  });
});
