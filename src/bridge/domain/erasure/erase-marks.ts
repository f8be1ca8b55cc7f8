import type { Work } from '../../store/store.ts';
import { collections, markDocument, readDocument } from '../documents.ts';
import type { LogEntryBody } from '../log-entry.ts';

/** Takes members out of marks. @param keys of the marks to look at */
export function eraseMarks(keys: readonly string[], members: ReadonlySet<string>, now: number): Work<undefined> {
  return {
    reads: [() => ({ documents: keys.map((key) => ({ collection: collections.marks, key })) })],
    decide: (view) => {
      const documents = keys.flatMap((key) => {
        const ranks = readDocument(view, markDocument, collections.marks, key)?.ranks ?? {};
        const others = Object.entries(ranks).filter(([member]) => !members.has(member));
        if (others.length === Object.keys(ranks).length) return [];
        return [{ collection: collections.marks, key, value: { ranks: Object.fromEntries(others) } }];
      });
      if (documents.length === 0) return { outcome: undefined };
      const entry: LogEntryBody = { at: now, changes: [] };
      return { outcome: undefined, writes: { claims: [], documents, standings: [], entry } };
    },
  };
}
