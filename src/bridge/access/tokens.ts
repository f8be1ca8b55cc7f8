import { createHash } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';
import { webOrigins } from '../../schemas/access-config.ts';
import { identifier } from '../../schemas/primitives.ts';

/** How long an embed token is good. */
export const TOKEN_LIFETIME_S = 900;

/** How far the clocks of two bridges may be apart. */
const CLOCK_SKEW_S = 30;

const AUDIENCE = 'returning-widgets';

// The only one, for signing and proving: a token does not get to choose how it is proved (RFC 8725, 3.1).
const ALGORITHM = 'HS256';

/** Who may read as whom, where. */
export interface TokenClaims {
  /** Of a member, or of nobody known. */
  readonly member: string;
  readonly communityId: string;
  /** The pages that may use it. None: no page, only servers. */
  readonly origins: readonly string[];
  /** The access key it was made with, and falls with. */
  readonly accessId: string;
}

export interface ProvenToken extends TokenClaims {
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** The token is not good. Why exactly is for nobody: its holder can only fetch another. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: 'token-expired' | 'token-invalid';

  constructor(code: TokenError['code'], options: ErrorOptions = {}) {
    super(code, options);
    this.code = code;
  }
}

const payload = z.object({
  sub: identifier,
  community: identifier,
  origins: webOrigins,
  key: z.string().check(z.minLength(1), z.maxLength(300)),
  exp: z.int(),
});

interface SigningKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** Makes and proves embed tokens: JWTs of 15 minutes. */
export class EmbedTokens {
  readonly #signing: SigningKey;
  readonly #proving: ReadonlyMap<string, Uint8Array>;
  readonly #clock: () => number;

  /** @param secrets the first signs, all prove */
  constructor(secrets: readonly [string, ...string[]], clock: () => number) {
    const [first, ...others] = secrets;
    this.#signing = signingKey(first);
    const keys = [this.#signing, ...others.map(signingKey)];
    this.#proving = new Map(keys.map(({ id, secret }) => [id, secret]));
    this.#clock = clock;
  }

  async make({ member, communityId, origins, accessId }: TokenClaims): Promise<string> {
    const now = Math.floor(this.#clock() / 1000);
    return new SignJWT({ community: communityId, origins: [...origins], key: accessId })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: this.#signing.id })
      .setSubject(member)
      .setAudience(AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(now + TOKEN_LIFETIME_S)
      .sign(this.#signing.secret);
  }

  /** @throws {TokenError} */
  async prove(token: string): Promise<ProvenToken> {
    const claims = payload.safeParse(await this.#verify(token));
    if (!claims.success) throw new TokenError('token-invalid', { cause: claims.error });
    const { sub, community, origins, key, exp } = claims.data;
    return { member: sub, communityId: community, origins, accessId: key, expiresAt: exp * 1000 };
  }

  async #verify(token: string): Promise<unknown> {
    try {
      const verified = await jwtVerify(token, ({ kid = '' }) => this.#secretOf(kid), {
        algorithms: [ALGORITHM],
        audience: AUDIENCE,
        clockTolerance: CLOCK_SKEW_S,
        currentDate: new Date(this.#clock()),
        // Also refuses what was made in the future.
        maxTokenAge: TOKEN_LIFETIME_S,
        requiredClaims: ['sub', 'exp'],
      });
      return verified.payload;
    } catch (error) {
      throw new TokenError(error instanceof errors.JWTExpired ? 'token-expired' : 'token-invalid', { cause: error });
    }
  }

  #secretOf(kid: string): Uint8Array {
    const secret = this.#proving.get(kid);
    if (secret === undefined) throw new TokenError('token-invalid');
    return secret;
  }
}

// The id is made of the secret, so that a list of secrets is all there is to configure; 48 bits of a hash give none away.
function signingKey(secret: string): SigningKey {
  const id = createHash('sha256').update(`embed token key ${secret}`).digest('base64url').slice(0, 8);
  return { id, secret: new TextEncoder().encode(secret) };
}
