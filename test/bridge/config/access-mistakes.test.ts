import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, loadConfig, type BridgeConfig } from '../../../src/bridge/config/config.ts';
import { temporaryFile } from '../../support/bridge-folder.ts';

const SECRET = '0123456789abcdef0123456789abcdef';

async function load(context: TestContext, community: object, file: object = {}): Promise<BridgeConfig> {
  const text = JSON.stringify({ ...file, communities: [{ id: 'c1', name: 'One', ...community }] });
  return loadConfig(await temporaryFile(context, text), {});
}

async function refusal(context: TestContext, community: object, file?: object): Promise<string[]> {
  const error = await load(context, community, file).then(
    () => assert.fail('it was taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConfigError, String(error));
  return error.mistakes.map(({ path, message }) => `${path} ${message}`);
}

describe('who may read, in the configuration', () => {
  it('is anyone from anywhere, with full names, where nothing is said', async (context) => {
    const [community] = (await load(context, {})).communities;
    assert.ok(community);
    const { visibility, origins, names, excluded, userIdentifiers } = community;
    assert.deepEqual([visibility, origins, names, excluded], ['public', [], 'full', { returning: [], slack: [] }]);
    assert.deepEqual(userIdentifiers, {
      'data-user-id': 'returning:id',
      'data-username': 'returning:username',
      'data-slack-id': 'slack:id',
    });
  });

  const places: readonly (readonly [place: string, community: object])[] = [
    ['communities.0.visibility', { visibility: 'members' }],
    ['communities.0.shelf.visibility', { shelf: { visibility: 'members' } }],
    [
      'communities.0.boards.1.visibility',
      {
        boards: [
          { slug: 'a', title: 'A' },
          { slug: 'b', title: 'B', visibility: 'members' },
        ],
      },
    ],
    ['communities.0.channels.0.visibility', { channels: [{ id: 'a', name: 'A', visibility: 'members' }] }],
  ];
  for (const [place, community] of places) {
    it(`can be members at ${place} only where tokens are signed`, async (context) => {
      const mistake = `embedTokens.signingSecrets needs one, because ${place} is "members"`;
      assert.deepEqual(await refusal(context, community), [mistake]);
      const { tokenSecrets } = await load(context, community, { embedTokens: { signingSecrets: [SECRET] } });
      assert.deepEqual(tokenSecrets, [SECRET]);
    });
  }

  it('takes no secret for tokens that is shorter than HS256’s hash, or used elsewhere', async (context) => {
    const short = await refusal(context, {}, { embedTokens: { signingSecrets: [SECRET.slice(1)] } });
    assert.match(short.join(), /^embedTokens\.signingSecrets\.0 is shorter than 32 characters/);
    const shared = await refusal(context, { hookSecrets: [SECRET] }, { embedTokens: { signingSecrets: [SECRET] } });
    assert.match(shared.join(), /is the same secret as embedTokens\.signingSecrets\.0/);
  });

  it('names each setting that does not fit', async (context) => {
    const mistakes = await refusal(context, {
      visibility: 'secret',
      origins: ['https://www.example.com/', 'null'],
      names: 'none',
      excluded: { teams: ['1'] },
      userIdentifiers: { id: 'returning:id' },
    });
    for (const name of ['visibility', 'origins.0', 'origins.1', 'names', 'excluded', 'userIdentifiers']) {
      assert.ok(
        mistakes.some((mistake) => mistake.startsWith(`communities.0.${name}`)),
        mistakes.join('\n'),
      );
    }
  });
});
