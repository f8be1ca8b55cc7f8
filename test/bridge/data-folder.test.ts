import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DataFolderError, openDataFolder } from '../../src/bridge/data-folder.ts';
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
