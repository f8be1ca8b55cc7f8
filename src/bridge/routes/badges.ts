import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import type { BadgeConfig } from '../../schemas/badge-config.ts';
import type { CommunityConfig } from '../../schemas/config.ts';
import { cursorText } from '../../schemas/cursor-text.ts';
import { accessRuleOf } from '../access/access-rule.ts';
import { answerHeaders } from '../access/answer-headers.ts';
import type { Caller } from '../access/caller.ts';
import { changeByHand, type HandRequest } from '../domain/badges/award-by-hand.ts';
import { shelfOf, shelfQuery } from '../domain/badges/shelf.ts';
import { exclusionQuery, namingRuleOf, presentationOf } from '../domain/naming.ts';
import { requireAccessKey } from './access-key.ts';
import { requireAccess, requireCaller } from './caller.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { RequestProblem, requireCommunity, requireQuery } from './request.ts';
import { liveSnapshotResponse } from './snapshot-response.ts';

/** See `leaderboards.ts`. */
export const shelfParameters = z.object({ since: z.optional(cursorText) });

const shelfPath = '/v1/communities/:communityId/members/:memberId/badges';
const badgePath = `${shelfPath}/:badgeId`;

/** Members' shelves, and the badges that a community's own servers give and take. */
export function badgeRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .get(shelfPath, (c) => answerShelf(c, context))
    .post(badgePath, (c) => answerHand(c, 'award', context))
    .delete(badgePath, (c) => answerHand(c, 'revoke', context));
}

async function answerShelf(c: Context<NodeEnv>, context: RouteContext): Promise<Response> {
  const community = requireCommunity(c, context);
  const caller = await requireCaller(c, community, context);
  requireQuery(c, shelfParameters);
  const rule = accessRuleOf(community.shelf, community);
  requireAccess(caller, rule);
  const wanted = c.req.param('memberId') ?? '';
  const member = wanted === 'me' ? requireOwnMember(caller) : wanted;
  const naming = namingRuleOf(community.shelf, community);
  const view = await context.store.read(community.id, [
    () => exclusionQuery(naming.excluded),
    () => shelfQuery(member),
  ]);
  const presentation = presentationOf(naming, view);
  const shelf = shelfOf(member, view, community, { presentation, now: context.clock() });
  if (shelf.member === null && wanted !== 'me') throw new RequestProblem('unknown-member');
  const access = answerHeaders(caller, [rule]);
  return liveSnapshotResponse(c, community, { snapshot: shelf, access, store: context.store });
}

/** @throws {RequestProblem} when the caller has no token */
function requireOwnMember(caller: Caller): string {
  requireAccess(caller, { visibility: 'members', origins: [] });
  return caller.kind === 'token' ? caller.member : '';
}

async function answerHand(
  c: Context<NodeEnv>,
  action: HandRequest['action'],
  context: RouteContext,
): Promise<Response> {
  const community = requireCommunity(c, context);
  const accessId = await requireAccessKey(c, community, context);
  const badge = requireBadge(c.req.param('badgeId') ?? '', community);
  const member = c.req.param('memberId') ?? '';
  const work = changeByHand({ action, community, badge, member, now: context.clock() });
  const outcome = await context.store.transact(community.id, work);
  if (outcome === undefined) throw new RequestProblem('unknown-member');
  context.log.info(`badge-${action}`, { community: community.id, badge: badge.id, accessId });
  return Response.json(outcome, { headers: { 'cache-control': 'no-store' } });
}

function requireBadge(id: string, { badges }: CommunityConfig): BadgeConfig {
  const badge = badges.find((candidate) => candidate.id === id);
  if (badge === undefined) throw new RequestProblem('unknown-badge');
  return badge;
}
