import { Hono } from 'hono';
import * as z from 'zod/mini';
import { cursorText } from '../../schemas/cursor-text.ts';
import type { CommunityConfig } from '../../schemas/config.ts';
import type { BoardList } from '../../schemas/board-list.ts';
import { MAX_BOARD_SIZE, type Leaderboard } from '../../schemas/leaderboard.ts';
import { period } from '../../schemas/period.ts';
import { wholeNumberText } from '../../schemas/primitives.ts';
import { accessRuleOf } from '../access/access-rule.ts';
import { answerHeaders } from '../access/answer-headers.ts';
import { refusalOf } from '../access/caller.ts';
import { findBoardSpan, type BoardSpan } from '../domain/board-span.ts';
import { leaderboardOf, leaderboardReads, summaryOf } from '../domain/leaderboard.ts';
import { viewerOf, viewerReads } from '../domain/viewer.ts';
import type { Store } from '../store/store.ts';
import { requireAccess, requireCaller } from './caller.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { RequestProblem, requireCommunity, requireQuery } from './request.ts';
import { liveSnapshotResponse, snapshotResponse } from './snapshot-response.ts';

export const leaderboardParameters = z.object({
  period: z.optional(period),
  limit: z.optional(wholeNumberText(1, MAX_BOARD_SIZE)),
  /** With a token the caller's own place is told anyway; this asks for it, and is refused without one. */
  around: z.optional(z.literal('me')),
  /** A cursor the answer must reach. One database serves every reader here, so every answer does. */
  since: z.optional(cursorText),
});

/** Boards and their standings. */
export function leaderboardRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .get('/v1/communities/:communityId/leaderboards', async (c) => {
      const community = requireCommunity(c, context);
      const caller = await requireCaller(c, community, context);
      const boards = community.boards.map((board) => ({ board, rule: accessRuleOf(board, community) }));
      const readable = boards.filter(({ rule }) => refusalOf(caller, rule) === undefined);
      const list: BoardList = { boards: readable.map(({ board }) => summaryOf(board)) };
      return snapshotResponse(
        c,
        list,
        answerHeaders(
          caller,
          boards.map(({ rule }) => rule),
        ),
      );
    })
    .get('/v1/communities/:communityId/leaderboards/:slug', async (c) => {
      const community = requireCommunity(c, context);
      const caller = await requireCaller(c, community, context);
      const { period: wanted, limit, around } = requireQuery(c, leaderboardParameters);
      const boardSpan = findBoardSpan(community, c.req.param('slug'), wanted, context.clock());
      if (boardSpan === undefined) throw new RequestProblem('unknown-board');
      const rule = accessRuleOf(boardSpan.board, community);
      requireAccess(caller, around === undefined ? rule : { ...rule, visibility: 'members' });
      const leaderboard = await readLeaderboard(
        boardSpan,
        community,
        caller.kind === 'token' ? caller.member : undefined,
        context.store,
      );
      const snapshot = { ...leaderboard, entries: leaderboard.entries.slice(0, limit) };
      const access = answerHeaders(caller, [rule]);
      return liveSnapshotResponse(c, community, { snapshot, access, store: context.store });
    });
}

/** The board, and with a member's token that member's own place on it. */
async function readLeaderboard(
  boardSpan: BoardSpan,
  community: CommunityConfig,
  viewer: string | undefined,
  store: Store,
): Promise<Leaderboard> {
  if (viewer === undefined) {
    return leaderboardOf(boardSpan, community, await store.read(community.id, leaderboardReads(boardSpan, community)));
  }
  const view = await store.read(community.id, viewerReads(boardSpan, community, viewer));
  return { ...leaderboardOf(boardSpan, community, view), viewer: viewerOf(boardSpan, community, viewer, view) };
}
