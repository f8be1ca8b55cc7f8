import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type MiddlewareHandler } from 'hono';
import type { Source } from '../../schemas/fact.ts';
import { readBearerToken } from '../access/bearer.ts';
import type { Metrics } from '../metrics.ts';
import type { NodeEnv } from './context.ts';
import { problemResponse } from './problem.ts';

/**
 * What the bridge counts, as OpenMetrics.
 * @param key who shows it is answered; undefined where nobody else can reach the listener
 */
export function metricsRoutes(metrics: Metrics, key: string | undefined): Hono<NodeEnv> {
  return new Hono<NodeEnv>().get('/metrics', async (c) => {
    if (key !== undefined && !isSame(readBearerToken(c.req.header('authorization')) ?? '', key)) {
      const headers = { 'www-authenticate': 'Bearer realm="returning-widgets metrics"' };
      return problemResponse('unauthorized', 'Send the key of server.metrics as "Authorization: Bearer".', headers);
    }
    return new Response(await metrics.toText(), {
      headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store' },
    });
  });
}

/** Measures how long a platform's hooks wait for their answer. */
export function measureHooks(platform: Source, metrics: Metrics): MiddlewareHandler<NodeEnv> {
  return async (_c, next) => {
    const arrivedAt = performance.now();
    await next();
    metrics.hookAcknowledged(platform, (performance.now() - arrivedAt) / 1000);
  };
}

// Of digests, which have one length, the comparison says nothing of the key.
function isSame(presented: string, key: string): boolean {
  return timingSafeEqual(digest(presented), digest(key));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
