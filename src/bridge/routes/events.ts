import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { cursorText } from '../../schemas/cursor-text.ts';
import { parseCursor, type Cursor } from '../../schemas/cursor.ts';
import { MAX_TOPICS } from '../../schemas/topic.ts';
import { answerHeaders } from '../access/answer-headers.ts';
import { authoriseTopics } from '../access/authorise.ts';
import type { Caller } from '../access/caller.ts';
import type { TokenStream } from '../access/token-streams.ts';
import { encodeControlEvent } from '../live/encode-batch.ts';
import { sendAway } from '../live/send-away.ts';
import { errorFields } from '../log.ts';
import { requireCaller } from './caller.ts';
import type { NodeEnv, RouteContext } from './context.ts';
import { requireStreamRoom } from './limits.ts';
import { RequestProblem, requireCommunity, requireQuery } from './request.ts';

/** Longer than any topic can be, and what a `hello` can name as refused. */
const MAX_TOPIC_LENGTH = 100;

export const eventParameters = z.object({
  topics: z.string().check(z.minLength(1), z.maxLength(MAX_TOPICS * (MAX_TOPIC_LENGTH + 1))),
  cursor: z.optional(cursorText),
});

/** Streams are asked to come again after about ten minutes, spread out, so that clients move when servers change. */
const ROTATE_AFTER_MS = 600_000;
const ROTATE_SPREAD = 0.2;

/** The live stream: server-sent events of the topics asked for. */
export function eventRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>().get('/v1/communities/:communityId/events', async (c) => {
    const community = requireCommunity(c, context);
    const caller = await requireCaller(c, community, context);
    const parameters = requireQuery(c, eventParameters);
    const hub = context.hubs.get(community.id);
    if (hub === undefined || context.readiness.isStopping) throw new RequestProblem('shutting-down');
    const grant = authoriseTopics(caller, community, requireTopics(parameters.topics));
    const cursor = resumeFrom(c.req.header('last-event-id') ?? parameters.cursor);
    const headers = { ...answerHeaders(caller, grant.rules), ...streamHeaders };
    // Hono takes HEAD to this handler too; a stream without a body would hold the connection for nothing.
    if (c.req.method === 'HEAD') return new Response(null, { headers });
    const { outgoing } = c.env;
    // Proving a token takes a moment, in which its reader may have left.
    if (outgoing.destroyed) return RESPONSE_ALREADY_SENT;
    outgoing.once('close', requireStreamRoom(c, context));
    begin(outgoing, headers);
    const goLive = watchToken(caller, outgoing, context);
    hub
      .open(outgoing, { ...grant, cursor }, endOf(caller, context.clock()))
      .then(goLive)
      .catch((error: unknown) => {
        context.log.error('stream-failed', { community: community.id, ...errorFields(error) });
        outgoing.destroy();
      });
    return RESPONSE_ALREADY_SENT;
  });
}

// Hono sets no header on an answer that it does not send.
const streamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-content-type-options': 'nosniff',
  // A stream has its connection for itself: when it ends, so does the connection, and a bridge that stops need not wait.
  connection: 'close',
  // Proxies of the nginx family hold answers back without it.
  'x-accel-buffering': 'no',
};

function begin(response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(200, headers);
  response.flushHeaders();
}

/** @returns what to call once the stream is live */
function watchToken(caller: Caller, response: ServerResponse, { access }: RouteContext): () => void {
  if (caller.kind !== 'token') return () => undefined;
  const { accessId, expiresAt } = caller;
  const stream: TokenStream = {
    accessId,
    expiresAt,
    warn: (expiresInMs) => {
      if (!response.writableEnded) response.write(encodeControlEvent('token-expiring', { expiresInMs }));
    },
    cut: () => sendAway(response),
  };
  response.once('close', () => access.streams.remove(stream));
  access.streams.add(stream);
  return () => access.streams.goLive(stream);
}

function requireTopics(text: string): string[] {
  const topics = text.split(',').filter((topic) => topic !== '');
  const isFit =
    topics.length >= 1 && topics.length <= MAX_TOPICS && topics.every(({ length }) => length <= MAX_TOPIC_LENGTH);
  if (isFit) return topics;
  throw new RequestProblem(
    'malformed-request',
    `topics: must be 1 to ${MAX_TOPICS} topics of at most ${MAX_TOPIC_LENGTH} characters, with commas between`,
  );
}

// What is no cursor of ours is before every log: the stream answers it with a gap.
function resumeFrom(text: string | undefined): Cursor | undefined {
  if (text === undefined || text === '') return undefined;
  return parseCursor(text) ?? { epoch: '', sequence: 0 };
}

function endOf(caller: Caller, now: number): number {
  const rotateAt = now + rotateAfterMs();
  return caller.kind === 'token' ? Math.min(caller.expiresAt, rotateAt) : rotateAt;
}

function rotateAfterMs(): number {
  return ROTATE_AFTER_MS * (1 - ROTATE_SPREAD + 2 * ROTATE_SPREAD * Math.random());
}
