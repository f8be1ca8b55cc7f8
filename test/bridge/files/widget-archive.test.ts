import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { BridgeChild, inTime } from '../../support/bridge-child.ts';
import { temporaryFolder } from '../../support/bridge-folder.ts';
import { builtFiles, widgetFolder, writeWidgets } from '../../support/widget-folder.ts';

async function startAndEnd(context: TestContext, WIDGETS_DIR: string, DATA_DIR: string): Promise<BridgeChild> {
  const bridge = await BridgeChild.start(context, { WIDGETS_DIR, DATA_DIR });
  await bridge.ready();
  await bridge.kill('SIGTERM');
  return bridge;
}

describe('a bridge that starts with widgets', () => {
  it('keeps them under their version, compressed and without their maps', async (context) => {
    const dataDir = await temporaryFolder(context);
    const bridge = await startAndEnd(context, await widgetFolder(context), dataDir);
    assert.deepEqual(await readdir(join(dataDir, 'widgets')), ['1.2.3']);
    const files = ['chunks/a-1234.js', 'lang-de.js', 'loader.js', 'looks/paper.css', 'widgets.js'];
    assert.deepEqual(
      (await readdir(join(dataDir, 'widgets/1.2.3'), { recursive: true })).toSorted(),
      ['chunks', 'integrity.json', 'looks', 'third-party-licenses.md', ...files.flatMap((path) => [path, `${path}.br`, `${path}.gz`])].toSorted(), // prettier-ignore
    );
    assert.equal(bridge.log.find(({ event }) => event === 'widgets-kept')?.['version'], '1.2.3');
  });

  it('goes on serving what an earlier one kept', async (context) => {
    const [DATA_DIR, WIDGETS_DIR] = [await temporaryFolder(context), await widgetFolder(context)];
    await startAndEnd(context, WIDGETS_DIR, DATA_DIR);
    await writeWidgets(WIDGETS_DIR, { 'version.json': '{"version":"1.3.0"}', 'widgets.js': '// newer' });
    const url = await (await BridgeChild.start(context, { WIDGETS_DIR, DATA_DIR })).ready();
    const textAt = async (path: string): Promise<string> => (await fetch(url + path)).text();
    assert.equal(await textAt('/w/1.2.3/widgets.js'), builtFiles['widgets.js']);
    assert.equal(await textAt('/w/1.3.0/widgets.js'), '// newer');
    assert.equal(await textAt('/widgets.js'), '// newer');
  });

  it('never changes what it kept, and says when other widgets come under the same version', async (context) => {
    const [dataDir, widgets] = [await temporaryFolder(context), await widgetFolder(context)];
    await startAndEnd(context, widgets, dataDir);
    await writeWidgets(widgets, { 'widgets.js': '// changed', 'integrity.json': '{"changed":true}' });
    const bridge = await startAndEnd(context, widgets, dataDir);
    const warning = bridge.log.find(({ event }) => event === 'widgets-changed-without-version');
    assert.match(String(warning?.['advice']), /\/w\/1\.2\.3\/ stays as it was/);
    assert.equal(await readFile(join(dataDir, 'widgets/1.2.3/widgets.js'), 'utf8'), builtFiles['widgets.js']);
  });

  it('leaves nothing half done behind, and starts over what was', async (context) => {
    const [dataDir, widgets] = [await temporaryFolder(context), await widgetFolder(context)];
    await writeWidgets(join(dataDir, 'widgets/.unfinished'), { 'half.js': '// half' });
    await startAndEnd(context, widgets, dataDir);
    assert.deepEqual(await readdir(join(dataDir, 'widgets')), ['1.2.3']);
    assert.ok(!(await readdir(join(dataDir, 'widgets/1.2.3'))).includes('half.js'));
  });

  it('starts though it can keep none, and says so', async (context) => {
    const dataDir = await temporaryFolder(context);
    await writeFile(join(dataDir, 'widgets'), 'in the way');
    const bridge = await BridgeChild.start(context, { DATA_DIR: dataDir, WIDGETS_DIR: await widgetFolder(context) });
    assert.equal((await fetch(`${await bridge.ready()}/w/1.2.3/widgets.js`)).status, 200);
    assert.ok(bridge.log.some(({ event, level }) => event === 'widgets-not-kept' && level === 'warn'));
  });

  for (const [what, files] of [
    ['are not there', undefined],
    ['have a version that is none', { ...builtFiles, 'version.json': '{"version":"../1.0.0"}' }],
    ['have a version that is no JSON', { ...builtFiles, 'version.json': 'one' }],
  ] as const) {
    it(`does not start with widgets that ${what}, and says what to set`, async (context) => {
      const WIDGETS_DIR = files === undefined ? '/nowhere/at/all' : await widgetFolder(context, files);
      const bridge = await BridgeChild.start(context, { WIDGETS_DIR });
      assert.equal(await inTime(bridge.ended, 'the end'), 1);
      assert.match(bridge.errors, /^The widgets in .* can't be read: .*WIDGETS_DIR/);
    });
  }
});
