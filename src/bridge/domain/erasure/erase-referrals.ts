import type { Slice, View, Work } from '../../store/store.ts';
import { joinRef, joinWrite, readJoin } from '../joins.ts';
import type { LogEntryBody } from '../log-entry.ts';
import { readReferral, referralRanking } from '../referrals.ts';

/** Takes a name out of what is known of whom it brought. @param key of the name, see `referrerKey` */
export function eraseReferrer(key: string, now: number): Work<undefined> {
  const ranking = referralRanking(key);
  const brought = (view: View): Slice => ({ ranking, limit: view.total(ranking) });
  const peopleIn = (view: View): string[] => view.slice(brought(view)).map(({ member }) => readReferral(member).person);
  return {
    reads: [
      () => ({ totals: [ranking] }),
      (view) => ({ slices: [brought(view)] }),
      (view) => ({ documents: peopleIn(view).map(joinRef) }),
    ],
    decide: (view) => {
      const documents = [...new Set(peopleIn(view))].flatMap((person) => {
        const join = readJoin(view, person);
        return join?.referrer === key ? [joinWrite(person, { ...join, referrer: null })] : [];
      });
      const standings = view.slice(brought(view)).map(({ member }) => ({ ranking, member }));
      if (standings.length === 0) return { outcome: undefined };
      const entry: LogEntryBody = { at: now, changes: [] };
      return { outcome: undefined, writes: { claims: [], documents, standings: [], removed: { standings }, entry } };
    },
  };
}
