import type { StandingRef, View } from '../store/store.ts';
import type { JoinDocument, NameHolder } from './documents.ts';
import { holderAt } from './identity.ts';
import { readJoin } from './joins.ts';
import type { Credit } from './scoring.ts';
import type { StandingWrite } from './standings.ts';

/**
 * Who was brought under which name. A referral counts for whoever had the name when the person joined, and only if that join
 * is the one that counts. All that was told is kept by name, so that what comes to light later — the name's owner, another
 * owner, an earlier join — moves what was counted, and every order of telling ends in the same.
 */
export interface Referral {
  /** The member who was brought. */
  readonly person: string;
  /** When they joined, epoch ms. */
  readonly at: number;
}

const PREFIX = 'referrals/';

/** Where the referrals of a name are kept; `key` as `referrerKey` makes it. */
export function referralRanking(key: string): string {
  return PREFIX + key;
}

/** What `referralRanking` was given. */
export function keyOfReferrals(ranking: string): string {
  return ranking.slice(PREFIX.length);
}

export function referralRef(key: string, { person, at }: Referral): StandingRef {
  return { ranking: referralRanking(key), member: `${person} ${at}` };
}

export function referralWrite(key: string, referral: Referral): StandingWrite {
  return { ...referralRef(key, referral), score: referral.at, tie: 0 };
}

/** What `referralWrite` wrote. @param member of the standing */
export function readReferral(member: string): Referral {
  const end = member.lastIndexOf(' ');
  return { person: member.slice(0, end), at: Number(member.slice(end + 1)) };
}

/** Whether a referral belongs to the join of its person that counts, and still stands; from a view that holds the join. */
export function isOfCountedJoin({ person, at }: Referral, key: string, view: View): boolean {
  const join = readJoin(view, person);
  return join !== undefined && join.at === at && join.referrer === key && !join.isForgotten;
}

/** What a referral gives to those who had the name: once to one of them at the most. Nobody brings themselves. */
export function referralCredits(
  referral: Referral,
  holders: readonly NameHolder[],
  { isCounted }: { readonly isCounted: boolean },
): Credit[] {
  return [...sharesOf(referral, holders, isCounted).values()];
}

/** What a member's join gave to their referrer, as far as it still stands. */
export function referralTakenBack(person: string, join: JoinDocument, holders: readonly NameHolder[]): Credit[] {
  if (join.isForgotten) return [];
  return referralCredits({ person, at: join.at }, holders, { isCounted: true })
    .filter(({ times }) => times === 1)
    .map((credit) => ({ ...credit, times: -1 }));
}

/** What changes for a referral when somebody else turns out to have had the name too. */
export function referralMoved(
  referral: Referral,
  [before, after]: readonly [readonly NameHolder[], readonly NameHolder[]],
  { isCounted }: { readonly isCounted: boolean },
): Credit[] {
  const had = sharesOf(referral, before, isCounted);
  return [...sharesOf(referral, after, isCounted)].flatMap(([externalId, credit]) => {
    const was = had.get(externalId)?.times;
    if (was === credit.times) return [];
    return [{ ...credit, times: was === 1 ? -1 : credit.times }];
  });
}

type Share = Credit & { readonly times: 1 | 0 };

/** By the platform's id of who had the name. */
function sharesOf(
  { person, at }: Referral,
  holders: readonly NameHolder[],
  isCounted: boolean,
): ReadonlyMap<string, Share> {
  const referrer = isCounted ? holderAt(holders, at) : undefined;
  return new Map(
    holders.flatMap((holder): [string, Share][] => {
      const { member, externalId } = holder;
      if (member === null) return [];
      const times = holder === referrer && member !== person ? 1 : 0;
      return [[externalId, { member, deed: 'refer', at, times }]];
    }),
  );
}
