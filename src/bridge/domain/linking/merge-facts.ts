import { fact as factSchema, type Fact } from '../../../schemas/fact.ts';
import type { View, Work } from '../../store/store.ts';
import { collections, readDocument } from '../documents.ts';
import { factClaim } from '../fact-claim.ts';
import { factJson } from '../fact-write.ts';
import type { LogEntryBody } from '../log-entry.ts';
import type { Merge } from './merge.ts';

/** Puts facts under the claims of the member that stays, so that what was told of either is known again. */
export function mergeFacts(keys: readonly string[], merge: Merge, now: number): Work<undefined> {
  return {
    reads: [
      () => ({ documents: keys.map((key) => ({ collection: collections.facts, key })) }),
      (view) => ({ claims: movesOf(keys, merge, view).map(({ claim }) => claim) }),
    ],
    decide: (view) => {
      const moves = movesOf(keys, merge, view);
      if (moves.length === 0) return { outcome: undefined };
      const claims = [...new Set(moves.map(({ claim }) => claim))].filter((claim) => !view.isClaimed(claim));
      const documents = moves.map(({ key, fact }) => ({ collection: collections.facts, key, value: factJson(fact) }));
      const removed = {
        claims: moves.map(({ oldClaim }) => oldClaim),
        documents: moves.map(({ oldKey }) => ({ collection: collections.facts, key: oldKey })),
      };
      const entry: LogEntryBody = { at: now, changes: [] };
      return { outcome: undefined, writes: { claims, documents, standings: [], removed, entry } };
    },
  };
}

interface Move {
  readonly fact: Fact;
  readonly oldKey: string;
  readonly oldClaim: string;
  readonly key: string;
  readonly claim: string;
}

/** A fact's key is its time and its claim, see `fact-write.ts`; most claims name no member. */
function movesOf(keys: readonly string[], { from, into }: Merge, view: View): Move[] {
  return keys.flatMap((oldKey) => {
    const fact = readDocument(view, factSchema, collections.facts, oldKey);
    if (fact === undefined) return [];
    const oldClaim = factClaim(fact, from);
    const claim = factClaim(fact, into);
    if (claim === oldClaim || !oldKey.endsWith(` ${oldClaim}`)) return [];
    return [{ fact, oldKey, oldClaim, claim, key: oldKey.slice(0, -oldClaim.length) + claim }];
  });
}
