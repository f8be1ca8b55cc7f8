import { formatCursor, parseCursor, reaches, type Cursor } from '../schemas/index.ts';

/** A cursor that a schema has already checked. */
export function readCursor(text: string): Cursor {
  const cursor = parseCursor(text);
  if (cursor === undefined) throw new TypeError(`Not a cursor: ${text}`);
  return cursor;
}

/** The same log's cursor, moved on to a later entry. */
export function advanceCursor(text: string, sequence: number): string {
  return formatCursor({ epoch: readCursor(text).epoch, sequence });
}

/** Whether all that `earlier` includes is also included in `later`. */
export function cursorReaches(later: string, earlier: string): boolean {
  return reaches(readCursor(later), readCursor(earlier));
}

/** The later of two; where they can't be compared, the second, which was told last. */
export function laterCursor(first: string, second: string): string {
  return cursorReaches(first, second) ? first : second;
}
