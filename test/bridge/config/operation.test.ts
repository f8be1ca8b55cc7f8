import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { ConfigError, loadConfig, type BridgeConfig } from '../../../src/bridge/config/config.ts';
import { temporaryFile } from '../../support/bridge-folder.ts';

const communities = [{ id: 'c1', name: 'One', hookSecrets: ['0123456789abcdef0123456789abcdef'] }];

async function load(context: TestContext, blocks: object, environment = {}): Promise<BridgeConfig> {
  return loadConfig(await temporaryFile(context, JSON.stringify({ communities, ...blocks })), environment);
}

describe('the configuration of a bridge’s operation', () => {
  it('trusts no proxy, keeps everything and shows no metrics by itself', async (context) => {
    const { server, limits, retention, metricsKey } = await load(context, {});
    assert.deepEqual([server, retention, metricsKey], [{ basePath: '', trustProxy: 0 }, {}, undefined]);
    assert.equal(limits.streams, undefined);
    assert.ok(limits.readsPerMinute > 0);
  });

  it('finds the key of the metrics in the environment', async (context) => {
    const server = { metrics: { key: { env: 'METRICS' } } };
    const { metricsKey } = await load(context, { server }, { METRICS: 'a-key-of-at-least-24-characters' });
    assert.equal(metricsKey, 'a-key-of-at-least-24-characters');
  });

  for (const [what, blocks, place] of [
    ['a base path that ends with a slash', { server: { basePath: '/live/' } }, 'server.basePath'],
    ['a base path that climbs out of itself', { server: { basePath: '/live?x' } }, 'server.basePath'],
    ['a public address without a scheme', { server: { publicUrl: 'bridge.example' } }, 'server.publicUrl'],
    ['a public address with a password', { server: { publicUrl: 'https://a:b@bridge.example' } }, 'server.publicUrl'],
    ['a trusted proxy that is no address', { server: { trustProxy: ['1.2.3'] } }, 'server.trustProxy.0'],
    ['a trusted network that is none', { server: { trustProxy: ['::1', '10.0.0.0/33'] } }, 'server.trustProxy.1'],
    ['trust in everybody', { server: { trustProxy: true } }, 'server.trustProxy'],
    ['a weak key of the metrics', { server: { metrics: { key: 'short' } } }, 'server.metrics.key'],
    [
      'a key no header can hold',
      { server: { metrics: { key: 'with spaces, which end a token' } } },
      'server.metrics.key',
    ],
    ['metrics with both a key and a port', { server: { metrics: { port: 1, key: 'x' } } }, 'server.metrics'],
    ['a limit below nothing', { limits: { readsPerMinute: -1 } }, 'limits.readsPerMinute'],
    [
      'deliveries forgotten while they may be repeated',
      { retention: { deliveriesDays: 1 } },
      'retention.deliveriesDays',
    ],
    ['a misspelt rule', { retention: { messageDays: 1 } }, 'retention'],
  ] as const) {
    it(`refuses ${what}`, async (context) => {
      await assert.rejects(load(context, blocks), (error) => {
        assert.ok(error instanceof ConfigError);
        assert.ok(error.mistakes.some(({ path }) => path.startsWith(place)), error.message); // prettier-ignore
        return true;
      });
    });
  }
});
