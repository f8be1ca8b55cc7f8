import { Hono } from 'hono';
import * as z from 'zod/mini';
import { cursorText } from '../../schemas/cursor.ts';
import { MAX_BOARD_SIZE, type BoardList } from '../../schemas/leaderboard.ts';
import { period } from '../../schemas/period.ts';
import { wholeNumberText } from '../../schemas/primitives.ts';
import { findBoardSpan, leaderboardOf, leaderboardReads, summaryOf } from '../domain/leaderboard.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { RequestProblem, requireCommunity, requireQuery } from './request.ts';
import { snapshotResponse } from './snapshot-response.ts';

const leaderboardParameters = z.object({
  period: z.optional(period),
  limit: z.optional(wholeNumberText(1, MAX_BOARD_SIZE)),
  /** A cursor the answer must reach. One database serves every reader here, so every answer does. */
  since: z.optional(cursorText),
});

/** Boards and their standings. */
export function leaderboardRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .get('/v1/communities/:communityId/leaderboards', (c) => {
      const { boards } = requireCommunity(c, context);
      return snapshotResponse(c, { boards: boards.map(summaryOf) } satisfies BoardList);
    })
    .get('/v1/communities/:communityId/leaderboards/:slug', async (c) => {
      const community = requireCommunity(c, context);
      const { period: wanted, limit } = requireQuery(c, leaderboardParameters);
      const boardSpan = findBoardSpan(community, c.req.param('slug'), wanted, context.clock());
      if (boardSpan === undefined) throw new RequestProblem('unknown-board');
      const view = await context.store.read(community.id, leaderboardReads(boardSpan));
      const leaderboard = leaderboardOf(boardSpan, view);
      return snapshotResponse(c, { ...leaderboard, entries: leaderboard.entries.slice(0, limit) });
    });
}
