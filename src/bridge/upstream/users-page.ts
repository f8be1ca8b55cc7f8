import { UpstreamError } from './upstream-error.ts';

/** What someone has on the platform. Whole numbers; without what the platform does not tell. */
export interface UserScore {
  readonly externalId: string;
  readonly xp?: number;
  readonly coins?: number;
  /** Only where names were asked for, and there is one. */
  readonly name?: string;
}

export interface UsersPageQuery {
  /** The first page without. */
  readonly mark?: UsersMark | undefined;
  readonly withNames?: boolean | undefined;
}

/** Where a page of users stands, by one of the platform's two forms. */
export type UsersMark = { readonly cursor: string } | { readonly page: number };

export interface UsersPage {
  readonly users: readonly UserScore[];
  /** How many more it lists that can't be read. */
  readonly unreadable: number;
  /** Undefined: this was the last. */
  readonly next: UsersMark | undefined;
}

interface PageAnswer {
  readonly nextCursor: string | undefined;
  readonly currentPage: number | undefined;
  readonly totalPages: number | undefined;
}

/**
 * The mark of the page after this one. The platform offers cursors and page numbers and wants one of them a walk: the first
 * answer decides, and a cursor goes before.
 * @param mark of the page that was answered; undefined for the first
 * @throws {UpstreamError} when the platform answers another page than it was asked for, or the same mark again
 */
export function nextMark(answer: PageAnswer, mark: UsersMark | undefined): UsersMark | undefined {
  const { nextCursor, totalPages = 1, currentPage } = answer;
  if (nextCursor !== undefined && (mark === undefined || 'cursor' in mark)) {
    if (nextCursor === mark?.cursor) throw goesInCircles();
    return { cursor: nextCursor };
  }
  if (mark !== undefined && 'cursor' in mark) return undefined;
  const page = mark?.page ?? 1;
  if (currentPage !== undefined && currentPage !== page) throw goesInCircles();
  return page < totalPages ? { page: page + 1 } : undefined;
}

function goesInCircles(): UpstreamError {
  return new UpstreamError(
    'upstream-malformed',
    'Returning.AI lists its users in circles: a page names itself as the next.',
  );
}
