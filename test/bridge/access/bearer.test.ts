import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdsToken, readBearerToken } from '../../../src/bridge/access/bearer.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtMSJ9.c2lnbmF0dXJl';

describe('the Authorization header', () => {
  const cases: readonly (readonly [header: string | undefined, token: string | undefined])[] = [
    [undefined, undefined],
    [`Bearer ${TOKEN}`, TOKEN],
    [`bearer  ${TOKEN} `, TOKEN],
    ['Basic dXNlcjpwYXNz', undefined],
    [TOKEN, undefined],
    ['Bearer', ''],
    ['Bearer ', ''],
    [`Bearer ${TOKEN} ${TOKEN}`, ''],
    [`Bearer ${TOKEN},${TOKEN}`, ''],
    [`Bearer ${'x'.repeat(4097)}`, ''],
  ];
  for (const [header, token] of cases) {
    it(`${header?.slice(0, 30) ?? 'left out'} holds ${token === '' ? 'a token that can’t be one' : (token ?? 'none')}`, () => {
      assert.equal(readBearerToken(header), token);
    });
  }
});

describe('an address', () => {
  const tokens: readonly Record<string, string>[] = [
    { token: 'x' },
    { access_token: 'x' },
    { EmbedToken: 'x' },
    { topics: TOKEN },
    { since: `Bearer ${TOKEN}` },
  ];
  for (const query of tokens) {
    it(`holds a token in ${JSON.stringify(query).slice(0, 40)}`, () => assert.ok(holdsToken(query)));
  }

  it('holds none in what readers ask for', () => {
    const query = { topics: 'board/top,channel/general', cursor: 'abc_-9.12', limit: '10', before: '1756.ey_x' };
    assert.ok(!holdsToken(query));
  });
});
