import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import { source } from '../../schemas/fact.ts';
import { identifier } from '../../schemas/primitives.ts';
import { identityKey } from '../domain/identity.ts';
import { eraseMember } from '../tasks/erase-member.ts';
import { linkMember } from '../tasks/link-member.ts';
import { requireAccessKey } from './access-key.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { requireBody } from './request-body.ts';
import { RequestProblem, requireCommunity } from './request.ts';

const memberPath = '/v1/communities/:communityId/members/:memberId';
const linksPath = `${memberPath}/links`;

/** Another platform's id of the same person. */
export const linkBody = z.object({ source, externalId: identifier });

const MAX_LINK_BYTES = 4096;

/** What a community's own servers may do with a member. */
export function memberRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .delete(memberPath, (c) => answerErase(c, context))
    .post(linksPath, (c) => answerLink(c, context));
}

async function answerErase(c: Context<NodeEnv>, context: RouteContext): Promise<Response> {
  const community = requireCommunity(c, context);
  const accessId = await requireAccessKey(c, community, context);
  const erased = await eraseMember(context.store, community, c.req.param('memberId') ?? '', context.clock());
  if (erased === undefined) throw new RequestProblem('unknown-member');
  context.log.info('member-erased', { community: community.id, accessId, ...erased });
  return Response.json({ erased: true, ...erased }, { headers: { 'cache-control': 'no-store' } });
}

async function answerLink(c: Context<NodeEnv>, context: RouteContext): Promise<Response> {
  const { store, clock, log } = context;
  const community = requireCommunity(c, context);
  const accessId = await requireAccessKey(c, community, context);
  const link = await requireBody(c, linkBody, MAX_LINK_BYTES);
  const member = c.req.param('memberId') ?? '';
  const key = identityKey(link.source, link.externalId);
  const merged = await linkMember({ store, community, member, key, now: clock() });
  if (merged === undefined) throw new RequestProblem('unknown-member');
  log.info('member-linked', { community: community.id, accessId, merged });
  return Response.json({ linked: true, merged }, { headers: { 'cache-control': 'no-store' } });
}
