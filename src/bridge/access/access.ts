import type { Store } from '../store/store.ts';
import { readBearerToken } from './bearer.ts';
import type { Caller } from './caller.ts';
import { AccessKeys } from './keys.ts';
import { readRequestOrigin } from './origins.ts';
import { revokedKey } from './revocation.ts';
import { TokenStreams } from './token-streams.ts';
import { EmbedTokens, TokenError, type ProvenToken } from './tokens.ts';

export interface AccessOptions {
  readonly store: Store;
  /** Epoch ms. */
  readonly clock: () => number;
  readonly hasCommunity: (communityId: string) => boolean;
  /** Sign the embed tokens, the first of them; none: there are no embed tokens. */
  readonly tokenSecrets: readonly string[];
}

/** The token is good, but not for the page that uses it. */
export class TokenOriginError extends Error {
  override readonly name = 'TokenOriginError';
  readonly code = 'origin-not-allowed';
}

/** Who is who: access keys, the tokens made with them, and the streams opened with those. */
export class Access {
  readonly keys: AccessKeys;
  readonly streams = new TokenStreams();
  /** Undefined where no secret signs them. */
  readonly tokens: EmbedTokens | undefined;
  readonly #unfollow: () => void;

  constructor({ store, clock, hasCommunity, tokenSecrets }: AccessOptions) {
    const [first, ...others] = tokenSecrets;
    this.keys = new AccessKeys({ store, clock, hasCommunity });
    this.tokens = first === undefined ? undefined : new EmbedTokens([first, ...others], clock);
    this.#unfollow = store.follow((_space, _epoch, { entry }) => {
      const key = revokedKey(entry);
      if (key !== undefined) this.streams.revoke(key);
    });
  }

  /**
   * Who asks something of a community.
   * @param header a request's header by its name in lower case
   * @throws {TokenError | TokenOriginError}
   */
  async callerOf(communityId: string, header: (name: string) => string | undefined): Promise<Caller> {
    const from = readRequestOrigin(header);
    const token = readBearerToken(header('authorization'));
    if (token === undefined) return { kind: 'anyone', from };
    const { member, accessId, expiresAt, origins } = await this.#prove(token, communityId);
    if (from.kind === 'cross' && !origins.includes(from.origin)) throw new TokenOriginError();
    return { kind: 'token', from, member, accessId, expiresAt };
  }

  close(): void {
    this.#unfollow();
  }

  async #prove(token: string, communityId: string): Promise<ProvenToken> {
    if (this.tokens === undefined) throw new TokenError('token-invalid');
    const proven = await this.tokens.prove(token);
    const isGood = proven.communityId === communityId && (await this.keys.isActive(proven.accessId));
    if (!isGood) throw new TokenError('token-invalid');
    return proven;
  }
}
