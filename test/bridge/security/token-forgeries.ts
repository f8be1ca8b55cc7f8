import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT, type JWTHeaderParameters } from 'jose';
import { TOKEN_LIFETIME_S } from '../../../src/bridge/access/tokens.ts';
import { TOKEN_SECRETS } from '../../support/bridge-access.ts';
import { NOW } from '../../support/bridge-server.ts';

/** What a token says of its own beside the standard's claims; here, of a key that is good. */
export interface TokenPayload {
  readonly community: string;
  readonly origins: readonly string[];
  readonly key: string;
}

/** A token that must be refused as `token-invalid`. All would be good at `NOW` but for what they are named for. */
export type TokenForgery = readonly [what: string, forge: (payload: TokenPayload) => Promise<string> | string];

export const NOW_S = NOW / 1000;
const [FIRST, SECOND] = TOKEN_SECRETS;

export function kidOf(secret: string): string {
  return createHash('sha256').update(`embed token key ${secret}`).digest('base64url').slice(0, 8);
}

export function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

/** An honest token, not signed yet. */
export function draft(payload: TokenPayload, header: JWTHeaderParameters = honestHeader): SignJWT {
  return new SignJWT({ ...payload })
    .setProtectedHeader(header)
    .setSubject('m1')
    .setAudience('returning-widgets')
    .setIssuedAt(NOW_S)
    .setExpirationTime(NOW_S + TOKEN_LIFETIME_S);
}

const honestHeader = { alg: 'HS256', typ: 'JWT', kid: kidOf(FIRST) };
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const algorithms: readonly TokenForgery[] = [
  [
    'no signature, algorithm none',
    (payload) =>
      new UnsecuredJWT({ ...payload, sub: 'm1', aud: 'returning-widgets' })
        .setIssuedAt(NOW_S)
        .setExpirationTime(NOW_S + 600)
        .encode(),
  ],
  ['algorithm none and our key id', async (payload) => unsign(await draft(payload).sign(keyOf(FIRST)), 'none')],
  ['algorithm None, in another case', async (payload) => unsign(await draft(payload).sign(keyOf(FIRST)), 'None')],
  ['RS256', (payload) => draft(payload, { alg: 'RS256', kid: kidOf(FIRST) }).sign(privateKey)],
  ['HS512 with the right secret', (payload) => handmade(payload, {}, { alg: 'HS512', kid: kidOf(FIRST) }, 'sha512')],
  ['a secret that is not ours', (payload) => draft(payload).sign(keyOf('another secret, also of 32 characters'))],
  ['our other secret under the first one’s key id', (payload) => draft(payload).sign(keyOf(SECOND))],
  ['an unknown key id', (payload) => draft(payload, { alg: 'HS256', kid: 'nobodys' }).sign(keyOf(FIRST))],
  ['no key id', (payload) => draft(payload, { alg: 'HS256' }).sign(keyOf(FIRST))],
  ['the key id __proto__', (payload) => draft(payload, { alg: 'HS256', kid: '__proto__' }).sign(keyOf(FIRST))],
  [
    'a key of its own in the header',
    (payload) =>
      handmade(payload, {}, { alg: 'HS256', kid: 'x', jwk: { kty: 'oct', k: 'c2VjcmV0' } }, 'sha256', 'secret'),
  ],
  [
    'a key of its own at an address',
    (payload) => handmade(payload, {}, { alg: 'HS256', jku: 'https://evil.example/keys' }, 'sha256', 'secret'),
  ],
  ['a critical extension', (payload) => handmade(payload, {}, { alg: 'HS256', kid: kidOf(FIRST), crit: ['x'], x: 1 })],
];

const claims: readonly TokenForgery[] = [
  ['another audience', (payload) => draft(payload).setAudience('somebody-else').sign(keyOf(FIRST))],
  ['no audience', (payload) => handmade(payload, { aud: undefined })],
  ['no subject', (payload) => handmade(payload, { sub: undefined })],
  ['no end', (payload) => handmade(payload, { exp: undefined })],
  ['no beginning', (payload) => handmade(payload, { iat: undefined })],
  ['no community', (payload) => handmade(payload, { community: undefined })],
  ['no origins', (payload) => handmade(payload, { origins: undefined })],
  ['no access key', (payload) => handmade(payload, { key: undefined })],
  ['an end as text', (payload) => handmade(payload, { exp: String(NOW_S + 900) })],
  ['an end beyond all numbers', (payload) => handmadeText(payload, '"exp":1e999')],
  ['origins that are none', (payload) => handmade(payload, { origins: ['*'] })],
  ['origins as one text', (payload) => handmade(payload, { origins: 'https://www.example.com' })],
  ['a subject with a line end', (payload) => handmade(payload, { sub: 'm1\r\nx' })],
  [
    'a beginning in an hour',
    (payload) =>
      draft(payload)
        .setIssuedAt(NOW_S + 3600)
        .setExpirationTime(NOW_S + 4000)
        .sign(keyOf(FIRST)),
  ],
  [
    'not before in an hour',
    (payload) =>
      draft(payload)
        .setNotBefore(NOW_S + 3600)
        .sign(keyOf(FIRST)),
  ],
];

const shapes: readonly TokenForgery[] = [
  [
    'a changed subject',
    async (payload) => tamper(await draft(payload).sign(keyOf(FIRST)), { ...whole(payload), sub: 'm2' }),
  ],
  ['a cut signature', async (payload) => (await draft(payload).sign(keyOf(FIRST))).slice(0, -2)],
  ['an empty signature', async (payload) => (await draft(payload).sign(keyOf(FIRST))).replace(/[^.]+$/, '')],
  ['two parts', () => 'eyJhbGciOiJIUzI1NiJ9.e30'],
  ['nothing', () => ''],
  ['no JSON', () => 'a.b.c'],
];

/** Every way to forge a token. */
export const tokenForgeries: readonly TokenForgery[] = [...algorithms, ...claims, ...shapes];

function whole(payload: TokenPayload): object {
  return { ...payload, sub: 'm1', aud: 'returning-widgets', iat: NOW_S, exp: NOW_S + TOKEN_LIFETIME_S };
}

/** Signed by hand, because no honest signer would. */
function handmade(
  payload: TokenPayload,
  changes: object,
  header: object = honestHeader,
  hash = 'sha256',
  secret: string = FIRST,
): string {
  return signText(encode(header), encode({ ...whole(payload), ...changes }), hash, secret);
}

/** With a claim that `JSON.stringify` would not write. */
function handmadeText(payload: TokenPayload, claim: string): string {
  const text = JSON.stringify(whole(payload)).replace(/"exp":\d+/, claim);
  return signText(encode(honestHeader), Buffer.from(text).toString('base64url'), 'sha256', FIRST);
}

function signText(header: string, body: string, hash: string, secret: string): string {
  return `${header}.${body}.${createHmac(hash, secret).update(`${header}.${body}`).digest('base64url')}`;
}

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
