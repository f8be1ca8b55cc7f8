import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { withUpstream } from '../../../demo/start/demo-config.ts';
import { bridgeConfig } from '../../../src/schemas/config.ts';
import { decode } from '../../../src/schemas/decode.ts';

it('the demo’s bridge finds the stand-in’s REST API and its pages in its configuration', () => {
  const file = readFileSync(join(import.meta.dirname, '../../../demo/bridge.config.json'), 'utf8');
  const config = decode(bridgeConfig, withUpstream(JSON.parse(file), 4711), 'the configuration');
  const upstream = config.communities[0]?.upstream;
  assert.equal(upstream?.returning?.baseUrls.integration, 'http://localhost:4711/apis/v1');
  assert.equal(config.communities[0]?.frames.baseUrl, 'http://localhost:4711');
  const frames = config.communities[0]?.channels.flatMap(({ frame }) => frame ?? []);
  assert.deepEqual(frames, ['http://localhost:4711/channel-widget/watch-party']);
  assert.equal(upstream?.slack?.baseUrl, 'http://localhost:4711/slack/api');
});
