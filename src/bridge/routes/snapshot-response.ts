import type { Context } from 'hono';
import { entityTag, isUnchanged } from '../entity-tag.ts';
import type { NodeEnv } from './context.ts';

/**
 * A JSON answer that can be asked for again. The tag is made without the cursor, so that an answer whose content stands still stays
 * valid while the log goes on: a reader who keeps it resumes from its older cursor and loses nothing.
 * @param access who may read and keep it; see `answerHeaders`
 */
export function snapshotResponse(c: Context<NodeEnv>, snapshot: object, access: Record<string, string>): Response {
  const { cursor, ...content } = { cursor: undefined, ...snapshot };
  const etag = entityTag(JSON.stringify(content));
  const headers = { ...access, etag };
  if (isUnchanged(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  return Response.json(cursor === undefined ? content : { ...content, cursor }, { headers });
}
