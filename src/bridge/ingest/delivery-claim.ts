import { createHash } from 'node:crypto';

/**
 * The claim of a delivery: the same text for a repeat of the same delivery, at most 300 characters.
 * Slack numbers its deliveries, Returning.AI does not: there it is made of what the body says.
 */

const MAX_CLAIM_LENGTH = 300;

export function slackClaim(eventId: string): string {
  return `slack:${eventId}`;
}

export interface ReturningDelivery {
  readonly event: string;
  readonly serverId: string;
  readonly userId: string;
  /** As the platform says it (epoch ms): a date held back to our clock would differ from repeat to repeat. */
  readonly dateMs: number | undefined;
  /** The message or order it is about. */
  readonly subjectId?: string;
}

export function returningClaim({ event, serverId, userId, dateMs, subjectId }: ReturningDelivery): string {
  const parts = [event, serverId, userId, dateMs ?? '', subjectId ?? ''];
  const claim = `returning:${parts.map(encodeURIComponent).join(':')}`;
  return claim.length <= MAX_CLAIM_LENGTH ? claim : `returning:long:${fingerprint(parts)}`;
}

/** For a body that names nothing to tell it by. @param body decoded JSON, the order of its keys does not count */
export function bodyClaim(body: unknown): string {
  return `returning:body:${fingerprint(body)}`;
}

/** SHA-256 of a JSON value in its canonical form, 43 characters. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sortKeys)).digest('base64url');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
