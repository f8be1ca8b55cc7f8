import type { Slice, View } from '../store/store.ts';
import type { NameHolder } from './documents.ts';
import type { DeedFact } from './fact-kinds.ts';
import { holdersOf, usernameKey, withHolder } from './identity.ts';
import { isOfCountedJoin, readReferral, referralMoved, referralRanking } from './referrals.ts';
import type { Credit } from './scoring.ts';

/** What a fact tells of who has a username, and has had it. */
export interface NameChange {
  readonly key: string;
  readonly before: readonly NameHolder[];
  readonly after: readonly NameHolder[];
}

/** Undefined when it tells nothing new; from a view that holds the username's identity. */
export function nameChangeOf({ source, person, at }: DeedFact, member: string, view: View): NameChange | undefined {
  if (person.username === undefined) return undefined;
  const key = usernameKey(source, person.username);
  const before = holdersOf(view, key);
  const after = withHolder(before, { member, externalId: person.externalId, since: at });
  return after === before ? undefined : { key, before, after };
}

/** The referrals that may move with a name: none while nobody else ever had it. From a view that holds their total. */
export function movableReferrals({ key, before, after }: NameChange, view: View): Slice | undefined {
  const isAlone = before.length > 0 && new Set(after.map(({ member }) => member)).size === 1;
  const limit = isAlone ? 0 : view.total(referralRanking(key));
  return limit === 0 ? undefined : { ranking: referralRanking(key), limit };
}

/** What moves with a name, from a view that holds `movableReferrals` and the joins of who was brought. */
export function creditsMoved(change: NameChange, view: View): Credit[] {
  const { key, before, after } = change;
  const slice = movableReferrals(change, view);
  if (slice === undefined) return [];
  return view
    .slice(slice)
    .map(({ member }) => readReferral(member))
    .flatMap((referral) =>
      referralMoved(referral, [before, after], { isCounted: isOfCountedJoin(referral, key, view) }),
    );
}
