import type { Standing, StandingRef, View } from '../store/store.ts';

/**
 * Where members stand. Who has points is in a board's ranking. Who has none any more, or none yet, is on no board; when their
 * score last changed is kept beside the ranking, since it decides between equals once they have points again, whichever was
 * told first.
 */

export type StandingWrite = StandingRef & Standing;

export interface StandingWrites {
  readonly standings: readonly StandingWrite[];
  readonly removed: readonly StandingRef[];
}

const SUFFIX = '/without-points';

/** Where those of a ranking are kept who have no points. */
export function withoutPoints(ranking: string): string {
  return ranking + SUFFIX;
}

/** The board's ranking, of its own name or of the one beside it. */
export function rankingBeside(name: string): string {
  return name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : name;
}

/** What must be read to know where a member stands. */
export function standingRefs({ ranking, member }: StandingRef): StandingRef[] {
  return [
    { ranking, member },
    { ranking: withoutPoints(ranking), member },
  ];
}

/** From a view that holds `standingRefs`; of those without points too. */
export function standingIn(view: View, { ranking, member }: StandingRef): Standing | undefined {
  return view.standing(ranking, member) ?? view.standing(withoutPoints(ranking), member);
}

/** Puts members where their scores belong. From a view that holds `standingRefs` of each. */
export function standingWrites(after: readonly StandingWrite[], view: View): StandingWrites {
  const placed = after.map((standing) => {
    const [ranked, beside] = [standing.ranking, withoutPoints(standing.ranking)];
    const [to, from] = standing.score === 0 ? [beside, ranked] : [ranked, beside];
    return { standing: { ...standing, ranking: to }, left: { ranking: from, member: standing.member } };
  });
  return {
    standings: placed.map(({ standing }) => standing),
    removed: placed
      .map(({ left }) => left)
      .filter(({ ranking, member }) => view.standing(ranking, member) !== undefined),
  };
}
