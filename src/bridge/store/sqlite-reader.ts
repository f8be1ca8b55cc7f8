import * as z from 'zod/mini';
import type { Reader } from './recorded-view.ts';
import type { CollectionStatements, SqliteStatements } from './sqlite-statements.ts';
import type { Json, RankedMember, Slice, Standing } from './store.ts';

const standingRow = z.object({ score: z.int(), tie: z.int() });
const rankedRow = z.object({ member: z.string(), score: z.int(), tie: z.int() });
const totalRow = z.object({ total: z.int() });
const documentRow = z.object({ value: z.string() });

/** Reads one space of a SQLite file. */
export class SqliteReader implements Reader {
  readonly #statements: SqliteStatements;
  readonly #space: number;

  constructor(statements: SqliteStatements, space: number) {
    this.#statements = statements;
    this.#space = space;
  }

  isClaimed(claim: string): boolean {
    return this.#statements.claimed.get(this.#space, claim) !== undefined;
  }

  document(collection: string, key: string): Json | undefined {
    const row = collectionOf(this.#statements, collection).get.get(this.#space, key);
    return row === undefined ? undefined : parseJson(documentRow.parse(row).value);
  }

  standing(ranking: string, member: string): Standing | undefined {
    const row = this.#statements.standing.get(this.#space, ranking, member);
    return row === undefined ? undefined : standingRow.parse(row);
  }

  total(ranking: string): number {
    const row = this.#statements.total.get(this.#space, ranking);
    return row === undefined ? 0 : totalRow.parse(row).total;
  }

  slice({ ranking, limit, after, before }: Slice): readonly RankedMember[] {
    return this.#sliceRows(ranking, limit, after, before).map((row) => rankedRow.parse(row));
  }

  higher(ranking: string, score: number): number {
    return totalRow.parse(this.#statements.higher.get(this.#space, ranking, score)).total;
  }

  #sliceRows(ranking: string, limit: number, after?: RankedMember, before?: RankedMember): unknown[] {
    const { top, below, above } = this.#statements;
    if (after !== undefined) return below.all(this.#space, ranking, after.score, after.tie, after.member, limit);
    if (before !== undefined) return above.all(this.#space, ranking, before.score, before.tie, before.member, limit);
    return top.all(this.#space, ranking, limit);
  }
}

export function collectionOf(statements: SqliteStatements, collection: string): CollectionStatements {
  const found = statements.collections.get(collection);
  if (found === undefined) throw new Error(`The store was opened without the collection "${collection}".`);
  return found;
}

// The store wrote the text itself with JSON.stringify, from a value typed as Json.
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}
