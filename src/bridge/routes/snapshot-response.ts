import type { Context } from 'hono';
import type { CommunityConfig } from '../../schemas/config.ts';
import { parseCursor, type Cursor } from '../../schemas/cursor.ts';
import { contentDigest, entityTag, isUnchanged, tagsIn } from '../entity-tag.ts';
import { isInLog, REPLAY_PAGE } from '../live/history.ts';
import type { LogPage, Store } from '../store/store.ts';
import type { NodeEnv } from './context.ts';

/**
 * A JSON answer that can be asked for again.
 * @param access who may read and keep it; see `answerHeaders`
 */
export function snapshotResponse(c: Context<NodeEnv>, content: object, access: Record<string, string>): Response {
  const etag = entityTag(JSON.stringify(content));
  const headers = { ...access, etag };
  return isUnchanged(c.req.header('if-none-match'), etag) ? unchanged(headers) : Response.json(content, { headers });
}

export interface LiveSnapshot {
  readonly snapshot: { readonly cursor: string };
  /** See `snapshotResponse`. */
  readonly access: Record<string, string>;
  readonly store: Pick<Store, 'readLog'>;
}

/**
 * The same for a snapshot that a stream goes on from. Its tag names content and cursor. A kept copy whose content still
 * stands is valid although the log went on, if a stream can resume from the copy's own cursor without much to tell: a 304
 * says nothing of a newer one, and a copy from before the log would meet a `gap` at each load.
 */
export async function liveSnapshotResponse(
  c: Context<NodeEnv>,
  { id }: CommunityConfig,
  { snapshot, access, store }: LiveSnapshot,
): Promise<Response> {
  const { cursor, ...content } = snapshot;
  const digest = contentDigest(JSON.stringify(content));
  const tags = tagsIn(c.req.header('if-none-match'));
  const current = tagOf(digest, cursor);
  if (tags.includes('*')) return unchanged({ ...access, etag: current });
  const copies = tags.filter((tag) => cursorIn(tag, digest) !== undefined);
  const log = copies.length > 0 ? await store.readLog(id, { after: 0, limit: 0 }) : undefined;
  const valid = copies.find((tag) => log !== undefined && isGoodStart(cursorIn(tag, digest), log));
  if (valid !== undefined) return unchanged({ ...access, etag: valid });
  return Response.json(snapshot, { headers: { ...access, etag: current } });
}

function unchanged(headers: Record<string, string>): Response {
  return new Response(null, { status: 304, headers });
}

function tagOf(digest: string, cursor: string): string {
  return `"${digest}.${cursor}"`;
}

/** The cursor of a kept copy with that content; undefined for the tag of anything else. */
function cursorIn(tag: string, digest: string): Cursor | undefined {
  const start = `"${digest}.`;
  return tag.startsWith(start) && tag.endsWith('"') ? parseCursor(tag.slice(start.length, -1)) : undefined;
}

function isGoodStart(cursor: Cursor | undefined, log: LogPage): boolean {
  return cursor !== undefined && isInLog(cursor, log) && log.head - cursor.sequence <= REPLAY_PAGE;
}
