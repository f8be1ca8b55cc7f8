import { Hono } from 'hono';
import { frameWidgets } from '../../schemas/frames.ts';
import { accessRuleOf } from '../access/access-rule.ts';
import { answerHeaders } from '../access/answer-headers.ts';
import { detailOf, hostedFrame } from '../domain/frames.ts';
import { requireAccess, requireCaller } from './caller.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { RequestProblem, requireCommunity } from './request.ts';
import { snapshotResponse } from './snapshot-response.ts';

/** Channels as such, and where the platform's hosted widgets are. */
export function channelRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .get('/v1/communities/:communityId/channels/:channelId', async (c) => {
      const community = requireCommunity(c, context);
      const caller = await requireCaller(c, community, context);
      const channel = community.channels.find(({ id }) => id === c.req.param('channelId'));
      if (channel === undefined) throw new RequestProblem('unknown-channel');
      const rule = accessRuleOf(channel, community);
      requireAccess(caller, rule);
      return snapshotResponse(c, detailOf(context.named(community, channel)), answerHeaders(caller, [rule]));
    })
    .get('/v1/communities/:communityId/frames/:widget/:frameId', async (c) => {
      const community = requireCommunity(c, context);
      const caller = await requireCaller(c, community, context);
      const rule = accessRuleOf({}, community);
      requireAccess(caller, rule);
      const widget = frameWidgets.find((name) => name === c.req.param('widget'));
      const frame = widget && hostedFrame(community, widget, c.req.param('frameId'));
      if (frame === undefined) throw new RequestProblem('not-found', 'There is no such widget, or that is not an id.');
      return snapshotResponse(c, frame, answerHeaders(caller, [rule]));
    });
}
