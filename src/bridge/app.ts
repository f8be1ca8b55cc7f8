import './zod-messages.ts';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { errorFields } from './log.ts';
import type { NodeEnv, RouteContext } from './routes/context.ts';
import { eventRoutes } from './routes/events.ts';
import { fileRoutes, type FileFolders } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import { HookRefusal } from './routes/hook-refusal.ts';
import { hookRoutes } from './routes/hooks.ts';
import { leaderboardRoutes } from './routes/leaderboards.ts';
import { messageRoutes } from './routes/messages.ts';
import { problemResponse } from './routes/problem.ts';
import { RequestProblem } from './routes/request.ts';
import { StoreUnavailableError } from './store/store.ts';

/** The bridge's HTTP surface, put together. */
export function createApp(context: RouteContext, files: FileFolders): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .use(async (c, next) => {
      await next();
      c.header('x-content-type-options', 'nosniff');
    })
    .use('/v1/*', cors({ origin: '*', allowMethods: ['GET', 'HEAD'], allowHeaders: ['Last-Event-ID'], maxAge: 600 }))
    .route('/', hookRoutes(context))
    .route('/', leaderboardRoutes(context))
    .route('/', messageRoutes(context))
    .route('/', eventRoutes(context))
    .route('/', healthRoutes(context))
    .all('/hooks/*', () => problemResponse('not-found', 'Post to /hooks/returning/{secret} or /hooks/slack.'))
    .all('/v1/*', () => problemResponse('not-found'))
    .route('/', fileRoutes(files))
    .notFound(() => problemResponse('not-found'))
    .onError((error) => answerError(error, context));
}

function answerError(error: Error, { counts, log }: RouteContext): Response {
  if (error instanceof RequestProblem) return error.toResponse();
  if (error instanceof HookRefusal) {
    counts.count(error.platform, error.code);
    log.warn('hook-refused', { platform: error.platform, code: error.code, ...error.fields });
    return problemResponse(error.code, error.detail);
  }
  log.error('request-failed', errorFields(error));
  return problemResponse(error instanceof StoreUnavailableError ? 'store-unavailable' : 'internal');
}
