import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { checkWebhooks, type CheckOptions } from '../../scripts/check-webhooks-run.ts';
import { readFixtures, ways } from '../../scripts/check-webhooks-plan.ts';
import { BridgeServer, demoConfig, HOOK_SECRET, SLACK_SIGNING_SECRET } from '../support/bridge-server.ts';

const script = new URL('../../scripts/check-webhooks.ts', import.meta.url).pathname;

function optionsFor(bridge: BridgeServer, changes: Partial<CheckOptions> = {}): CheckOptions {
  return {
    url: bridge.url,
    hookSecret: HOOK_SECRET,
    slackSigningSecret: SLACK_SIGNING_SECRET,
    encryptionKey: 'demo-hook-encryption-key-32-char',
    now: () => bridge.now,
    random: Math.random,
    ...changes,
  };
}

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

async function run(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...args], (_error, out, error) =>
      resolve({ exitCode: child.exitCode ?? -1, out, error }),
    );
  });
}

describe('checkWebhooks', () => {
  it('finds that the demo’s bridge takes every fixture in every way as it should', async (context) => {
    const bridge = await BridgeServer.start(context);
    const checked = await checkWebhooks(optionsFor(bridge));
    const wrong = checked.filter(({ isOk }) => !isOk);
    assert.deepEqual(
      wrong.map(({ fixture, way, answer }) => `${fixture.name} ${way}: ${answer}`),
      [],
    );
    for (const { name, platform } of readFixtures()) {
      const tried = checked.filter(({ fixture }) => fixture.name === name).map(({ way }) => way);
      assert.deepEqual(tried, platform === 'slack' ? ['plain', 'repeated', 'shuffled'] : ways);
    }
  });

  it('changes a bridge once, however often it is run', async (context) => {
    const bridge = await BridgeServer.start(context);
    await checkWebhooks(optionsFor(bridge));
    const before = await bridge.getJson('leaderboards/top');
    const again = await checkWebhooks(optionsFor(bridge));
    assert.equal(again.filter(({ answer }) => answer === '200 accepted').length, 0);
    assert.ok(again.every(({ isOk }) => isOk));
    assert.deepEqual(await bridge.getJson('leaderboards/top'), before);
  });

  it('sends the shuffled ones in the order of its randomness', async (context) => {
    const bridge = await BridgeServer.start(context);
    const checked = await checkWebhooks(optionsFor(bridge, { random: () => 0.999 }));
    const namesIn = (way: string) => checked.filter((one) => one.way === way).map(({ fixture }) => fixture.name);
    assert.deepEqual(namesIn('shuffled'), namesIn('plain').toReversed());
  });

  it('marks what did not end as expected', async (context) => {
    const config = await demoConfig();
    const communities = config.communities.map(({ encryption: _, ...community }) => community);
    const bridge = await BridgeServer.start(context, { config: { ...config, communities } });
    const wrong = (await checkWebhooks(optionsFor(bridge))).filter(({ isOk }) => !isOk);
    assert.deepEqual(new Set(wrong.map(({ way }) => way)), new Set(['gcm', 'cbc']));
    assert.deepEqual(new Set(wrong.map(({ answer }) => answer)), new Set(['400 encryption-not-configured']));
  });
});

describe('npm run check:webhooks', () => {
  it('prints a row a delivery, and succeeds', async (context) => {
    const bridge = await BridgeServer.start(context);
    bridge.now = Date.now();
    const { exitCode, out } = await run(bridge.url);
    assert.match(out, /^fixture +way +status +outcome +expected +ok$/m);
    assert.match(out, /^user-joins-server\.json +gcm +200 +duplicate +200 duplicate +ok$/m);
    assert.match(out, /^(\d+) of \1 deliveries ended as expected\.$/m);
    assert.equal(exitCode, 0);
  });

  it('fails when one did not end as expected', async (context) => {
    const bridge = await BridgeServer.start(context);
    bridge.now = Date.now();
    const { exitCode, out } = await run(bridge.url, '--hook-secret', 'wrong');
    assert.match(out, /^user-joins-server\.json +plain +401 +unauthorized +200 accepted or 200 duplicate +✗$/m);
    assert.equal(exitCode, 1);
  });

  const misuses: Record<string, readonly string[]> = {
    'without an address': [],
    'with what is no address': ['localhost:4400'],
    'with a flag it does not know': ['http://localhost:1', '--secret', 'x'],
    'with a key that is none': ['http://localhost:1', '--encryption-key', 'short'],
  };
  for (const [what, args] of Object.entries(misuses)) {
    it(`says how it is used when it is run ${what}`, async () => {
      const { exitCode, error } = await run(...args);
      assert.match(error, /^npm run check:webhooks -- /);
      assert.equal(exitCode, 1);
    });
  }

  it('says in one line that no bridge answers', async () => {
    const { exitCode, error } = await run('http://localhost:1');
    assert.match(error, /^No bridge answers at http:\/\/localhost:1: .+\.\n$/);
    assert.equal(exitCode, 1);
  });
});
