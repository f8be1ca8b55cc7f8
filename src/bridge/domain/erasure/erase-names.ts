import type { DocumentRef, DocumentWrite, Reads, Slice, StandingRef, View } from '../../store/store.ts';
import type { NameHolder } from '../documents.ts';
import { holdersOf, holdersWrite, identityRef } from '../identity.ts';
import { joinRef, joinWrite, readJoin } from '../joins.ts';
import { readReferral, referralRanking, type Referral } from '../referrals.ts';

/**
 * What an erasure does to the names of a person. A name nobody else ever had goes, with what is known of whom it brought. One
 * that others had too stays theirs, and so does whom it brought: what was the erased person's of it is nobody's from then on.
 */
export interface ErasedNames {
  /** Names nobody else had, or whoever did was erased, too. */
  readonly own: readonly string[];
  /** Names that others had, too. */
  readonly shared: readonly string[];
  readonly documents: readonly DocumentWrite[];
  readonly removed: { readonly documents: readonly DocumentRef[]; readonly standings: readonly StandingRef[] };
}

/** @param keys of the person's names */
export function nameReads(keys: readonly string[]): Reads {
  return [
    () => ({ documents: keys.map(identityRef), totals: keys.map(referralRanking) }),
    (view) => ({ slices: keys.map((key) => broughtBy(key, view)) }),
    (view) => ({
      documents: keys.flatMap((key) => referralsOf(key, view)).map(({ referral }) => joinRef(referral.person)),
    }),
  ];
}

/** From a view that holds `nameReads`. */
export function erasedNames(keys: readonly string[], member: string, view: View): ErasedNames {
  const names = keys
    .map((key) => ({ key, before: holdersOf(view, key), after: withoutMember(holdersOf(view, key), member) }))
    .filter(({ before, after }) => before.some((holder, index) => holder !== after[index]));
  const [shared, own] = [names.filter(isNamed), names.filter((name) => !isNamed(name))];
  const forgotten = own.flatMap(({ key }) => referralsOf(key, view));
  return {
    own: own.map(({ key }) => key),
    shared: shared.map(({ key }) => key),
    documents: [
      ...shared.map(({ key, after }) => holdersWrite(key, after)),
      ...forgotten.flatMap(({ key, referral }) => joinWithoutReferrer(key, referral, view)),
    ],
    removed: {
      documents: own.map(({ key }) => identityRef(key)),
      standings: forgotten.map(({ ref }) => ref),
    },
  };
}

function isNamed({ after }: { readonly after: readonly NameHolder[] }): boolean {
  return after.some(({ member }) => member !== null);
}

/** Nothing but when somebody had it stays of the person. */
function withoutMember(holders: readonly NameHolder[], member: string): readonly NameHolder[] {
  return holders.map((holder) =>
    holder.member === member ? { member: null, externalId: '', since: holder.since } : holder,
  );
}

interface KeptReferral {
  readonly key: string;
  readonly referral: Referral;
  readonly ref: StandingRef;
}

function referralsOf(key: string, view: View): KeptReferral[] {
  const ranking = referralRanking(key);
  return view
    .slice(broughtBy(key, view))
    .map(({ member }) => ({ key, referral: readReferral(member), ref: { ranking, member } }));
}

function broughtBy(key: string, view: View): Slice {
  return { ranking: referralRanking(key), limit: view.total(referralRanking(key)) };
}

function joinWithoutReferrer(key: string, { person, at }: Referral, view: View): DocumentWrite[] {
  const join = readJoin(view, person);
  return join?.at === at && join.referrer === key ? [joinWrite(person, { ...join, referrer: null })] : [];
}
