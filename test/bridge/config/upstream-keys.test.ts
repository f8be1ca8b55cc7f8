import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { resolveUpstreamKeys } from '../../../src/bridge/config/upstream-keys.ts';
import { upstreamConfig } from '../../../src/schemas/config.ts';

function file(upstream: unknown): object {
  return { communities: [{ id: 'one', upstream }, { id: 'none' }] };
}

describe('the upstream of a community’s configuration', () => {
  it('is where the platforms’ documentation says, unless told otherwise', () => {
    const { returning, slack } = z.parse(upstreamConfig, { returning: {}, slack: { botToken: 'x' } });
    assert.deepEqual(returning, {
      baseUrls: {
        messages: 'https://api.returning.ai/v1',
        integration: 'https://integration.returning.ai/apis/v1',
        badges: 'https://rai-api.returning.ai/api/v1',
      },
      usersPath: '/users/filter',
      userIdField: 'user_id',
      scoresEveryMinutes: 15,
      timeoutMs: 10_000,
      requestsPerMinute: 60,
    });
    assert.equal(slack?.baseUrl, 'https://slack.com/api');
  });

  const addresses: [string, boolean][] = [
    ['https://api.example.com/v1', true],
    ['http://localhost:4401/v1', true],
    ['http://127.0.0.1:4401', true],
    ['http://127.0.0.1:4401/v1', true],
    ['http://[::1]:4401/v1', true],
    ['http://api.example.com/v1', false],
    ['http://localhost.example.com/v1', false],
    ['https://api.example.com/v1/', false],
    ['https://me:secret@api.example.com/v1', false],
    ['https://api.example.com/v1?key=secret', false],
    ['https://api.example.com/v1#x', false],
    ['file:///etc/passwd', false],
    ['/v1', false],
  ];
  for (const [address, isTaken] of addresses) {
    it(`${isTaken ? 'takes' : 'refuses'} the address ${address}`, () => {
      const read = upstreamConfig.safeParse({ slack: { botToken: 'x', baseUrl: address } });
      assert.equal(read.success, isTaken);
    });
  }

  it('has its keys looked up in the environment', async () => {
    const returning = { apiKey: { env: 'API_KEY' }, badgesKey: 'short' };
    const { upstreamKeys, mistakes } = await resolveUpstreamKeys(file({ returning }), { API_KEY: 'one' });
    assert.deepEqual(mistakes, []);
    assert.deepEqual(upstreamKeys.get('one'), { apiKey: 'one', badgesKey: 'short', botToken: undefined });
    assert.equal(upstreamKeys.get('none')?.apiKey, undefined);
  });

  it('tells each key that is missing, or no header can hold, by its place and never by its value', async () => {
    const returning = { apiKey: { env: 'API_KEY' }, badgesKey: 'two\nlines' };
    const { mistakes } = await resolveUpstreamKeys(file({ returning, slack: { botToken: { env: 'TOKEN' } } }), {});
    assert.deepEqual(mistakes.map(({ path }) => path).toSorted(), [
      'communities.0.upstream.returning.apiKey',
      'communities.0.upstream.returning.badgesKey',
      'communities.0.upstream.slack.botToken',
    ]);
    assert.doesNotMatch(JSON.stringify(mistakes), /lines/);
  });

  it('leaves what is no configuration at all to the schema', async () => {
    for (const raw of [null, 'x', { communities: 'x' }, file('x'), file({ returning: 3 })]) {
      assert.deepEqual((await resolveUpstreamKeys(raw, {})).mistakes, []);
    }
  });
});
