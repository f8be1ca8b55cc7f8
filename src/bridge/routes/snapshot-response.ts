import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { NodeEnv } from './context.ts';

/**
 * A JSON answer that can be asked for again. The tag is made without the cursor, so that an answer whose content stands still stays
 * valid while the log goes on: a reader who keeps it resumes from its older cursor and loses nothing.
 * @param access who may read and keep it; see `answerHeaders`
 */
export function snapshotResponse(c: Context<NodeEnv>, snapshot: object, access: Record<string, string>): Response {
  const { cursor, ...content } = { cursor: undefined, ...snapshot };
  const etag = `"${createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)}"`;
  const headers = { ...access, etag };
  if (isUnchanged(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return Response.json(cursor === undefined ? content : { ...content, cursor }, { headers });
}

// RFC 9110, 13.1.2: weak comparison, a list or "*".
export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
