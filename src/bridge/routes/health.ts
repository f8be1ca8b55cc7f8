import { Hono } from 'hono';
import type { NodeEnv, RouteContext } from './context.ts';
import { problemResponse } from './problem.ts';

/** Liveness (the process answers) and readiness (the store answers, and the bridge is not stopping). Numbers are for `/metrics`, which not everybody may read. */
export function healthRoutes(context: RouteContext): Hono<NodeEnv> {
  return new Hono<NodeEnv>()
    .get('/healthz', () => Response.json({ status: 'ok' }, noStore))
    .get('/readyz', async () => {
      if (!context.isReady()) return problemResponse('shutting-down');
      for (const { id } of context.communities) await context.store.readLog(id, { after: 0, limit: 0 });
      return Response.json({ status: 'ready' }, noStore);
    });
}

const noStore = { headers: { 'cache-control': 'no-store' } };
