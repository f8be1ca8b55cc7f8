import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The last part of a hook address, and whose hooks come in by it. */
export interface HookSecret {
  readonly secret: string;
  readonly communityId: string;
}

/**
 * Finds the community a presented secret belongs to, in a time that says nothing of the secrets: digests of one length,
 * and all of them are compared.
 * @returns a function that answers undefined for a secret that is nobody's
 */
export function hookSecretLookup(secrets: readonly HookSecret[]): (presented: string) => string | undefined {
  const known = secrets.map(({ secret, communityId }) => ({ digest: sha256(secret), communityId }));
  return (presented) => {
    const digest = sha256(presented);
    return known.filter((candidate) => timingSafeEqual(candidate.digest, digest))[0]?.communityId;
  };
}

export interface SignedDelivery {
  /** `X-Slack-Request-Timestamp`. */
  readonly timestamp: string | undefined;
  /** `X-Slack-Signature`. */
  readonly signature: string | undefined;
  /** As it came: what was signed is bytes, not what they mean. */
  readonly body: Uint8Array;
}

/** Why a delivery was refused is for our own log; its sender is never told. */
export type SlackProof =
  'authentic' | 'timestamp-malformed' | 'timestamp-too-far' | 'signature-malformed' | 'signature-wrong';

const MAX_CLOCK_DISTANCE_MS = 5 * 60_000;

/**
 * Slack's signature, version 0: HMAC-SHA256 over `v0:{timestamp}:{body}`.
 * @param signingSecrets all that are active; one that fits is enough
 */
export function verifySlack(delivery: SignedDelivery, signingSecrets: readonly string[], nowMs: number): SlackProof {
  const { timestamp = '', signature = '', body } = delivery;
  if (!/^\d{1,12}$/.test(timestamp)) return 'timestamp-malformed';
  if (Math.abs(nowMs - Number(timestamp) * 1000) > MAX_CLOCK_DISTANCE_MS) return 'timestamp-too-far';
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) return 'signature-malformed';
  const presented = Buffer.from(signature.slice('v0='.length), 'hex');
  const fitting = signingSecrets.filter((secret) => timingSafeEqual(signatureOf(secret, timestamp, body), presented));
  return fitting.length > 0 ? 'authentic' : 'signature-wrong';
}

function signatureOf(secret: string, timestamp: string, body: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest();
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
