import type { DocumentWrite, Query, Removals, StandingRef, View, Work } from '../../store/store.ts';
import type { JoinDocument, NameHolder } from '../documents.ts';
import { holdersOf, identityRef } from '../identity.ts';
import { joinRef, joinTakenBack, joinWrite, readJoin } from '../joins.ts';
import type { LogEntryBody } from '../log-entry.ts';
import {
  keyOfReferrals,
  readReferral,
  referralCredits,
  referralRef,
  referralTakenBack,
  referralWrite,
} from '../referrals.ts';
import type { Credit } from '../scoring.ts';
import type { StandingWrite } from '../standings.ts';
import type { Merge } from './merge.ts';

/** What becomes of the joins of two who are one: the earlier counts, and who brought themselves brought nobody. */
export interface MergedJoins {
  readonly credits: readonly Credit[];
  readonly documents: readonly DocumentWrite[];
  readonly standings: readonly StandingWrite[];
  readonly removed: Removals;
}

/** First. */
export function joinsQuery({ from, into }: Merge): Query {
  return { documents: [from, into].map(joinRef) };
}

/** Then, from a view that holds `joinsQuery`. */
export function referrersQuery(merge: Merge, view: View): Query {
  return {
    documents: joinsIn(merge, view)
      .flatMap(({ join }) => join.referrer ?? [])
      .map(identityRef),
  };
}

/** From a view that holds both. */
export function mergeJoins(merge: Merge, view: View): MergedJoins {
  const joins = joinsIn(merge, view);
  const counted = joins.toSorted((a, b) => a.join.at - b.join.at)[0];
  const moved = counted?.member === merge.from ? counted.join : undefined;
  const key = moved?.referrer ?? undefined;
  return {
    credits: joins.flatMap((each) => creditsOf(each, each === counted, merge, view)),
    documents: moved === undefined ? [] : [joinWrite(merge.into, moved)],
    standings: key === undefined || !moved ? [] : [referralWrite(key, { person: merge.into, at: moved.at })],
    removed: {
      documents: [joinRef(merge.from)],
      standings: key === undefined || !moved ? [] : [referralRef(key, { person: merge.from, at: moved.at })],
    },
  };
}

/** Puts referrals that do not count under the member that stays; the one that counts went with its join. */
export function moveReferrals(refs: readonly StandingRef[], { into }: Merge, now: number): Work<undefined> {
  const entry: LogEntryBody = { at: now, changes: [] };
  const standings = refs.map(({ ranking, member }) => {
    const { at } = readReferral(member);
    return referralWrite(keyOfReferrals(ranking), { person: into, at });
  });
  const writes = { claims: [], documents: [], standings, removed: { standings: refs }, entry };
  return { reads: [], decide: () => ({ outcome: undefined, writes }) };
}

/** Those of a name, once one member of two goes. */
export function mergedHolders(holders: readonly NameHolder[], { from, into }: Merge): readonly NameHolder[] {
  return holders.map((holder) => (holder.member === from ? { ...holder, member: into } : holder));
}

interface OwnJoin {
  readonly member: string;
  readonly join: JoinDocument;
}

/** Of two of one moment that of the member that stays comes first. */
function joinsIn({ from, into }: Merge, view: View): OwnJoin[] {
  return [into, from].flatMap((member) => {
    const join = readJoin(view, member);
    return join === undefined ? [] : [{ member, join }];
  });
}

/**
 * What a join gave is taken back from whoever has it, and given again if it still counts. The standings of the member that goes
 * are added to the other's afterwards.
 */
function creditsOf({ member, join }: OwnJoin, isCounted: boolean, merge: Merge, view: View): Credit[] {
  const own = isCounted ? [] : joinTakenBack(member, join);
  if (join.referrer === null || join.isForgotten) return own;
  const holders = holdersOf(view, join.referrer);
  const before = referralTakenBack(member, join, holders);
  const merged = { person: merge.into, at: join.at };
  const after = referralCredits(merged, mergedHolders(holders, merge), { isCounted }).filter(
    ({ times }) => times === 1,
  );
  const isSame = before.length === after.length && before.every((credit) => credit.member === after[0]?.member);
  return isSame ? own : [...own, ...before, ...after];
}
