import './config/zod-messages.ts';
import { Hono } from 'hono';
import { getPath } from 'hono/utils/url';
import { answerError } from './routes/answer-error.ts';
import { badgeRoutes } from './routes/badges.ts';
import { channelRoutes } from './routes/channels.ts';
import type { NodeEnv, RouteContext } from './routes/context.ts';
import { corsForPages } from './routes/cors.ts';
import { embedRoutes } from './routes/embed.ts';
import { embedTokenRoutes, tokenPaths } from './routes/embed-tokens.ts';
import { eventRoutes } from './routes/events.ts';
import { fileRoutes, type FileFolders } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import { hookRoutes } from './routes/hooks.ts';
import { leaderboardRoutes } from './routes/leaderboards.ts';
import { limitRequests, limitTokenTrades } from './routes/limits.ts';
import { memberRoutes } from './routes/members.ts';
import { messageRoutes } from './routes/messages.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { oembedRoutes } from './routes/oembed.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { problemResponse } from './routes/problem.ts';
import { methodLookup, refuseMethod } from './routes/refuse-method.ts';

/** The bridge's HTTP surface, put together. */
export function createApp(context: RouteContext, files: FileFolders): Hono<NodeEnv> {
  const endpoints = endpointRoutes(context, files);
  const methodsOf = methodLookup(endpoints.routes);
  return new Hono<NodeEnv>({ getPath: (request) => withoutBase(getPath(request), context.basePath) })
    .use(async (c, next) => {
      await next();
      // A stream has written its own head; to touch its answer here would make Hono write another.
      if (!c.env.outgoing.headersSent) c.header('x-content-type-options', 'nosniff');
    })
    .use('/v1/communities/*', corsForPages)
    .use('/oembed', corsForPages)
    .use('/v1/communities/*', limitRequests(context))
    .use('/embed/*', limitRequests(context))
    .use('/oembed', limitRequests(context))
    .on('POST', [...tokenPaths], limitTokenTrades(context))
    .route('/', endpoints)
    .use(async (c, next) => {
      const methods = methodsOf(c.req.path);
      return methods.length > 0 ? refuseMethod(methods) : next();
    })
    .all('/hooks/*', () => problemResponse('not-found', 'Post to /hooks/returning/{secret} or /hooks/slack.'))
    .all('/v1/*', () => problemResponse('not-found'))
    .route('/', fileRoutes(files))
    .notFound(() => problemResponse('not-found'))
    .onError((error, c) => answerError(error, c, context));
}

function endpointRoutes(context: RouteContext, files: FileFolders): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .route('/', hookRoutes(context))
    .route('/', embedTokenRoutes(context))
    .route('/', leaderboardRoutes(context))
    .route('/', messageRoutes(context))
    .route('/', channelRoutes(context))
    .route('/', badgeRoutes(context))
    .route('/', memberRoutes(context))
    .route('/', eventRoutes(context))
    .route('/', healthRoutes(context))
    .route('/', metricsOf(context))
    .route('/', embedRoutes(context, files.widgets !== undefined))
    .route('/', oembedRoutes(context))
    .route('/', openApiRoutes(context));
}

function metricsOf({ metrics, metricsKey }: RouteContext): Hono<NodeEnv> {
  return metricsKey === undefined ? new Hono<NodeEnv>() : metricsRoutes(metrics, metricsKey);
}

// A request that comes without it was asked by somebody on this side of the proxy.
function withoutBase(path: string, base: string): string {
  if (base === '' || !(path + '/').startsWith(base + '/')) return path;
  return path.slice(base.length) || '/';
}
