import type { CommunityConfig } from '../../schemas/config.ts';
import type { ViewerStanding } from '../../schemas/leaderboard.ts';
import type { RankedMember, Reads, Slice, View } from '../store/store.ts';
import { rankingOf, type BoardSpan } from './board-span.ts';
import { collections } from './documents.ts';
import { entriesOf, leaderboardReads } from './leaderboard.ts';
import { boardPresentation, hiddenAbove } from './shown-board.ts';

/** How many members are shown on each side of the viewer. */
const NEIGHBOURS = 2;

/** What a board's snapshot with the viewer's own place is made of: the board, then the viewer's surroundings. */
export function viewerReads(boardSpan: BoardSpan, community: CommunityConfig, viewer: string): Reads {
  const ranking = rankingOf(boardSpan);
  const own = (view: View): RankedMember | undefined => ownPlace(boardSpan, viewer, view);
  return [
    ...leaderboardReads(boardSpan, community),
    () => ({
      standings: [{ ranking, member: viewer }],
      documents: [{ collection: collections.members, key: viewer }],
    }),
    (view) => {
      const place = own(view);
      const { excluded } = boardPresentation(boardSpan, community, view);
      return place === undefined ? {} : { slices: neighbourSlices(ranking, place, excluded.size) };
    },
    (view) => ({
      higher: surroundings(boardSpan, community, viewer, view).map(({ score }) => ({ ranking, score })),
    }),
  ];
}

/** The viewer's place, from a view that holds its reads; null without a score, or when the viewer is not shown. */
export function viewerOf(
  boardSpan: BoardSpan,
  community: CommunityConfig,
  viewer: string,
  view: View,
): ViewerStanding | null {
  const ranking = rankingOf(boardSpan);
  const presentation = boardPresentation(boardSpan, community, view);
  const around = surroundings(boardSpan, community, viewer, view);
  const ranks = around.map(
    ({ score }) => 1 + view.higher(ranking, score) - hiddenAbove(ranking, score, presentation, view),
  );
  const neighbours = entriesOf(boardSpan, around, ranks, presentation, view);
  const own = neighbours.find(({ member }) => member.id === viewer);
  return own === undefined ? null : { member: viewer, rank: own.rank, score: own.score, neighbours };
}

function surroundings(
  boardSpan: BoardSpan,
  community: CommunityConfig,
  viewer: string,
  view: View,
): readonly RankedMember[] {
  const own = ownPlace(boardSpan, viewer, view);
  if (own === undefined) return [];
  const { excluded } = boardPresentation(boardSpan, community, view);
  const [above, below] = neighbourSlices(rankingOf(boardSpan), own, excluded.size).map((slice) =>
    view
      .slice(slice)
      .filter(({ member }) => !excluded.has(member))
      .slice(0, NEIGHBOURS),
  );
  return [...(above ?? []).toReversed(), own, ...(below ?? [])];
}

function ownPlace(boardSpan: BoardSpan, member: string, view: View): RankedMember | undefined {
  const standing = view.standing(rankingOf(boardSpan), member);
  return standing === undefined ? undefined : { member, ...standing };
}

/** Above, then below. */
function neighbourSlices(ranking: string, place: RankedMember, hidden: number): Slice[] {
  const slice = { ranking, limit: NEIGHBOURS + hidden, join: collections.members };
  return [
    { ...slice, before: place },
    { ...slice, after: place },
  ];
}
