import type { Context } from 'hono';
import type { CommunityConfig } from '../../schemas/config.ts';
import { decryptBody } from '../ingest/decrypt.ts';
import { DecryptionError } from '../ingest/decryption-error.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { parseBody, readHookBody, type HookBody } from './hook-body.ts';
import { HookRefusal } from './hook-refusal.ts';

/** Reads the bodies of Returning.AI's hooks, plain (JSON) or encrypted (`x-encrypted: true`) as their community says. */
export class ReturningBodyReader {
  readonly #keys = new Map<string, Uint8Array[]>();

  constructor(encryptionKeys: RouteContext['encryptionKeys']) {
    for (const { communityId, secret } of encryptionKeys) {
      // Latin-1 is a byte a character; the configuration takes only ASCII.
      this.#keys.set(communityId, [...(this.#keys.get(communityId) ?? []), Buffer.from(secret, 'latin1')]);
    }
  }

  /**
   * @param community the one that the secret in the hook's address belongs to: that secret was proven before
   * @throws {HookRefusal}
   */
  async read(c: Context<NodeEnv>, community: CommunityConfig): Promise<HookBody> {
    const bytes = await readHookBody(c, 'returning');
    if (c.req.header('x-encrypted')?.trim().toLowerCase() === 'true') return this.#decrypt(c, bytes, community);
    if (community.encryption?.required) {
      const detail = 'Send the body encrypted, with "x-encrypted: true".';
      throw new HookRefusal('returning', 'encryption-required', { community: community.id }, detail);
    }
    return parseBody('returning', bytes);
  }

  #decrypt(c: Context<NodeEnv>, body: Uint8Array, { id, encryption: form }: CommunityConfig): HookBody {
    if (form === undefined) {
      const detail = 'Configure the encryption of this community, or send the body as it is.';
      throw new HookRefusal('returning', 'encryption-not-configured', { community: id }, detail);
    }
    const keys = this.#keys.get(id) ?? [];
    try {
      return decryptBody({ body, header: (name) => c.req.header(name) }, { form, keys, proof: 'path-secret' });
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
      const reason = error.mistakes.join(', ');
      throw new HookRefusal('returning', 'decryption-failed', { community: id, reason }, decryptionDetail);
    }
  }
}

/** One for all, whatever did not fit. */
const decryptionDetail = "The bridge's log says what did not fit.";
