import assert from 'node:assert/strict';
import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { SignJWT, UnsecuredJWT, type JWTHeaderParameters } from 'jose';
import { EmbedTokens, TokenError, TOKEN_LIFETIME_S } from '../../../src/bridge/access/tokens.ts';

const NOW_S = 1_756_900_000;
const FIRST = 'the first secret of tokens, 32 or more';
const SECOND = 'the second secret of tokens, 32 or more';

const claims = { member: 'm1', communityId: 'c1', origins: ['https://www.example.com'], accessId: 'c1.key' };
const payload = { community: 'c1', origins: ['https://www.example.com'], key: 'c1.key' };

function tokensAt(seconds: number, ...secrets: [string, ...string[]]): EmbedTokens {
  return new EmbedTokens(secrets, () => seconds * 1000);
}

const tokens = tokensAt(NOW_S, FIRST, SECOND);

function kidOf(secret: string): string {
  return createHash('sha256').update(`embed token key ${secret}`).digest('base64url').slice(0, 8);
}

function draft(header: JWTHeaderParameters = { alg: 'HS256', typ: 'JWT', kid: kidOf(FIRST) }): SignJWT {
  return new SignJWT({ ...payload })
    .setProtectedHeader(header)
    .setSubject('m1')
    .setAudience('returning-widgets')
    .setIssuedAt(NOW_S)
    .setExpirationTime(NOW_S + TOKEN_LIFETIME_S);
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

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

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const attacks: readonly (readonly [what: string, forge: () => Promise<string> | string])[] = [
    [
      'no signature, algorithm none',
      () =>
        new UnsecuredJWT({ ...payload, sub: 'm1', aud: 'returning-widgets' })
          .setIssuedAt(NOW_S)
          .setExpirationTime('1h')
          .encode(),
    ],
    ['algorithm none and our key id', async () => unsign(await draft().sign(keyOf(FIRST)), 'none')],
    ['algorithm None, in another case', async () => unsign(await draft().sign(keyOf(FIRST)), 'None')],
    ['RS256', () => draft({ alg: 'RS256', kid: kidOf(FIRST) }).sign(privateKey)],
    ['HS512 with the right secret', () => handmade({ alg: 'HS512', kid: kidOf(FIRST) }, FIRST, 'sha512')],
    ['a secret that is not ours', () => draft().sign(keyOf('another secret, also of 32 characters'))],
    ['our other secret under the first one’s key id', () => draft().sign(keyOf(SECOND))],
    ['an unknown key id', () => draft({ alg: 'HS256', kid: 'nobodys' }).sign(keyOf(FIRST))],
    ['no key id', () => draft({ alg: 'HS256' }).sign(keyOf(FIRST))],
    ['the key id __proto__', () => draft({ alg: 'HS256', kid: '__proto__' }).sign(keyOf(FIRST))],
    [
      'a key of its own in the header',
      () => handmade({ alg: 'HS256', kid: 'x', jwk: { kty: 'oct', k: 'c2VjcmV0' } }, 'secret'),
    ],
    ['a critical extension', () => handmade({ alg: 'HS256', kid: kidOf(FIRST), crit: ['x'], x: 1 }, FIRST)],
    ['another audience', () => draft().setAudience('somebody-else').sign(keyOf(FIRST))],
    ['no audience', () => unclaimed('aud')],
    ['no subject', () => unclaimed('sub')],
    ['no end', () => unclaimed('exp')],
    ['no beginning', () => unclaimed('iat')],
    ['no community', () => unclaimed('community')],
    ['no origins', () => unclaimed('origins')],
    ['no access key', () => unclaimed('key')],
    ['an end as text', () => handmade(undefined, FIRST, 'sha256', { exp: String(NOW_S + 900) })],
    ['origins that are none', () => handmade(undefined, FIRST, 'sha256', { origins: ['*'] })],
    ['origins as one text', () => handmade(undefined, FIRST, 'sha256', { origins: 'https://www.example.com' })],
    ['a subject with a line end', () => handmade(undefined, FIRST, 'sha256', { sub: 'm1\r\nx' })],
    [
      'a beginning in an hour',
      () =>
        draft()
          .setIssuedAt(NOW_S + 3600)
          .setExpirationTime(NOW_S + 4000)
          .sign(keyOf(FIRST)),
    ],
    [
      'not before in an hour',
      () =>
        draft()
          .setNotBefore(NOW_S + 3600)
          .sign(keyOf(FIRST)),
    ],
    ['a changed subject', async () => tamper(await draft().sign(keyOf(FIRST)), { ...payload, sub: 'm2' })],
    ['a cut signature', async () => (await draft().sign(keyOf(FIRST))).slice(0, -2)],
    ['an empty signature', async () => (await draft().sign(keyOf(FIRST))).replace(/[^.]+$/, '')],
    ['two parts', () => 'eyJhbGciOiJIUzI1NiJ9.e30'],
    ['nothing', () => ''],
    ['no JSON', () => 'a.b.c'],
  ];
  for (const [what, forge] of attacks) {
    it(`is refused with ${what}`, async () => {
      assert.equal(await codeOf(tokens.prove(await forge())), 'token-invalid');
    });
  }

  it('is refused when it would be good for longer than 15 minutes from when it was made', async () => {
    const token = await draft()
      .setIssuedAt(NOW_S - 3600)
      .setExpirationTime(NOW_S + 3600)
      .sign(keyOf(FIRST));
    assert.equal(await codeOf(tokens.prove(token)), 'token-expired');
  });
});

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function unsign(token: string, alg: string): string {
  return `${encode({ alg, kid: kidOf(FIRST) })}.${token.split('.')[1]}.`;
}

function tamper(token: string, body: unknown): string {
  const [header, , signature] = token.split('.');
  return [header, encode(body), signature].join('.');
}

const whole = { ...payload, sub: 'm1', aud: 'returning-widgets', iat: NOW_S, exp: NOW_S + 900 };

function handmade(
  header: object = { alg: 'HS256', kid: kidOf(FIRST) },
  secret = FIRST,
  hash = 'sha256',
  changes: object = {},
): string {
  const signed = `${encode(header)}.${encode({ ...whole, ...changes })}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

function unclaimed(claim: keyof typeof whole): string {
  return handmade(undefined, FIRST, 'sha256', { [claim]: undefined });
}
