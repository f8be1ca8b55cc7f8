import { Hono } from 'hono';
import * as z from 'zod/mini';
import { cursorText } from '../../schemas/cursor-text.ts';
import { MAX_PAGE_SIZE, pagePosition } from '../../schemas/messages.ts';
import { wholeNumberText } from '../../schemas/primitives.ts';
import { accessRuleOf } from '../access/access-rule.ts';
import { answerHeaders } from '../access/answer-headers.ts';
import { messagePageOf, messagePageReads, parsePosition, type PageRequest } from '../domain/message-page.ts';
import type { RankedMember } from '../store/store.ts';
import { requireAccess, requireCaller } from './caller.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { RequestProblem, requireCommunity, requireQuery } from './request.ts';
import { liveSnapshotResponse } from './snapshot-response.ts';

const DEFAULT_PAGE_SIZE = 20;

export const messageParameters = z.object({
  limit: z._default(wholeNumberText(1, MAX_PAGE_SIZE), DEFAULT_PAGE_SIZE),
  before: z.optional(pagePosition),
  /** See `leaderboards.ts`. */
  since: z.optional(cursorText),
});

/** A channel's messages, page by page, the newest first. */
export function messageRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>().get('/v1/communities/:communityId/channels/:channelId/messages', async (c) => {
    const community = requireCommunity(c, context);
    const caller = await requireCaller(c, community, context);
    const { limit, before } = requireQuery(c, messageParameters);
    const channel = community.channels.find(({ id }) => id === c.req.param('channelId'));
    if (channel === undefined) throw new RequestProblem('unknown-channel');
    const rule = accessRuleOf(channel, community);
    requireAccess(caller, rule);
    const request: PageRequest = {
      community,
      channel: context.named(community, channel),
      limit,
      ...(before !== undefined && { before: requirePosition(before) }),
    };
    const view = await context.store.read(community.id, messagePageReads(request));
    const snapshot = messagePageOf(request, view);
    const access = answerHeaders(caller, [rule]);
    return liveSnapshotResponse(c, community, { snapshot, access, store: context.store });
  });
}

function requirePosition(text: string): RankedMember {
  const position = parsePosition(text);
  if (position === undefined)
    throw new RequestProblem('malformed-request', 'before: must be a nextBefore of this channel');
  return position;
}
