import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TokenStreams, type TokenStream } from '../../../src/bridge/access/token-streams.ts';

function open(streams: TokenStreams, accessId: string, expiresAt: number): { stream: TokenStream; told: string[] } {
  const told: string[] = [];
  const warn = (expiresInMs: number): void => void told.push(`expires in ${expiresInMs}`);
  const stream = { accessId, expiresAt, warn, cut: () => void told.push('cut') };
  streams.add(stream);
  return { stream, told };
}

describe('the streams of tokens', () => {
  it('are told once, a minute before the token ends', () => {
    const streams = new TokenStreams();
    const { stream, told } = open(streams, 'a', 100_000);
    streams.goLive(stream);
    streams.beat(39_999);
    assert.deepEqual(told, []);
    streams.beat(40_000);
    streams.beat(55_000);
    assert.deepEqual(told, ['expires in 60000']);
  });

  it('are told nothing before they have said hello', () => {
    const streams = new TokenStreams();
    const { stream, told } = open(streams, 'a', 100_000);
    streams.beat(99_000);
    assert.deepEqual(told, []);
    streams.goLive(stream);
    streams.beat(99_500);
    assert.deepEqual(told, ['expires in 500']);
  });

  it('are cut when their key is revoked, and no others', () => {
    const streams = new TokenStreams();
    const revoked = open(streams, 'a', 100_000);
    const other = open(streams, 'b', 100_000);
    streams.revoke('a');
    assert.deepEqual([revoked.told, other.told], [['cut'], []]);
  });

  it('are cut when the key was revoked while the token was being proved', () => {
    const streams = new TokenStreams();
    streams.revoke('a');
    assert.deepEqual(open(streams, 'a', 100_000).told, ['cut']);
  });

  it('are forgotten when they end', () => {
    const streams = new TokenStreams();
    const { stream, told } = open(streams, 'a', 100_000);
    streams.remove(stream);
    streams.goLive(stream);
    streams.beat(99_000);
    streams.revoke('a');
    assert.deepEqual(told, []);
  });
});
