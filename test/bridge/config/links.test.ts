import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, loadConfig, type BridgeConfig } from '../../../src/bridge/config/config.ts';
import { temporaryFile } from '../../support/bridge-folder.ts';

const SECRET = '0123456789abcdef0123456789abcdef';

async function load(context: TestContext, own: object): Promise<BridgeConfig> {
  const communities = [{ id: 'c1', name: 'One', ...own }];
  return loadConfig(await temporaryFile(context, JSON.stringify({ communities })), { EMAIL_SECRET: SECRET });
}

async function mistakesIn(context: TestContext, own: object): Promise<string[]> {
  const error = await load(context, own).then(
    () => assert.fail('it was taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConfigError, String(error));
  return error.mistakes.map(({ path, message }) => `${path}: ${message}`);
}

describe('links in a configuration', () => {
  it('are none, and nobody is linked by e-mail, unless it says so', async (context) => {
    const { communities, emailSecrets } = await load(context, {});
    assert.deepEqual([communities[0]?.links, communities[0]?.linkByEmail, emailSecrets], [[], undefined, []]);
  });

  it('name each id once; every mistake is told at once', async (context) => {
    const links = [
      { returning: '1', slack: 'U1' },
      { returning: '1', slack: 'U2' },
      { returning: '2', slack: 'U1' },
      { returning: '3' },
      { returning: '4', slack: 'U4', email: 'x' },
      { returning: '', slack: 'U5' },
    ];
    const mistakes = await mistakesIn(context, { links });
    for (const place of ['links.3.slack', 'links.4', 'links.5.returning']) {
      assert.ok(
        mistakes.some((mistake) => mistake.startsWith(`communities.0.${place}: `)),
        `${place} in ${mistakes.join()}`,
      );
    }
    assert.ok(
      mistakes.includes('communities.0.links.1.returning: "1" stands already at communities.0.links.0.returning'),
    );
    assert.ok(mistakes.includes('communities.0.links.2.slack: "U1" stands already at communities.0.links.0.slack'));
  });

  it('by e-mail need a secret of their own, from wherever secrets come', async (context) => {
    const { emailSecrets } = await load(context, { linkByEmail: { secret: { env: 'EMAIL_SECRET' } } });
    assert.deepEqual(emailSecrets, [{ secret: SECRET, communityId: 'c1' }]);
    const rows: readonly (readonly [object, RegExp])[] = [
      [{ linkByEmail: true }, /^communities\.0\.linkByEmail: /],
      [{ linkByEmail: {} }, /^communities\.0\.linkByEmail\.secret: /],
      [{ linkByEmail: { secret: 'short' } }, /linkByEmail\.secret: is shorter than 32 characters/],
      [{ linkByEmail: { secret: `demo-${SECRET}` } }, /linkByEmail\.secret: is a demo's secret/],
      [{ linkByEmail: { secret: { env: 'NOT_SET' } } }, /linkByEmail\.secret: the environment has no NOT_SET/],
      [{ linkByEmail: { secret: SECRET }, hookSecrets: [SECRET] }, /linkByEmail\.secret: is the same secret as/],
    ];
    for (const [own, message] of rows) assert.match((await mistakesIn(context, own)).join('\n'), message);
  });
});
