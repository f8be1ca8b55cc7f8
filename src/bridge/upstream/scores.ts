import type { ReturningApi } from './returning-api.ts';
import { UpstreamError } from './upstream-error.ts';
import type { UsersMark, UsersPage } from './users-page.ts';

/** 200 users a page make two million. */
const MAX_PAGES = 10_000;

/**
 * Everyone's `xp` and `coins`, and names where they are asked for, page by page and in no order. Someone may come twice
 * while the platform's list changes; a score is set, so that does no harm.
 * @throws {UpstreamError} when a page can't be had, or the list has no end. What was yielded before is right all the same.
 */
export async function* walkScores(
  api: Pick<ReturningApi, 'usersPage'>,
  signal?: AbortSignal,
  { withNames = false }: { readonly withNames?: boolean } = {},
): AsyncGenerator<UsersPage, void> {
  const seenCursors = new Set<string>();
  let mark: UsersMark | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await api.usersPage({ mark, withNames }, signal);
    yield page;
    const { next } = page;
    if (next === undefined) return;
    if ('cursor' in next && seenCursors.has(next.cursor)) throw endless();
    if ('cursor' in next) seenCursors.add(next.cursor);
    mark = next;
  }
  throw endless();
}

function endless(): UpstreamError {
  return new UpstreamError('upstream-malformed', 'Returning.AI lists its users without end: a page comes again.');
}
