import type { DocumentRef, DocumentWrite, View } from '../store/store.ts';
import { collections, joinDocument, readDocument, type JoinDocument } from './documents.ts';
import type { Credit } from './scoring.ts';

/**
 * A person joins once: of all joins that are told, of two channels or on two platforms, the first by its date counts, and
 * brings its referrer the points. The others only show that the person was there.
 */

export function joinRef(member: string): DocumentRef {
  return { collection: collections.joins, key: member };
}

export function joinWrite(member: string, join: JoinDocument): DocumentWrite {
  return { ...joinRef(member), value: join };
}

/** The join of a member that counts so far; from a view that holds it. */
export function readJoin(view: View, member: string): JoinDocument | undefined {
  return readDocument(view, joinDocument, collections.joins, member);
}

/** Whether a join takes the place of the one that counted so far. */
export function isEarlier(join: JoinDocument, known: JoinDocument | undefined): boolean {
  return known === undefined || join.at < known.at;
}

/** What a join gives to the one who joined. @param known the join that counted so far */
export function joinCredits(member: string, join: JoinDocument, known: JoinDocument | undefined): Credit[] {
  const own = { member, deed: 'join', at: join.at } as const;
  if (known === undefined) return [own];
  return isEarlier(join, known) ? [own, ...joinTakenBack(member, known)] : [{ ...own, times: 0 }];
}

/** What a join gave to the one who joined, as far as it still stands. */
export function joinTakenBack(member: string, { at, isForgotten }: JoinDocument): Credit[] {
  return isForgotten ? [] : [{ member, deed: 'join', at, times: -1 }];
}
