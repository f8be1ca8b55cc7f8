import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSettings } from '../../../src/bridge/config/settings.ts';
import { DecodeError } from '../../../src/schemas/decode.ts';

describe('readSettings', () => {
  it('has a default for everything', () => {
    assert.deepEqual(readSettings({}), {
      port: 4400,
      host: undefined,
      dataDir: '.data',
      configPath: 'returning-widgets.json',
      files: { widgets: undefined, pages: undefined },
      heartbeatMs: 15_000,
    });
  });

  it('takes what the environment says, and passes over what it does not know', () => {
    const settings = readSettings({
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: 'data',
      CONFIG: 'bridge.json',
      WIDGETS_DIR: 'widgets',
      PAGES_DIR: 'pages',
      HEARTBEAT_MS: '100',
      PATH: '/usr/bin',
    });
    assert.deepEqual(settings, {
      port: 0,
      host: '127.0.0.1',
      dataDir: 'data',
      configPath: 'bridge.json',
      files: { widgets: 'widgets', pages: 'pages' },
      heartbeatMs: 100,
    });
  });

  for (const PORT of ['', 'http', '65536', '-1', '80.5', '1e3', ' 80', '0x50']) {
    it(`refuses PORT="${PORT}"`, () => {
      assert.throws(() => readSettings({ PORT }), /the environment does not fit: PORT: /);
    });
  }

  it('names every variable that does not fit', () => {
    assert.throws(
      () => readSettings({ PORT: 'x', DATA_DIR: '', HEARTBEAT_MS: '99', CONFIG: 'x'.repeat(1025) }),
      (error) => {
        assert.ok(error instanceof DecodeError);
        assert.deepEqual(error.mistakes.map(({ path }) => path).toSorted(), ['CONFIG', 'DATA_DIR', 'HEARTBEAT_MS', 'PORT']); // prettier-ignore
        return true;
      },
    );
  });
});
