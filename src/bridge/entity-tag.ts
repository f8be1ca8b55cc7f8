import { createHash } from 'node:crypto';

/** A strong tag (RFC 9110, 8.8.3): the same for the same content, and for no other. */
export function entityTag(content: string | Uint8Array): string {
  return `"${contentDigest(content)}"`;
}

/** What a tag is made of: letters, digits, `_` and `-`. */
export function contentDigest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}

/** RFC 9110, 13.1.2: weak comparison, a list or "*". */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = tagsIn(ifNoneMatch);
  return tags.includes('*') || tags.includes(etag);
}

/** The tags of an `If-None-Match`, without the marks of weak ones. */
export function tagsIn(ifNoneMatch: string | undefined): readonly string[] {
  return ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
}
