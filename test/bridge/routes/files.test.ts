import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { temporaryFolder } from '../../support/bridge-folder.ts';
import { assertProblem } from '../../support/bridge-problem.ts';
import { getRaw, sendRaw } from '../../support/bridge-raw-http.ts';
import { BridgeServer } from '../../support/bridge-server.ts';
import { builtFiles, widgetFolder, writeWidgets } from '../../support/widget-folder.ts';
import { hostilePaths } from '../security/hostile-paths.ts';

const SECRET = 'not for the public';

/** A bridge with widgets and pages, whose folders have a neighbour nobody may read. */
async function startWithFiles(context: TestContext): Promise<BridgeServer> {
  const widgets = await widgetFolder(context);
  const root = dirname(widgets);
  const pages = join(root, 'pages');
  await mkdir(join(pages, 'demo'), { recursive: true });
  await Promise.all([
    writeFile(join(root, 'secret.json'), SECRET),
    writeFile(join(root, 'secret.js'), SECRET),
    writeFile(join(pages, 'index.html'), '<!doctype html>'),
    writeFile(join(pages, 'demo/plain.html'), '<!doctype html>'),
    writeFile(join(pages, 'demo/plain.js'), '// of the demo'),
  ]);
  return BridgeServer.start(context, { files: { widgets, pages } });
}

