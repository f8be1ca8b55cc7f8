import { emailOf } from '../webhooks.ts';
import type { RestUser } from './records.ts';

/** Fixed by the platform. */
const PAGE_SIZE = 200;

export interface UsersListBody {
  readonly fields?: readonly string[];
  readonly cursor?: string;
  readonly page?: number;
}

/** How the list is paged: `both` names the next cursor and the pages, and whoever asks chooses. */
export type Paging = 'both' | 'pages';

/**
 * The answer of "Get Users with Filters", whose form is documented as far as `next_cursor`, `total_pages` and
 * `current_page`. Numbers come as texts, and an e-mail address also when nobody asked for it.
 * @returns undefined for a cursor and a page together, which the platform refuses
 */
export function usersList(users: readonly RestUser[], body: UsersListBody, paging: Paging): object | undefined {
  const { cursor, page, fields = [] } = body;
  if (cursor !== undefined && page !== undefined) return undefined;
  const start = cursor === undefined ? ((page ?? 1) - 1) * PAGE_SIZE : Number(cursor.replace('after-', ''));
  const end = start + PAGE_SIZE;
  const hasCursor = paging === 'both' && page === undefined && end < users.length;
  return {
    status: 'success',
    data: users.slice(start, end).map((user) => rowOf(user, fields)),
    ...(hasCursor && { next_cursor: `after-${end}` }),
    ...(cursor === undefined && { total_pages: Math.ceil(users.length / PAGE_SIZE), current_page: page ?? 1 }),
  };
}

function rowOf({ person, xp, coins }: RestUser, fields: readonly string[]): object {
  const all: Record<string, string> = {
    user_id: person.id,
    first_name: person.firstName,
    last_name: person.lastName,
    xp: `${xp}`,
    coins: `${coins}`,
  };
  return { ...Object.fromEntries(fields.map((field) => [field, all[field] ?? null])), email: emailOf(person) };
}
