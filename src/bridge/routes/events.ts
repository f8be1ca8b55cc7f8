import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { cursorText, parseCursor, type Cursor } from '../../schemas/cursor.ts';
import { MAX_TOPICS } from '../../schemas/topic.ts';
import { authoriseTopics } from '../access/authorise.ts';
import { errorFields } from '../log.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { RequestProblem, requireCommunity, requireQuery } from './request.ts';

const eventParameters = z.object({
  topics: z.string().check(z.minLength(1), z.maxLength(MAX_TOPICS * 100)),
  cursor: z.optional(cursorText),
});

/** Streams are asked to come again after about ten minutes, spread out, so that clients move when servers change. */
const ROTATE_AFTER_MS = 600_000;
const ROTATE_SPREAD = 0.2;

/** The live stream: server-sent events of the topics asked for. */
export function eventRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>().get('/v1/communities/:communityId/events', (c) => {
    const community = requireCommunity(c, context);
    const parameters = requireQuery(c, eventParameters);
    const hub = context.hubs.get(community.id);
    if (hub === undefined || !context.isReady()) throw new RequestProblem('shutting-down');
    const grant = authoriseTopics({ kind: 'anyone' }, community, requireTopics(parameters.topics));
    const cursor = resumeFrom(c.req.header('last-event-id') ?? parameters.cursor);
    const { outgoing } = c.env;
    begin(outgoing);
    hub.open(outgoing, { ...grant, cursor }, context.clock() + lifetimeMs()).catch((error: unknown) => {
      context.log.error('stream-failed', { community: community.id, ...errorFields(error) });
      outgoing.destroy();
    });
    return RESPONSE_ALREADY_SENT;
  });
}

// Hono sets no header on an answer that it does not send.
function begin(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    // A stream has its connection for itself: when it ends, so does the connection, and a bridge that stops need not wait.
    connection: 'close',
    // Proxies of the nginx family hold answers back without it.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
}

function requireTopics(text: string): string[] {
  const topics = text.split(',').filter((topic) => topic !== '');
  if (topics.length >= 1 && topics.length <= MAX_TOPICS) return topics;
  throw new RequestProblem('malformed-request', `topics: must be 1 to ${MAX_TOPICS} topics with commas between`);
}

// What is no cursor of ours is before every log: the stream answers it with a gap.
function resumeFrom(text: string | undefined): Cursor | undefined {
  if (text === undefined || text === '') return undefined;
  return parseCursor(text) ?? { epoch: '', sequence: 0 };
}

function lifetimeMs(): number {
  return ROTATE_AFTER_MS * (1 - ROTATE_SPREAD + 2 * ROTATE_SPREAD * Math.random());
}
