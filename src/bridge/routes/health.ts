import { Hono } from 'hono';
import type { NodeEnv, RouteContext } from './context.ts';
import { problemResponse } from './problem.ts';

/** Liveness (the process answers) and readiness (the store answers and takes writes, and the bridge is not stopping). Numbers are for `/metrics`, which not everybody may read. */
export function healthRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .get('/healthz', () => Response.json({ status: 'ok' }, noStore))
    .get('/readyz', async () => {
      if (context.readiness.isStopping) return problemResponse('shutting-down');
      await context.readiness.checkStore(context.store, context.communities);
      return Response.json({ status: 'ready' }, noStore);
    });
}

const noStore = { headers: { 'cache-control': 'no-store' } };
