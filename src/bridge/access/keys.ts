import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { webOrigins } from '../../schemas/access-config.ts';
import { collections, readDocument } from '../domain/documents.ts';
import type { Json, Query, Store, View } from '../store/store.ts';
import { revocationEntry } from './revocation.ts';

/** What is kept of an access key: never the key itself. */
const accessKeyDocument = z.object({
  /** What its owner calls it. */
  name: z.string(),
  /** The pages that may use its tokens. None: no page, only servers. */
  origins: webOrigins,
  /** SHA-256 of the key, base64url. */
  digest: z.string(),
  /** Epoch ms. */
  madeAt: z.int(),
  revokedAt: z.nullable(z.int()),
});

type AccessKeyDocument = z.infer<typeof accessKeyDocument>;

/** An access key as it may be shown around. */
export interface AccessKey extends Omit<AccessKeyDocument, 'digest'> {
  readonly accessId: string;
}

/** What a new key's owner has to keep: it can't be shown again. */
export interface NewAccessKey {
  readonly accessId: string;
  readonly accessKey: string;
}

/** A key that proved itself. */
export interface ProvenKey {
  readonly accessId: string;
  readonly communityId: string;
  readonly origins: readonly string[];
}

export interface AccessKeyRequest {
  readonly communityId: string;
  readonly name: string;
  readonly origins: readonly string[];
}

export interface AccessKeysOptions {
  readonly store: Store;
  /** Epoch ms. */
  readonly clock: () => number;
  /** Whether a community is configured: an id of another is not even looked up. */
  readonly hasCommunity: (communityId: string) => boolean;
}

const PAGE = 100;

/** The keys by which a community's own servers prove themselves. */
export class AccessKeys {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #hasCommunity: (communityId: string) => boolean;

  constructor({ store, clock, hasCommunity }: AccessKeysOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#hasCommunity = hasCommunity;
  }

  async make({ communityId, name, origins }: AccessKeyRequest): Promise<NewAccessKey> {
    const accessId = `${communityId}.${randomBytes(9).toString('base64url')}`;
    const accessKey = randomBytes(32).toString('base64url');
    const madeAt = this.#clock();
    const digest = sha256(accessKey).toString('base64url');
    const value: AccessKeyDocument = { name, origins: [...origins], digest, madeAt, revokedAt: null };
    const entry = { at: madeAt, changes: [] };
    await this.#store.transact(communityId, {
      reads: [],
      decide: () => ({ outcome: undefined, writes: { ...nothing, documents: [keyWrite(accessId, value)], entry } }),
    });
    return { accessId, accessKey };
  }

  /** All of a community's keys, revoked ones too, in the order of their ids. */
  async list(communityId: string): Promise<AccessKey[]> {
    const keys: AccessKey[] = [];
    for (let after = ''; ; after = keys.at(-1)?.accessId ?? '') {
      const page = await this.#store.scan(communityId, collections.accessKeys, { after, limit: PAGE });
      keys.push(...page.map(({ key, value }) => shown(key, accessKeyDocument.parse(value))));
      if (page.length < PAGE) return keys;
    }
  }

  /** From then on neither the key nor any token made with it is good, and streams opened with such a token end. */
  async revoke(accessId: string): Promise<'revoked' | 'unknown'> {
    const revokedAt = this.#clock();
    if (!this.#hasCommunity(communityOf(accessId))) return 'unknown';
    return this.#store.transact(communityOf(accessId), {
      reads: [keyQuery(accessId)],
      decide: (view) => {
        const known = readKey(view, accessId);
        if (known === undefined) return { outcome: 'unknown' };
        if (known.revokedAt !== null) return { outcome: 'revoked' };
        const documents = [keyWrite(accessId, { ...known, revokedAt })];
        return { outcome: 'revoked', writes: { ...nothing, documents, entry: revocationEntry(accessId, revokedAt) } };
      },
    });
  }

  async isActive(accessId: string): Promise<boolean> {
    return (await this.#find(accessId))?.revokedAt === null;
  }

  /** @returns undefined for an unknown id, a wrong key and a revoked one alike */
  async prove(accessId: string, accessKey: string): Promise<ProvenKey | undefined> {
    const known = await this.#find(accessId);
    const digest = known === undefined ? nobodysDigest : Buffer.from(known.digest, 'base64url');
    const isRight = timingSafeEqual(sha256(accessKey), digest);
    if (!isRight || known === undefined || known.revokedAt !== null) return undefined;
    return { accessId, communityId: communityOf(accessId), origins: known.origins };
  }

  async #find(accessId: string): Promise<AccessKeyDocument | undefined> {
    const communityId = communityOf(accessId);
    if (!this.#hasCommunity(communityId)) return undefined;
    const view = await this.#store.read(communityId, [keyQuery(accessId)]);
    return readKey(view, accessId);
  }
}

/** The community an access id belongs to: what stands before its last dot. */
export function communityOf(accessId: string): string {
  return accessId.slice(0, Math.max(0, accessId.lastIndexOf('.')));
}

const nothing = { claims: [], standings: [] } as const;

/** As long as a digest, and that of no key anybody has. */
const nobodysDigest = randomBytes(32);

function keyQuery(accessId: string): () => Query {
  return () => ({ documents: [{ collection: collections.accessKeys, key: accessId }] });
}

function readKey(view: View, accessId: string): AccessKeyDocument | undefined {
  return readDocument(view, accessKeyDocument, collections.accessKeys, accessId);
}

function keyWrite(key: string, value: AccessKeyDocument): { collection: string; key: string; value: Json } {
  return { collection: collections.accessKeys, key, value };
}

function shown(accessId: string, { name, origins, madeAt, revokedAt }: AccessKeyDocument): AccessKey {
  return { accessId, name, origins, madeAt, revokedAt };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
