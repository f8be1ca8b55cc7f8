import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EmbedTokens, TokenError, TOKEN_LIFETIME_S } from '../../../src/bridge/access/tokens.ts';
import { TOKEN_SECRETS } from '../../support/bridge-access.ts';
import { draft, keyOf, kidOf, NOW_S, tokenForgeries } from '../security/token-forgeries.ts';

const [FIRST, SECOND] = TOKEN_SECRETS;

const claims = { member: 'm1', communityId: 'c1', origins: ['https://www.example.com'], accessId: 'c1.key' };
const payload = { community: 'c1', origins: ['https://www.example.com'], key: 'c1.key' };

function tokensAt(seconds: number, ...secrets: [string, ...string[]]): EmbedTokens {
  return new EmbedTokens(secrets, () => seconds * 1000);
}

const tokens = tokensAt(NOW_S, FIRST, SECOND);

async function codeOf(proof: Promise<unknown>): Promise<string> {
  const error = await proof.then(
    () => assert.fail('the token was taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TokenError, String(error));
  return error.code;
}

describe('an embed token', () => {
  it('says who may read as whom and where, for 15 minutes', async () => {
    const proven = await tokens.prove(await tokens.make(claims));
    assert.deepEqual(proven, { ...claims, expiresAt: (NOW_S + 900) * 1000 });
  });

  it('is a JWT that others could read: subject, community, origins, audience, times', async () => {
    const [header = '', body = ''] = (await tokens.make(claims)).split('.');
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
    assert.deepEqual(read(header), { alg: 'HS256', typ: 'JWT', kid: kidOf(FIRST) });
    const times = { iat: NOW_S, exp: NOW_S + 900 };
    assert.deepEqual(read(body), { ...payload, sub: 'm1', aud: 'returning-widgets', ...times });
  });

  it('stays good while its secret is only one of several, and is signed with the first', async () => {
    const old = await tokensAt(NOW_S, SECOND).make(claims);
    assert.equal((await tokens.prove(old)).member, 'm1');
    const fresh = await tokens.make(claims);
    assert.equal((await tokensAt(NOW_S, FIRST).prove(fresh)).member, 'm1');
    assert.equal(await codeOf(tokensAt(NOW_S, SECOND).prove(fresh)), 'token-invalid');
  });

  const times: readonly (readonly [what: string, offset: number, code: string | undefined])[] = [
    ['is good 29 s after its end, for a clock that is behind', TOKEN_LIFETIME_S + 29, undefined],
    ['has expired 31 s after its end', TOKEN_LIFETIME_S + 31, 'token-expired'],
    ['is good 29 s before it was made, for a clock that is ahead', -29, undefined],
    ['is not good 31 s before it was made', -31, 'token-invalid'],
  ];
  for (const [what, offset, code] of times) {
    it(what, async () => {
      const token = await tokens.make(claims);
      const proof = tokensAt(NOW_S + offset, FIRST).prove(token);
      if (code === undefined) await assert.doesNotReject(proof);
      else assert.equal(await codeOf(proof), code);
    });
  }

  for (const [what, forge] of tokenForgeries) {
    it(`is refused with ${what}`, async () => {
      assert.equal(await codeOf(tokens.prove(await forge(payload))), 'token-invalid');
    });
  }

  it('is refused when it would be good for longer than 15 minutes from when it was made', async () => {
    const token = await draft(payload)
      .setIssuedAt(NOW_S - 3600)
      .setExpirationTime(NOW_S + 3600)
      .sign(keyOf(FIRST));
    assert.equal(await codeOf(tokens.prove(token)), 'token-expired');
  });
});
