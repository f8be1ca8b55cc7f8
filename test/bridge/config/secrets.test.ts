import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, loadConfig, type BridgeConfig } from '../../../src/bridge/config/config.ts';
import type { Environment } from '../../../src/bridge/config/secrets.ts';
import { temporaryFile } from '../../support/bridge-folder.ts';

const ONE = '0123456789abcdef0123456789abcdef';
const OTHER = 'fedcba9876543210fedcba9876543210';

interface Secrets {
  readonly hook?: unknown[];
  readonly slack?: unknown[];
  readonly demo?: boolean;
}

async function load(context: TestContext, secrets: Secrets, environment: Environment = {}): Promise<BridgeConfig> {
  const { hook = [], slack = [], demo = false } = secrets;
  const communities = [{ id: 'c1', name: 'One', hookSecrets: hook }];
  const file = JSON.stringify({ demo, slack: { signingSecrets: slack }, communities });
  return loadConfig(await temporaryFile(context, file), environment);
}

async function refusal(context: TestContext, secrets: Secrets, environment?: Environment): Promise<ConfigError> {
  const error = await load(context, secrets, environment).then(
    () => assert.fail('they were taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConfigError, String(error));
  return error;
}

describe('the secrets of a configuration', () => {
  it('stand in the file, in the environment or in files of their own', async (context) => {
    const file = await temporaryFile(context, `${OTHER}\n`);
    const config = await load(context, { hook: [ONE, { file }], slack: [{ env: 'SIGNING' }] }, { SIGNING: `x${ONE}` });
    assert.deepEqual(config.hookSecrets, [
      { secret: ONE, communityId: 'c1' },
      { secret: OTHER, communityId: 'c1' },
    ]);
    assert.deepEqual(config.slackSigningSecrets, [`x${ONE}`]);
  });

  const weak: readonly (readonly [what: string, secret: string, message: RegExp])[] = [
    ['a demo’s', `demo-${ONE}`, /demo's secret/],
    ['one of 23 characters', 'x'.repeat(23), /shorter than 24 characters/],
    ['a single letter', 'x', /shorter than 24 characters/],
  ];
  for (const [what, secret, message] of weak) {
    it(`are refused when one is ${what}, wherever it comes from, and taken by a demo`, async (context) => {
      const sources = { hook: [secret], slack: [{ env: 'WEAK' }] };
      const { mistakes } = await refusal(context, sources, { WEAK: secret });
      assert.deepEqual(
        mistakes.map(({ path }) => path),
        ['slack.signingSecrets.0', 'communities.0.hookSecrets.0'],
      );
      for (const mistake of mistakes) assert.match(mistake.message, message);
      await assert.doesNotReject(load(context, { hook: [secret], demo: true }));
    });
  }

  it('are told by their place and never by their value', async (context) => {
    const WEAK = 'demo-swordfish';
    const file = await temporaryFile(context, WEAK);
    const hook = [WEAK, { file }, { env: 'WEAK' }, ONE, ONE, 7, { env: 'WEAK', file }, ['swordfish']];
    const { message } = await refusal(context, { hook }, { WEAK });
    for (const index of [0, 1, 2, 4, 5, 6, 7]) assert.ok(message.includes(`hookSecrets.${index}: `), message);
    for (const value of ['swordfish', ONE]) assert.ok(!message.includes(value), message);
  });

  it('are refused when the environment or the file does not have one', async (context) => {
    const empty = await temporaryFile(context, '\n');
    const hook = [{ env: 'NOT_SET' }, { env: 'EMPTY' }, { file: 'no/such/file' }, { file: empty }];
    for (const demo of [false, true]) {
      const { mistakes } = await refusal(context, { hook, demo }, { EMPTY: '' });
      assert.deepEqual(
        mistakes.map(({ path }) => path),
        [0, 1, 2, 3].map((index) => `communities.0.hookSecrets.${index}`),
      );
      assert.match(mistakes[0]?.message ?? '', /NOT_SET/);
      assert.match(mistakes[3]?.message ?? '', /is empty/);
    }
  });

  it('are refused when one is to stand in an address and cannot, while Slack’s may be anything', async (context) => {
    const base64 = '3q2+7wAA/u+6zN6tvu/erb7v3q2+796tvu8=';
    for (const demo of [false, true]) {
      const { mistakes } = await refusal(context, { hook: [base64], slack: [`${base64}x`], demo });
      assert.deepEqual(
        mistakes.map(({ path }) => path),
        ['communities.0.hookSecrets.0'],
      );
      assert.match(mistakes[0]?.message ?? '', /can't stand in an address/);
    }
  });

  it('are refused when one stands in two places, since each opens one door', async (context) => {
    const { mistakes } = await refusal(context, { hook: [ONE, { env: 'AGAIN' }] }, { AGAIN: ONE });
    assert.deepEqual(
      mistakes.map(({ path }) => path),
      ['communities.0.hookSecrets.1'],
    );
    assert.match(mistakes[0]?.message ?? '', /same secret as communities\.0\.hookSecrets\.0/);
  });
});
