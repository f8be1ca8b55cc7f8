import type { CommunityConfig } from '../../../schemas/config.ts';
import type { Standing, View, Work } from '../../store/store.ts';
import { rankingOf, resetOf, runningSpans } from '../board-span.ts';
import type { Change, LogEntryBody } from '../log-entry.ts';
import { boardRanking, isPlatformBoard } from '../scoring.ts';
import { rankingBeside, standingIn, standingRefs, standingWrites } from '../standings.ts';
import type { Merge } from './merge.ts';

/**
 * Puts what the member that goes has on boards under the one that stays: scores are added up, reached when the later of the two
 * was; of the platform's own counts that of the member that stays stands. Open pages load those boards anew: one row goes, and
 * another moves, so that any number may come in below.
 */
export function mergeStandings(
  rankings: readonly string[],
  merge: Merge,
  community: CommunityConfig,
  now: number,
): Work<undefined> {
  const boards = [...new Set(rankings.map(rankingBeside))];
  const { from, into } = merge;
  const refs = boards.flatMap((ranking) => [from, into].flatMap((member) => standingRefs({ ranking, member })));
  return {
    reads: [() => ({ standings: refs })],
    decide: (view) => {
      const theirs = boards.filter((ranking) => standingIn(view, { ranking, member: from }) !== undefined);
      if (theirs.length === 0) return { outcome: undefined };
      const after = theirs.map((ranking) => ({ ranking, member: into, ...merged(ranking, merge, community, view) }));
      const { standings, removed } = standingWrites(after, view);
      const gone = theirs.flatMap((ranking) => standingRefs({ ranking, member: from }));
      const entry: LogEntryBody = { at: now, changes: resetsOf(theirs, community, now) };
      const writes = { claims: [], documents: [], standings, removed: { standings: [...removed, ...gone] }, entry };
      return { outcome: undefined, writes };
    },
  };
}

function resetsOf(rankings: readonly string[], community: CommunityConfig, now: number): Change[] {
  return runningSpans(community, now)
    .filter((span) => rankings.includes(rankingOf(span)))
    .map(resetOf);
}

function merged(ranking: string, { from, into }: Merge, community: CommunityConfig, view: View): Standing {
  const none = { score: 0, tie: 0 };
  const [going, staying] = [from, into].map((member) => standingIn(view, { ranking, member }));
  if (isOfPlatform(ranking, community)) return staying ?? going ?? none;
  const [one, other] = [going ?? none, staying ?? none];
  return { score: one.score + other.score, tie: Math.max(one.tie, other.tie) };
}

function isOfPlatform(ranking: string, { boards }: CommunityConfig): boolean {
  return boards.filter(isPlatformBoard).some(({ slug }) => ranking === boardRanking(slug, 'all-time', 'all-time'));
}
