import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { assertProblem } from '../../support/bridge-problem.ts';
import { getRaw } from '../../support/bridge-raw-http.ts';
import { BridgeServer } from '../../support/bridge-server.ts';
import { hostilePaths } from '../security/hostile-paths.ts';

const SECRET = 'not for the public';

/** A bridge with widgets and pages, whose folders have a neighbour nobody may read. */
async function startWithFiles(context: TestContext): Promise<BridgeServer> {
  const root = await mkdtemp(join(tmpdir(), 'bridge-files-'));
  context.after(() => rm(root, { recursive: true }));
  const [widgets, pages] = [join(root, 'widgets'), join(root, 'pages')];
  await mkdir(join(widgets, 'chunks'), { recursive: true });
  await mkdir(join(pages, 'demo'), { recursive: true });
  await Promise.all([
    writeFile(join(root, 'secret.json'), SECRET),
    writeFile(join(root, 'secret.js'), SECRET),
    writeFile(join(widgets, 'loader.js'), '// loader'),
    writeFile(join(widgets, 'integrity.json'), '{}'),
    writeFile(join(widgets, 'chunks/a-1234.js'), '// chunk'),
    writeFile(join(pages, 'index.html'), '<!doctype html>'),
    writeFile(join(pages, 'demo/plain.html'), '<!doctype html>'),
  ]);
  return BridgeServer.start(context, { files: { widgets, pages } });
}

describe('the bridge’s files', () => {
  for (const [path, type, cache] of [
    ['/loader.js', 'text/javascript', 'public, max-age=300'],
    ['/integrity.json', 'application/json', 'public, max-age=300'],
    ['/chunks/a-1234.js', 'text/javascript', 'public, max-age=31536000, immutable'],
  ] as const) {
    it(`are there for pages of any origin: ${path}`, async (context) => {
      const bridge = await startWithFiles(context);
      const { status, headers } = await fetch(bridge.url + path);
      assert.equal(status, 200);
      assert.match(headers.get('content-type') ?? '', new RegExp(`^${type}`));
      assert.equal(headers.get('cache-control'), cache);
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    });
  }

  it('are the demo’s pages, too', async (context) => {
    const bridge = await startWithFiles(context);
    for (const path of ['/', '/index.html', '/demo/plain.html']) {
      const { status, headers } = await fetch(bridge.url + path);
      assert.deepEqual([status, headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    }
  });

  it('are not kept as missing: an unknown one is a plain 404', async (context) => {
    const bridge = await startWithFiles(context);
    for (const path of ['/nope.js', '/chunks/nope.js', '/demo/', '/nope']) {
      await assertProblem(await fetch(bridge.url + path), 404, 'not-found');
    }
  });

  it('do not stand before the endpoints', async (context) => {
    const bridge = await startWithFiles(context);
    await assertProblem(await fetch(`${bridge.url}/v1/index.html`), 404, 'not-found');
    await assertProblem(await fetch(`${bridge.url}/hooks/index.html`), 404, 'not-found');
  });

  it(`never lead out of their folders, by any of ${hostilePaths.length} paths`, async (context) => {
    const bridge = await startWithFiles(context);
    for (const path of hostilePaths) {
      const { status, body } = await getRaw(bridge.port, path);
      assert.ok([400, 404].includes(status), `${status} ${path}`);
      assert.ok(!body.includes(SECRET) && !body.includes('root:'), path);
    }
    assert.equal((await fetch(`${bridge.url}/loader.js`)).status, 200);
  });

  it('are none at all where no folder is set', async (context) => {
    const bridge = await BridgeServer.start(context);
    for (const path of ['/', '/loader.js', '/package.json', '/chunks/x.js']) {
      await assertProblem(await fetch(bridge.url + path), 404, 'not-found');
    }
  });
});