/** A GET as no browser asks: with exactly these headers. */
async function ask(bridge: BridgeServer, path: string, headers = ''): ReturnType<typeof sendRaw> {
  return sendRaw(bridge.port, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`);
}

const FOR_EVER = 'public, max-age=31536000, immutable';
const FOR_MINUTES = 'public, max-age=300';

describe('the bridge’s files', () => {
  for (const [path, type, cache] of [
    ['/loader.js', 'text/javascript', FOR_MINUTES],
    ['/lang-de.js', 'text/javascript', FOR_MINUTES],
    ['/integrity.json', 'application/json', FOR_MINUTES],
    ['/third-party-licenses.md', 'text/markdown', FOR_MINUTES],
    ['/looks/paper.css', 'text/css', FOR_MINUTES],
    ['/chunks/a-1234.js', 'text/javascript', FOR_EVER],
    ['/w/1.2.3/loader.js', 'text/javascript', FOR_EVER],
    ['/w/1.2.3/chunks/a-1234.js', 'text/javascript', FOR_EVER],
    ['/w/1.2.3/looks/paper.css', 'text/css', FOR_EVER],
    ['/w/1.2.3/integrity.json', 'application/json', FOR_EVER],
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
      assert.equal(headers.get('vary'), 'Accept-Encoding');
    });
  }

  it('are the demo’s pages, too', async (context) => {
    const bridge = await startWithFiles(context);
    for (const path of ['/', '/index.html', '/demo/plain.html']) {
      const { status, headers } = await fetch(bridge.url + path);
      assert.deepEqual([status, headers.get('content-type')], [200, 'text/html; charset=utf-8']);
    }
    assert.equal(await (await fetch(`${bridge.url}/demo/plain.js`)).text(), '// of the demo');
  });

  it('are not kept as missing: an unknown one is a plain 404', async (context) => {
    const bridge = await startWithFiles(context);
    const below = ['loader.js/', 'nope.js', 'chunks/', 'widgets.js.map', 'widgets.js.br', 'version.json', 'LOADER.js'];
    for (const path of [
      '/nope.js',
      '/chunks/nope.js',
      '/demo/',
      '/nope',
      '/w/',
      '/w/1.2.3',
      '/w/1.2.4/loader.js',
      '/w/widgets.js',
      ...below.flatMap((name) => [`/${name}`, `/w/1.2.3/${name}`]),
    ]) {
      // prettier-ignore
      await assertProblem(await fetch(bridge.url + path), 404, 'not-found');
    }
  });

  it('are only ever read', async (context) => {
    const bridge = await startWithFiles(context);
    for (const path of ['/loader.js', '/w/1.2.3/loader.js']) {
      const response = await fetch(bridge.url + path, { method: 'POST' });
      assert.equal(response.headers.get('allow'), 'GET, HEAD');
      await assertProblem(response, 405, 'method-not-allowed');
      const head = await fetch(bridge.url + path, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } });
      assert.deepEqual([head.status, head.headers.get('content-length')], [200, '9']);
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
    for (const path of ['/', '/loader.js', '/package.json', '/chunks/x.js', '/w/1.2.3/loader.js']) {
      await assertProblem(await fetch(bridge.url + path), 404, 'not-found');
    }
  });
});

describe('a script that was compressed when it was built', () => {
  for (const [accepted, coding] of [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip;q=0.1', 'gzip'],
    ['BR', 'br'],
    ['*', 'br'],
    ['*;q=0.5, br;q=0', 'gzip'],
    ['identity', undefined],
    ['deflate', undefined],
    ['br;q=0, *;q=0', undefined],
    [undefined, undefined],
  ] as const) {
    it(`comes ${coding ?? 'as it is'} for ${accepted ?? 'who says nothing'}`, async (context) => {
      const bridge = await startWithFiles(context);
      for (const path of ['/widgets.js', '/w/1.2.3/widgets.js']) {
        const headers = accepted === undefined ? '' : `Accept-Encoding: ${accepted}\r\n`;
        const { status, head } = await ask(bridge, path, headers);
        assert.equal(status, 200);
        assert.equal(/^content-encoding: (.*)$/im.exec(head)?.[1], coding);
        assert.match(head, /^vary: Accept-Encoding$/im);
      }
    });
  }

  it('is the same script in each', async (context) => {
    const bridge = await startWithFiles(context);
    for (const coding of ['br', 'gzip', 'identity'] as const) {
      const response = await fetch(`${bridge.url}/widgets.js`, { headers: { 'accept-encoding': coding } });
      assert.equal(await response.text(), builtFiles['widgets.js']);
    }
  });

  it('has a tag of its own in each, by which it is not sent again', async (context) => {
    const bridge = await startWithFiles(context);
    const tags = new Set<string>();
    for (const coding of ['br', 'gzip', 'identity']) {
      const headers = { 'accept-encoding': coding };
      const etag = (await fetch(`${bridge.url}/widgets.js`, { headers })).headers.get('etag') ?? '';
      tags.add(etag);
      const again = await fetch(`${bridge.url}/widgets.js`, { headers: { ...headers, 'if-none-match': etag } });
      assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', etag]);
      assert.equal(again.headers.get('vary'), 'Accept-Encoding');
    }
    assert.equal(tags.size, 3);
  });
});

describe('earlier versions of the widgets', () => {
  async function startWithArchive(context: TestContext): Promise<{ bridge: BridgeServer; archive: string }> {
    const widgets = await widgetFolder(context);
    const archive = await temporaryFolder(context);
    await writeWidgets(join(archive, '1.0.0-beta.1'), { 'widgets.js': '// old', 'chunks/old-1.js': '// old chunk' });
    await writeWidgets(join(archive, 'latest'), { 'widgets.js': '// no version' });
    await writeWidgets(join(archive, '.unfinished'), { 'widgets.js': '// half a copy' });
    await writeFile(join(archive, 'secret.js'), SECRET);
    await symlink(dirname(widgets), join(archive, '9.9.9'));
    await symlink(join(archive, 'secret.js'), join(archive, '1.0.0-beta.1/link.js'));
    const bridge = await BridgeServer.start(context, { files: { widgets, archive, pages: undefined } });
    return { bridge, archive };
  }

  it('stay served, beside this one', async (context) => {
    const { bridge } = await startWithArchive(context);
    const textAt = async (path: string): Promise<string> => (await fetch(bridge.url + path)).text();
    assert.equal(await textAt('/w/1.0.0-beta.1/widgets.js'), '// old');
    assert.equal(await textAt('/w/1.2.3/widgets.js'), builtFiles['widgets.js']);
    assert.equal(await textAt('/widgets.js'), builtFiles['widgets.js']);
  });

  it('have their chunks where a loader of theirs, which a browser kept, looks for them', async (context) => {
    const { bridge } = await startWithArchive(context);
    const { status, headers } = await fetch(`${bridge.url}/chunks/old-1.js`);
    assert.deepEqual([status, headers.get('cache-control')], [200, FOR_EVER]);
  });

  it('are only folders named by a version, and files that are there themselves', async (context) => {
    const { bridge } = await startWithArchive(context);
    for (const path of [
      'latest/widgets.js',
      '.unfinished/widgets.js',
      'secret.js',
      '9.9.9/widgets/widgets.js',
      '1.0.0-beta.1/link.js',
      '1.0.0-beta.1/../secret.js',
    ]) {
      // prettier-ignore
      const { status, body } = await getRaw(bridge.port, `/w/${path}`);
      assert.ok(status === 404 && !body.includes(SECRET), path);
    }
  });

  it('stand as they were kept, whatever the folder now says they are', async (context) => {
    const widgets = await widgetFolder(context);
    const archive = await temporaryFolder(context);
    await writeWidgets(join(archive, '1.2.3'), { 'widgets.js': '// as it was' });
    const bridge = await BridgeServer.start(context, { files: { widgets, archive, pages: undefined } });
    assert.equal(await (await fetch(`${bridge.url}/w/1.2.3/widgets.js`)).text(), '// as it was');
    await assertProblem(await fetch(`${bridge.url}/w/1.2.3/loader.js`), 404, 'not-found');
    assert.equal((await fetch(`${bridge.url}/loader.js`)).status, 200);
  });
});
