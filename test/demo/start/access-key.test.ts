import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { accessKeyFor, tradeForToken, type AccessKey } from '../../../demo/start/access-key.ts';
import { BridgeChild } from '../../support/bridge-child.ts';
import { temporaryFolder } from '../../support/bridge-folder.ts';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'src/bridge/cli.ts');

async function startBridge(context: TestContext) {
  const folder = await temporaryFolder(context);
  const env = { DATA_DIR: folder, CONFIG: join(root, 'demo/bridge.config.json') };
  const url = await (await BridgeChild.start(context, env)).ready();
  const file = join(folder, 'demo.key.json');
  /** As one start of the demo asks for it. */
  const ask = (port: number): Promise<AccessKey> =>
    accessKeyFor({ cli, env, origin: `http://localhost:${port}`, file });
  const keys = (...args: string[]): string =>
    execFileSync(process.execPath, [cli, 'keys', ...args], { env: { ...process.env, ...env }, encoding: 'utf8' });
  return { url, ask, keys };
}

describe('the demo’s access key', () => {
  it('is made once, however often the demo starts, and is good for tokens', async (context) => {
    const { url, ask, keys } = await startBridge(context);
    const key = await ask(4400);
    assert.deepEqual(await ask(4400), key);
    assert.equal(keys('list').trim().split('\n').length, 1);
    assert.ok(await tradeForToken(url, key, 'amara'));
  });

  it('is another one for pages at another port, and once it is revoked', async (context) => {
    const { ask, keys } = await startBridge(context);
    const first = await ask(4400);
    const second = await ask(4500);
    assert.notEqual(second.accessId, first.accessId);
    keys('revoke', second.accessId);
    assert.notEqual((await ask(4500)).accessId, second.accessId);
  });
});
