import { Hono } from 'hono';
import { entityTag, isUnchanged } from '../entity-tag.ts';
import { describeBridge } from '../openapi/openapi.ts';
import type { NodeEnv, RouteContext } from './context.ts';

/** What the bridge's routes take and answer, as OpenAPI 3.1. It holds nothing of the configuration but the base path. */
export function openApiRoutes({ basePath, metricsKey }: RouteContext): Hono<NodeEnv> {
  const body = JSON.stringify(describeBridge({ basePath, hasMetrics: metricsKey !== undefined }));
  const etag = entityTag(body);
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    etag,
  };
  return new Hono<NodeEnv>().get('/openapi.json', (c) => {
    if (isUnchanged(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
    return new Response(body, { headers });
  });
}
