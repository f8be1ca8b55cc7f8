import type { Cursor } from '../../schemas/cursor.ts';
import type { Json, Query, RankedMember, Slice, Standing, View } from './store.ts';

/** Reads one thing each, from whatever keeps it. */
export type Reader = Omit<View, 'cursor'>;

/** A view that holds what was read for it, and throws when asked for anything else. */
export class RecordedView implements View {
  readonly cursor: Cursor;
  readonly #answers = new Map<string, unknown>();

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  /** Reads everything the query names. */
  record(query: Query, reader: Reader): void {
    for (const claim of query.claims ?? []) this.#answers.set(id('claim', claim), reader.isClaimed(claim));
    for (const { collection, key } of query.documents ?? []) this.#recordDocument(collection, key, reader);
    for (const { ranking, member } of query.standings ?? []) {
      this.#answers.set(id('standing', ranking, member), reader.standing(ranking, member));
    }
    for (const ranking of query.totals ?? []) this.#answers.set(id('total', ranking), reader.total(ranking));
    for (const slice of query.slices ?? []) this.#recordSlice(slice, reader);
    for (const { ranking, score } of query.higher ?? []) {
      this.#answers.set(id('higher', ranking, String(score)), reader.higher(ranking, score));
    }
  }

  isClaimed(claim: string): boolean {
    return this.#answer<boolean>(id('claim', claim));
  }

  document(collection: string, key: string): Json | undefined {
    return this.#answer<Json | undefined>(id('document', collection, key));
  }

  standing(ranking: string, member: string): Standing | undefined {
    return this.#answer<Standing | undefined>(id('standing', ranking, member));
  }

  total(ranking: string): number {
    return this.#answer<number>(id('total', ranking));
  }

  slice(slice: Slice): readonly RankedMember[] {
    return this.#answer<readonly RankedMember[]>(sliceId(slice));
  }

  higher(ranking: string, score: number): number {
    return this.#answer<number>(id('higher', ranking, String(score)));
  }

  #recordDocument(collection: string, key: string, reader: Reader): void {
    this.#answers.set(id('document', collection, key), reader.document(collection, key));
  }

  #recordSlice(slice: Slice, reader: Reader): void {
    const members = reader.slice(slice);
    this.#answers.set(sliceId(slice), members);
    if (slice.join === undefined) return;
    for (const { member } of members) this.#recordDocument(slice.join, member, reader);
  }

  // The one cast: `record` put the value in under the same id, with this type.
  #answer<Answer>(answerId: string): Answer {
    if (!this.#answers.has(answerId)) throw new Error(`The query did not name ${answerId}: add it to the reads.`);
    return this.#answers.get(answerId) as Answer;
  }
}

function id(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function sliceId({ ranking, limit, after, before }: Slice): string {
  return id('slice', ranking, String(limit), JSON.stringify([after, before]));
}
