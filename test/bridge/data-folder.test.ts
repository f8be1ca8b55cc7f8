import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { DataFolderError, openDataFolder } from '../../src/bridge/data-folder.ts';
import { createLog } from '../../src/bridge/log.ts';
import { temporaryFolder } from '../support/bridge-folder.ts';
import { demoConfig } from '../support/bridge-server.ts';
import { SmallDisk } from './small-disk.ts';

describe('the data folder', () => {
  it('says so when it stands on a disk that is full, and can be opened once there is room', async (context) => {
    const disk = new SmallDisk(context);
    const folder = await temporaryFolder(context);
    const config = await demoConfig();
    disk.fill();
    await assert.rejects(openDataFolder(folder, config), (error) => {
      assert.ok(error instanceof DataFolderError);
      assert.match(error.message, /stands on a disk that is full; make room/);
      return true;
    });
    disk.makeRoom();
    const { letGo } = await openDataFolder(folder, config);
    await letGo();
  });

  it('tells the log when it has lost its thread for checkpoints', async (context) => {
    const folder = await temporaryFolder(context);
    const line = Promise.withResolvers<string>();
    const opened = await openDataFolder(folder, await demoConfig(), createLog({ write: line.resolve }));
    // Before the thread has found the file.
    await rename(folder, `${folder}-elsewhere`);
    const { level, event } = JSON.parse(await line.promise) as { level: string; event: string };
    assert.deepEqual([level, event], ['warn', 'checkpoints-by-writer']);
    await rename(`${folder}-elsewhere`, folder);
    await opened.letGo();
  });

  it('is let go of also when nothing can be written to it any more', async (context) => {
    const disk = new SmallDisk(context);
    const folder = await temporaryFolder(context);
    const config = await demoConfig();
    const first = await openDataFolder(folder, config);
    disk.makeReadOnly();
    await first.letGo();
    const second = await openDataFolder(folder, config);
    await second.letGo();
  });
});
